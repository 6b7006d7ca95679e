// SPDX-License-Identifier: Apache-2.0

/// A piece of `DatabaseRows.text`. Eight bytes, so that a file list of a million paths stays plain data.
public struct TextRange: Sendable, Hashable {
    public var start: UInt32
    public var count: UInt32

    public init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }

    public static let empty = TextRange(start: 0, count: 0)
    public var isEmpty: Bool { count == 0 }
    var bounds: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
