// SPDX-License-Identifier: Apache-2.0

/// The account number that AWS key ids carry since 2019: base32 after the four letters of the type, bits 1 to 40 of
/// the first six bytes. Older ids, which begin with I or J there, carry none.
enum AWSAccount {
    static func isPossible(_ identifier: UnsafeRawBufferPointer) -> Bool {
        guard identifier.count == 20 else { return false }
        if identifier[4] == UInt8(ascii: "I") || identifier[4] == UInt8(ascii: "J") { return true }
        var bits: UInt64 = 0
        for character in identifier[4..<14] {
            let value: UInt8
            switch character {
            case 0x41...0x5a: value = character - 0x41
            case 0x32...0x37: value = character - 0x32 + 26
            default: return false
            }
            bits = bits << 5 | UInt64(value)
        }
        // 50 bits read: the first 48 are the six bytes, of which 40 after the first one are the number.
        return (bits >> 2 & 0x7fff_ffff_ff80) >> 7 < 1_000_000_000_000
    }
}
