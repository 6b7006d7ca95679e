// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    internal import Glibc
#else
    internal import FoundationEssentials
#endif

/// Whether text looks drawn at random from its alphabet.
enum Randomness {
    /// Shannon entropy in bits a character.
    static func entropy(_ text: some Sequence<UInt8>) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        var total = 0
        for byte in text {
            counts[Int(byte)] += 1
            total += 1
        }
        guard total > 0 else { return 0 }
        var bits = 0.0
        for count in counts where count > 0 {
            let share = Double(count) / Double(total)
            bits -= share * log2(share)
        }
        return bits
    }

    /// Compares the entropy with what random text of this length and alphabet has, and refuses runs (`aaaaa`,
    /// `abcdefg`, `654321`) and text that is words.
    static func isPlausible(_ text: UnsafeRawBufferPointer) -> Bool {
        let length = text.count
        guard length >= 8 else { return length > 0 && !hasRun(text) }
        var digits = 0
        var lower = 0
        var upper = 0
        var hex = 0
        for byte in text {
            if ByteSet.digits.contains(byte) { digits += 1 }
            if ByteSet.lower.contains(byte) { lower += 1 }
            if ByteSet.upper.contains(byte) { upper += 1 }
            if ByteSet.hex.contains(byte) || byte == UInt8(ascii: "-") { hex += 1 }
        }
        if hasRun(text) { return false }
        let bits = entropy(text)
        if digits == length { return bits >= (length >= 20 ? 2.5 : 2.0) }
        // A short prefix such as `v1_` does not change what the rest is drawn from.
        if hex >= length - length / 10 { return digits > 0 && bits >= (length >= 32 ? 2.9 : length >= 16 ? 2.4 : 2.0) }
        // Words have no digits and one case; a random token of 16 characters has not, in 1 case of 10,000.
        if digits == 0, length >= 16, lower == 0 || upper == 0 { return false }
        let expected = min(log2(Double(length)), 5.6)
        return bits >= expected * 0.78
    }

    /// A run of 6 equal or 7 consecutive characters.
    static func hasRun(_ text: UnsafeRawBufferPointer) -> Bool {
        var equal = 1
        var rising = 1
        var falling = 1
        for index in text.indices.dropFirst() {
            let step = Int(text[index]) - Int(text[index - 1])
            equal = step == 0 ? equal + 1 : 1
            rising = step == 1 ? rising + 1 : 1
            falling = step == -1 ? falling + 1 : 1
            if equal >= 6 || rising >= 7 || falling >= 7 { return true }
        }
        return false
    }
}
