// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import SecretScan

/// Bytes with the structure of private keys and nothing behind it.
enum KeyForge {
    static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        if content.count < 128 {
            length = [UInt8(content.count)]
        } else if content.count < 256 {
            length = [0x81, UInt8(content.count)]
        } else {
            length = [0x82, UInt8(content.count >> 8), UInt8(content.count & 255)]
        }
        return [tag] + length + content
    }

    static func integer(_ bits: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = generator.bytes(bits / 8)
        bytes[0] |= 0x80
        return der(0x02, [0] + bytes)
    }

    static func rsa(_ bits: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        var body = der(0x02, [0]) + integer(bits, &generator) + der(0x02, [1, 0, 1]) + integer(bits, &generator)
        for _ in 0..<5 { body += integer(bits / 2, &generator) }
        return der(0x30, body)
    }

    static func ec(_ generator: inout SeededGenerator) -> [UInt8] {
        der(
            0x30,
            der(0x02, [1]) + der(0x04, generator.bytes(32))
                + der(0xa0, der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07])))
    }

    static func pkcs8(_ generator: inout SeededGenerator) -> [UInt8] {
        der(
            0x30, der(0x02, [0]) + der(0x30, der(0x06, [0x2b, 0x65, 0x70])) + der(0x04, der(0x04, generator.bytes(32))))
    }

    static func encryptedPKCS8(_ generator: inout SeededGenerator) -> [UInt8] {
        let scheme: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]
        return der(
            0x30, der(0x30, der(0x06, scheme) + der(0x30, generator.bytes(40))) + der(0x04, generator.bytes(160)))
    }

    static func certificate(_ generator: inout SeededGenerator) -> [UInt8] {
        der(
            0x30, der(0x30, der(0x30, der(0x06, [0x2a, 0x03])) + generator.bytes(400)) + der(0x03, generator.bytes(65)))
    }

    static func string(_ bytes: [UInt8]) -> [UInt8] {
        [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
    }

    static func openSSH(encrypted: Bool, _ generator: inout SeededGenerator) -> [UInt8] {
        let publicKey = string(Array("ssh-ed25519".utf8)) + string(generator.bytes(32))
        return Array("openssh-key-v1\0".utf8) + string(Array((encrypted ? "aes256-ctr" : "none").utf8))
            + string(Array((encrypted ? "bcrypt" : "none").utf8)) + string(encrypted ? generator.bytes(24) : [])
            + [0, 0, 0, 1] + string(publicKey) + string(generator.bytes(136))
    }

    static func openPGP(encrypted: Bool, _ generator: inout SeededGenerator) -> [UInt8] {
        let body: [UInt8] =
            [4, 0x60, 1, 2, 3, 22, 9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 0x0f, 1, 1, 7] + [0x40] + generator.bytes(32)
            + [encrypted ? 254 : 0] + generator.bytes(40)
        return [0x94, UInt8(body.count)] + body + [0xb4, 4] + Array("test".utf8)
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func base64(_ bytes: [UInt8], url: Bool = false) -> [UInt8] {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var number = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            number <<= UInt32(8 * (3 - group.count))
            for index in 0..<(group.count + 1) { text.append(digits[Int(number >> UInt32(18 - 6 * index) & 63)]) }
            if !url { text += [UInt8](repeating: UInt8(ascii: "="), count: 3 - group.count) }
        }
        return url
            ? text.map {
                $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
            } : text
    }

    static func armour(_ label: String, _ bytes: [UInt8], newline: String = "\n", headers: String = "") -> [UInt8] {
        let dashes = String(repeating: "-", count: 5)
        var text = Array("\(dashes)BEGIN \(label)\(dashes)\(newline)\(headers)".utf8)
        let body = base64(bytes)
        for start in stride(from: 0, to: body.count, by: 64) {
            text += body[start..<min(start + 64, body.count)] + Array(newline.utf8)
        }
        return text + Array("\(dashes)END \(label)\(dashes)\(newline)".utf8)
    }

    static func token(_ payload: String, _ generator: inout SeededGenerator) -> [UInt8] {
        base64(Array("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".utf8), url: true) + [UInt8(ascii: ".")]
            + base64(Array(payload.utf8), url: true) + [UInt8(ascii: ".")] + base64(generator.bytes(32), url: true)
    }
}
