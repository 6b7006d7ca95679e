// SPDX-License-Identifier: Apache-2.0

/// Reads DER elements one after another, never beyond the bytes there are. Source: ITU-T X.690.
struct DERReader {
    enum Tag: UInt8 {
        case integer = 0x02
        case octetString = 0x04
        case null = 0x05
        case objectIdentifier = 0x06
        case sequence = 0x30
    }

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The tag of the next element; nil at the end.
    var nextTag: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    /// The content of the next element if it has this tag and all its bytes are there.
    mutating func read(_ tag: Tag) -> ArraySlice<UInt8>? {
        guard nextTag == tag.rawValue else { return nil }
        var at = index + 1
        guard at < bytes.endIndex else { return nil }
        var length = Int(bytes[at])
        at += 1
        if length & 0x80 != 0 {
            let count = length & 0x7f
            guard (1...3).contains(count), at + count <= bytes.endIndex else { return nil }
            length = 0
            for _ in 0..<count {
                length = length << 8 | Int(bytes[at])
                at += 1
            }
        }
        guard length <= bytes.endIndex - at else { return nil }
        index = at + length
        return bytes[at..<index]
    }
}
