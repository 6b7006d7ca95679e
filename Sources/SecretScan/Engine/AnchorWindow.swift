// SPDX-License-Identifier: Apache-2.0

/// The eight bytes of an anchor that the database looks for. Longer literals make the library compile ten times as
/// long (measured: 61 ms for 800 anchors, 9 ms for their windows) and scan no faster, so the rest of an anchor is
/// compared here, after the rare hit.
struct AnchorWindow: Sendable {
    /// Where the window begins within its anchor.
    let offset: Int
    let literal: [UInt8]

    static let width = 8

    /// The window with the most bytes that are no letters: words are common, `ket:/` is not. The first of equals. It
    /// never ends in two equal bytes where that can be helped: for those the library prepares against floods of that
    /// byte, which costs it 50 ms.
    init(_ anchor: [UInt8]) {
        let end = AnchorWindow.endsTwice(anchor[...]) && anchor.count > 4 ? anchor.count - 1 : anchor.count
        guard end > AnchorWindow.width else {
            offset = 0
            literal = Array(anchor[..<end])
            return
        }
        var best = 0
        var most = -1
        for start in 0...(end - AnchorWindow.width) {
            let window = anchor[start..<(start + AnchorWindow.width)]
            if AnchorWindow.endsTwice(window) { continue }
            let rare = window.filter { !ByteSet.alphanumeric.contains($0) }.count
            if rare > most { (best, most) = (start, rare) }
        }
        offset = best
        literal = Array(anchor[best..<(best + AnchorWindow.width)])
    }

    private static func endsTwice(_ text: ArraySlice<UInt8>) -> Bool {
        text.count > 1 && text.last == text.dropLast().last
    }
}

extension SecretEngine.Anchor {
    /// Whether all of the anchor stands there, not only its window.
    func stands(at position: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
        for (index, byte) in text.enumerated() {
            let other = bytes[position + index]
            guard other == byte || isCaseless && Placeholders.lowered(other) == byte else { return false }
        }
        return true
    }
}
