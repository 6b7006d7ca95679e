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
    var counts = [Int](repeating: 0, count: DropReason.allCases.count)

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

    /// How many candidates were dropped for `reason` since this scratch was made.
    public func dropped(_ reason: DropReason) -> Int { counts[reason.rawValue] }

    mutating func drop(_ reason: DropReason) { counts[reason.rawValue] += 1 }
}
