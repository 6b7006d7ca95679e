// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan

/// The working memory of one thread that scans. Made by `SecretEngine.makeScratch()`, used with that engine only.
public struct SecretScratch: ~Copyable {
    /// The pattern library's own scratch; nil without rules of a user.
    let library: OpaquePointer?
    /// Where anchors may stand, for the search alone.
    var places: [UInt32] = []
    /// Anchors that were found: number in the high half, where it begins in the low half.
    var seen: [UInt64] = []
    /// The same, around one match.
    var around: [UInt64] = []
    var matcher = ByteMatcher()
    /// UTF-16 text written as bytes.
    var narrowed: [UInt8] = []
    private var drops = Drops()
    /// Whether anything had the form of a secret since this was last set to false.
    var hasShapes = false
    /// Nothing that was scanned last looked like a secret by its bytes, whatever its path; false where a user's rules
    /// have a say.
    public internal(set) var sawNothing = false

    /// The last failure of the pattern library; nil when every scan ran to its end.
    public internal(set) var failure: SecretError?

    init(library: OpaquePointer?) { self.library = library }

    deinit { if let library { hs_free_scratch(library) } }

    /// Candidates that were dropped.
    public struct Drops: Sendable {
        /// By `DropReason.rawValue`.
        public fileprivate(set) var counts = [Int](repeating: 0, count: DropReason.allCases.count)
        /// The first few of each reason.
        public fileprivate(set) var first: [SecretDrop] = []
        public fileprivate(set) var total = 0

        static let kept = 3
    }

    /// What was dropped since this was last asked.
    public mutating func takeDrops() -> Drops {
        guard drops.total > 0 else { return drops }
        defer { drops = Drops() }
        return drops
    }

    mutating func drop(_ reason: DropReason, kind: Int, at offset: Int64) {
        drops.total += 1
        drops.counts[reason.rawValue] += 1
        guard drops.counts[reason.rawValue] <= Drops.kept else { return }
        drops.first.append(SecretDrop(kind: kind, reason: reason, offset: offset))
    }
}
