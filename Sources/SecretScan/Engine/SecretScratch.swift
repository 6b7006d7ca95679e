// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan

/// The working memory of one thread that scans. Made by `SecretEngine.makeScratch()`, used with that engine only.
public struct SecretScratch: ~Copyable {
    /// The pattern library's own scratch.
    let library: OpaquePointer
    /// Literals of the database: number in the high half, end in the low half.
    var literals: [UInt64] = []
    /// Filled by the library with literals, then replaced by anchors: number, and where it begins. On the heap, because the library's callback is
    /// handed its address.
    let seen: UnsafeMutablePointer<[UInt64]>
    var matcher = ByteMatcher()
    /// UTF-16 text written as bytes.
    var narrowed: [UInt8] = []
    private var drops = Drops()

    /// The last failure of the pattern library; nil when every scan ran to its end.
    public internal(set) var failure: SecretError?

    init(library: OpaquePointer) {
        self.library = library
        seen = .allocate(capacity: 1)
        seen.initialize(to: [])
    }

    deinit {
        hs_free_scratch(library)
        seen.deinitialize(count: 1)
        seen.deallocate()
    }

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
