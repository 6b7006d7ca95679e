// SPDX-License-Identifier: Apache-2.0

/// The lines of places in one piece of text, counted on from the place that was asked for before: hits lie nearly in
/// order, and counting from the beginning for each would read a piece as often as it has hits.
struct LineCount {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    private var lines = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Newlines before `end`; an end beyond the bytes is their end.
    mutating func newlines(upTo end: Int) -> Int {
        let end = max(0, min(end, bytes.count))
        let between = UnsafeRawBufferPointer(rebasing: bytes[min(place, end)..<max(place, end)])
        let count = TextLines.newlines(between, upTo: between.count)
        lines += end < place ? -count : count
        place = end
        return lines
    }
}
