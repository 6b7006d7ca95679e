// SPDX-License-Identifier: Apache-2.0

/// A cause while differences are added to it.
struct CauseDraft {
    var kind: Cause.Kind
    /// Overrides what the differences say; nil for files and directories.
    var change: Cause.Change?
    var bytes: Int64 = 0
    var files = 0
    /// Bytes by layer of the image after.
    private var layers: [Int: UInt64] = [:]
    /// The largest differences: index and bytes.
    private(set) var largest: [(unit: Int, bytes: Int64)] = []
    private var came = false
    private var went = false
    private var changed = false

    init(_ kind: Cause.Kind, _ change: Cause.Change? = nil) {
        self.kind = kind
        self.change = change
    }

    private static let named = 3

    mutating func add(_ unit: Int, _ kind: FileChange.Kind, _ bytes: Int64, layer: Int?) {
        self.bytes += bytes
        files += 1
        switch kind {
        case .added: came = true
        case .removed: went = true
        default: changed = true
        }
        if let layer { layers[layer, default: 0].addSaturating(bytes.magnitude) }
        let place = largest.firstIndex { abs($0.bytes) < abs(bytes) } ?? largest.count
        guard bytes != 0, place < CauseDraft.named else { return }
        largest.insert((unit, bytes), at: place)
        if largest.count > CauseDraft.named { largest.removeLast() }
    }

    /// The layer that most of it is in; of equals the lowest.
    var layer: Int? {
        layers.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    var resultingChange: Cause.Change {
        change ?? (changed || came && went ? .changed : went ? .removed : .added)
    }
}

extension UInt64 {
    /// Both sides of a comparison may fill the range, so their sum may leave it.
    fileprivate mutating func addSaturating(_ other: UInt64) {
        let (sum, overflow) = addingReportingOverflow(other)
        self = overflow ? .max : sum
    }
}
