// SPDX-License-Identifier: Apache-2.0
public import Archives
public import Digests
public import LayerTree

/// Everything that is ever learned from a layer's bytes: a pure function of the blob, the rule set and the limits,
/// independent of the image around it. Failures are values here, raised only when an image refers to the layer.
public struct LayerFacts: Sendable {
    /// Members, whiteouts and opaque marks in tar order; regular files carry their content hash.
    public var entries = LayerEntries()
    /// Confirmed secrets, in the order of entry and offset.
    public var secrets: [SecretFact] = []
    /// Secrets in names: `entries`, `secrets` and `notes` have the names without them.
    public var named: [NamedSecret] = []
    /// What had the form of a secret and was not taken for one.
    public var drops = SecretDrops()
    /// Executables by form: ELF, script. In entry order.
    public var probes: [ExecutableProbe] = []
    /// Package records, parsed. In entry order; several may come from one file.
    public var databases: [DatabaseFact] = []
    /// Which shared libraries programs and libraries ask for. In entry order.
    public var libraries: [LibraryFact] = []
    /// Hashes as package databases record them: of files that run with more rights than their caller has (setuid,
    /// setgid, capabilities), and of all files when that was asked for. In entry order.
    public var recorded: [RecordedFact] = []
    /// Small files that rules read: accounts, os-release, service configurations. In entry order.
    public var kept: [KeptFile] = []
    /// Files that are a dump of a process or a database. In entry order.
    public var dumps: [DumpFact] = []

    /// Bytes that the archives inside the layer unpacked to, as far as they were read: of zips and plain tars their
    /// members, of what is compressed the whole stream. Never above `ReadingLimits.nestedBytes` by more than the last
    /// archive's own.
    public var nestedBytes: Int64 = 0

    /// How the blob is compressed.
    public var compression = Compression.none
    /// Bytes of the blob as it lies in the archive.
    public var storedSize: Int64 = 0
    /// Bytes of the uncompressed tar.
    public var tarSize: Int64 = 0
    /// How well a plain tar would compress; nil for a layer that is stored compressed.
    public var sampledCompression: SampledCompression?
    /// Digests of the stored bytes; empty when nothing is verified.
    public var blobDigests = DigestSet()
    /// Digests of the uncompressed tar; empty when nothing is verified.
    public var diffIDs = DigestSet()

    /// Why the reading ended before the tar did; nil for a whole layer.
    public var failure: ArchiveError?
    /// What was passed over or repaired on the way.
    public var notes: [ScanNote] = []

    public init() {}
}
