// SPDX-License-Identifier: Apache-2.0

/// The first packet of an OpenPGP transferable secret key (RFC 4880 §5.5.3, RFC 9580).
struct OpenPGPKey {
    let isEncrypted: Bool
    let form: String

    /// nil unless the bytes begin with a secret-key packet whose public part can be read.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 16, bytes[0] & 0x80 != 0 else { return nil }
        let isNew = bytes[0] & 0x40 != 0
        let tag = isNew ? bytes[0] & 0x3f : bytes[0] >> 2 & 0x0f
        guard tag == 5 else { return nil }
        var index: Int
        if isNew {
            index = bytes[1] < 192 ? 2 : bytes[1] < 224 ? 3 : 6
        } else {
            index = [2, 3, 5, 1][Int(bytes[0] & 3)]
        }
        guard bytes[index] == 4 || bytes[index] == 5 || bytes[index] == 6, bytes.count > index + 10 else { return nil }
        let version = bytes[index]
        let algorithm = bytes[index + 5]
        index += 6
        if version >= 5 { index += 4 }
        func skipInteger() -> Bool {
            guard index + 2 <= bytes.count else { return false }
            index += 2 + (Int(bytes[index]) << 8 + Int(bytes[index + 1]) + 7) / 8
            return index < bytes.count
        }
        var integers = 0
        switch algorithm {
        case 1, 2, 3: (integers, form) = (2, "OpenPGP RSA")
        case 16, 20: (integers, form) = (3, "OpenPGP Elgamal")
        case 17: (integers, form) = (4, "OpenPGP DSA")
        case 18, 19, 22:
            guard index < bytes.count else { return nil }
            index += 1 + Int(bytes[index])
            (integers, form) = (1, "OpenPGP EC")
        case 25, 27: (index, form) = (index + 32, "OpenPGP EC")
        default: return nil
        }
        for _ in 0..<integers where !skipInteger() { return nil }
        if algorithm == 18 {
            guard index < bytes.count else { return nil }
            index += 1 + Int(bytes[index])
        }
        guard index < bytes.count else { return nil }
        // String-to-key usage: 0 means that what follows lies open. 1001/1002 of gnu-dummy mean there is no key.
        isEncrypted = bytes[index] != 0
    }
}
