// SPDX-License-Identifier: Apache-2.0

/// One thing that should not be in the image, with its proof, its cost and the way out.
public struct Finding: Sendable, Equatable {
    /// The rule's id, such as `build-tool`.
    public var rule: String
    /// What of the rule, such as `gcc` or `aws-access-key-id`.
    public var kind: String
    public var severity: Severity
    /// As the rule gave it, whatever a policy makes of it.
    public let ruleSeverity: Severity
    public var category: Category
    /// One sentence without a full stop: what is there.
    public var message: String
    /// What to change, as a Dockerfile edit where one cures it.
    public var remedy: String
    /// Id of the fix this finding belongs to; nil until findings are folded into fixes.
    public var fix: String?
    /// Redacted proof; empty where the path says it all. Never a whole secret.
    public var evidence: String
    public var origin: Origin
    /// The layer that removed or replaced it; nil while it is live.
    public var removedIn: Int?
    /// Stable across builds: for baselines and SARIF. Never derived from line numbers.
    public var fingerprint: String
    /// Reason of the ignore or baseline entry that silences this finding; nil when it counts.
    public var suppressedBy: String?
    /// Every place, the first one being the finding's own path. At least one.
    public var locations: [Location]
    /// Places beyond those in `locations`; 0 when it holds them all.
    public var locationsCut: Int
    /// Bytes as counted for this finding: each inode once, however many places show it.
    public var bytes: Int64
    /// The inodes whose bytes this finding would give back.
    public var claims: [Claim]
    /// How a later build knows it again.
    public var recognition: Recognition
    /// Over every place, those beyond `locations` too; nil when none is cut or nobody needs to know.
    public var placesFingerprint: String?

    public init(
        rule: String, kind: String, severity: Severity, category: Category, message: String, remedy: String,
        evidence: String = "", origin: Origin, removedIn: Int? = nil, fingerprint: String, locations: [Location],
        locationsCut: Int = 0, bytes: Int64 = 0, claims: [Claim] = [], recognition: Recognition = .fingerprint,
        placesFingerprint: String? = nil
    ) {
        self.rule = rule
        self.kind = kind
        self.severity = severity
        ruleSeverity = severity
        self.category = category
        self.message = message
        self.remedy = remedy
        self.evidence = evidence
        self.origin = origin
        self.removedIn = removedIn
        self.fingerprint = fingerprint
        self.locations = locations
        self.locationsCut = locationsCut
        self.bytes = bytes
        self.claims = claims
        self.recognition = recognition
        self.placesFingerprint = placesFingerprint
    }

    /// How many places it shows in, cut ones included.
    public var placeCount: Int { locations.count + locationsCut }
    /// The finding at one of its places; nil for one that is known again wherever it is.
    public func occurrence(at place: String) -> Occurrence? {
        Occurrence(recognition, rule: rule, kind: kind, fingerprint: fingerprint, place: place)
    }

    public var path: String { locations.first?.path ?? "" }
    public var line: Int? { locations.first?.line }
    public var layer: Int? { locations.first?.layer }
    public var state: FindingState { locations.first?.state ?? .live }
}
