// SPDX-License-Identifier: Apache-2.0

/// What can happen to the bytes of an archive on its way.
public enum Damage: Sendable {
    /// Everything from this offset on is lost.
    case truncate(at: Int)
    /// The byte at this offset is changed by XOR (with 0xFF unless said).
    case flip(at: Int, with: UInt8 = 0xFF)
    /// These bytes are inserted before the offset.
    case insert([UInt8], at: Int)

    /// The damaged copy; offsets beyond the end do nothing.
    public func applied(to bytes: [UInt8]) -> [UInt8] {
        var copy = bytes
        switch self {
        case .truncate(let offset):
            copy.removeLast(max(0, copy.count - offset))
        case .flip(let offset, let mask):
            if copy.indices.contains(offset) { copy[offset] ^= mask }
        case .insert(let extra, let offset):
            copy.insert(contentsOf: extra, at: min(offset, copy.count))
        }
        return copy
    }

    /// The bytes with one to four of them changed, flipped in a bit, taken out or put in between.
    public static func scattered(over bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var copy = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<copy.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: copy[place] = UInt8.random(in: 0...255, using: &random)
            case 1: copy[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2: copy.remove(at: place)
            default: copy.insert(UInt8.random(in: 0...255, using: &random), at: place)
            }
        }
        return copy
    }
}
