// SPDX-License-Identifier: Apache-2.0
public import Digests
public import SecretScan

/// A secret in one file of one layer. Holds no secret: evidence is redacted, the fingerprint keyed.
public struct SecretFact: Sendable {
    /// Index into the layer's entries.
    public var entry: Int32
    public var hit: SecretHit
    /// 1-based line; nil in a file that is no text.
    public var line: Int?
    /// The member of an archive inside the layer; nil for a plain file.
    public var member: [UInt8]?
    /// MD5, SHA-1 and SHA-256 of the file, to tell a package's own unchanged file from an edited one; nil when the
    /// file was too large to hash again.
    public var hashes: RecordedHashes?

    public init(entry: Int32, hit: SecretHit, line: Int?, member: [UInt8]? = nil, hashes: RecordedHashes? = nil) {
        self.entry = entry
        self.hit = hit
        self.line = line
        self.member = member
        self.hashes = hashes
    }
}
