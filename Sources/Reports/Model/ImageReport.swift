// SPDX-License-Identifier: Apache-2.0

public import Checks
public import Findings

/// One image: what it is, what it holds, what is wrong with it.
public struct ImageReport: Sendable, Equatable {
    /// Index into `Report.archives`.
    public var archive: Int
    /// The name it was asked for or first known by; nil for an untagged image.
    public var reference: String?
    /// All names the archive gives it.
    public var references: [String]
    /// Digest of the configuration, `sha256:…`; nil when the archive has none.
    public var id: String?
    /// Digest of the OCI manifest; nil for shapes without one.
    public var manifestDigest: String?
    /// `os/architecture[/variant]`.
    public var platform: String?
    /// `Debian 12`, from os-release; nil when the image has none. Not part of the JSON.
    public var distribution: String?
    /// The same for machines. Not part of the JSON.
    public var system: DistributionReport?
    /// RFC 3339, as the configuration has it.
    public var created: String?
    /// False when part of the image could not be read or trusted.
    public var complete: Bool
    /// Why `complete` is false: one short sentence each, saying what is missing. Not part of the JSON,
    /// which has the same as warnings.
    public var gaps: [String]
    public var config: ConfigReport
    public var totals: Totals
    public var reclaimable: [ReclaimableRow]
    public var base: BaseReport
    /// nil when the layers are not all known.
    public var efficiency: Efficiency?
    /// Bottom first.
    public var layers: [LayerReport]
    /// Every history entry, oldest first, those without a layer too. Not part of the JSON.
    public var history: [HistoryReport]
    /// nil for shapes without a manifest document. Not part of the JSON.
    public var manifest: ManifestReport?
    /// nil when the image carries no attestation. Not part of the JSON.
    public var provenance: ProvenanceReport?
    /// nil where nobody asked for it. Not part of the JSON.
    public var biggest: BiggestReport?
    /// nil when no Dockerfile was given. Not part of the JSON.
    public var dockerfile: DockerfileReport?
    /// Single files; nil where no format needs them. Not part of the JSON.
    public var files: FileTable?
    public var packages: [PackageReport]
    /// Suppressed ones too; see `Finding.suppressedBy`.
    public var findings: [Finding]
    /// In the order in which to make them.
    public var fixes: [Fix]
    /// Facts that were looked at and found in order, for the quiet line: `14 setuid files, all from Debian
    /// packages`. Not part of the JSON.
    public var notes: [String]
    public var verdict: Verdict
    /// What had the form of a secret and is none. Not part of the JSON.
    public var quietSecrets: [QuietSecrets] = []
    /// What to write in place of what was built; nil unless it was asked for. No report renders it.
    public var proposal: BuildProposal?

    public init(
        archive: Int = 0, reference: String? = nil, references: [String] = [], id: String? = nil,
        manifestDigest: String? = nil, platform: String? = nil, distribution: String? = nil, created: String? = nil,
        complete: Bool = true, gaps: [String] = [], config: ConfigReport = ConfigReport(), totals: Totals = Totals(),
        reclaimable: [ReclaimableRow] = [], base: BaseReport = BaseReport(), efficiency: Efficiency? = nil,
        layers: [LayerReport] = [], history: [HistoryReport] = [], manifest: ManifestReport? = nil,
        provenance: ProvenanceReport? = nil, packages: [PackageReport] = [], findings: [Finding] = [],
        fixes: [Fix] = [], notes: [String] = [], verdict: Verdict = Verdict()
    ) {
        self.archive = archive
        self.reference = reference
        self.references = references
        self.id = id
        self.manifestDigest = manifestDigest
        self.platform = platform
        self.distribution = distribution
        self.created = created
        self.complete = complete
        self.gaps = gaps
        self.config = config
        self.totals = totals
        self.reclaimable = reclaimable
        self.base = base
        self.efficiency = efficiency
        self.layers = layers
        self.history = history
        self.manifest = manifest
        self.provenance = provenance
        self.packages = packages
        self.findings = findings
        self.fixes = fixes
        self.notes = notes
        self.verdict = verdict
    }
}
