// SPDX-License-Identifier: Apache-2.0

/// What a decoded private key says of itself.
struct PrivateKey {
    /// Such as `RSA 2048-bit`.
    var form: String
    var isEncrypted: Bool
    /// Too short to protect anything: a test key.
    var isToy = false

    /// Tells an unencrypted PKCS#1, PKCS#8, SEC 1 or DSA key, an encrypted PKCS#8 one, or an OpenSSH key; nil for
    /// anything else. Sources: RFC 8017 A.1.2, RFC 5958, RFC 5915, OpenSSH PROTOCOL.key.
    init?(decoded bytes: [UInt8]) {
        if bytes.starts(with: Array("openssh-key-v1\0".utf8)) {
            self.init(openSSH: bytes)
        } else {
            self.init(der: bytes)
        }
    }

    private init?(der bytes: [UInt8]) {
        var outer = DERReader(bytes[...])
        guard let content = outer.read(.sequence) else { return nil }
        var reader = DERReader(content)
        if reader.nextTag == DERReader.Tag.sequence.rawValue {
            // EncryptedPrivateKeyInfo: algorithm, then the encrypted octets. A certificate begins with two sequences
            // and a public key goes on with a bit string, so neither passes.
            guard var algorithm = reader.read(.sequence).map(DERReader.init), algorithm.read(.objectIdentifier) != nil,
                let secret = reader.read(.octetString), secret.count >= 16
            else { return nil }
            form = "PKCS#8"
            isEncrypted = true
            return
        }
        guard let version = reader.read(.integer), let number = version.last, version.count == 1 else { return nil }
        isEncrypted = false
        switch (number, reader.nextTag) {
        case (0...1, DERReader.Tag.sequence.rawValue):
            guard var algorithm = reader.read(.sequence).map(DERReader.init),
                let identifier = algorithm.read(.objectIdentifier), let key = reader.read(.octetString),
                key.count >= 16
            else { return nil }
            form = PrivateKey.algorithmName(identifier)
            if form == "RSA", let inner = PrivateKey(der: Array(key)) {
                form = inner.form
                isToy = inner.isToy
            }
        case (1, DERReader.Tag.octetString.rawValue):
            guard let scalar = reader.read(.octetString), (14...72).contains(scalar.count) else { return nil }
            form = "EC \(scalar.count * 8)-bit"
        case (0, DERReader.Tag.integer.rawValue):
            var sizes: [Int] = []
            while let value = reader.read(.integer) { sizes.append(PrivateKey.bits(value)) }
            // RSA has n e d p q dp dq qinv; DSA has p q g y x.
            if sizes.count >= 8 {
                form = "RSA \(sizes[0])-bit"
                isToy = sizes[0] < 1_000
            } else if sizes.count == 5 {
                form = "DSA \(sizes[0])-bit"
                isToy = sizes[0] < 1_000
            } else {
                return nil
            }
        default:
            return nil
        }
    }

    private init?(openSSH bytes: [UInt8]) {
        var reader = LengthPrefixedReader(bytes[15...])
        guard let cipher = reader.readString(), reader.readString() != nil, reader.readString() != nil,
            let count = reader.readNumber(), (1...16).contains(count), let publicKey = reader.readString(),
            let secret = reader.readString(), secret.count >= 32
        else { return nil }
        var inner = LengthPrefixedReader(publicKey)
        let name = inner.readString().map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard !name.isEmpty, name.utf8.count <= 64, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        form = "OpenSSH " + name
        isEncrypted = !cipher.elementsEqual("none".utf8)
    }

    private static func bits(_ integer: ArraySlice<UInt8>) -> Int {
        let digits = integer.drop { $0 == 0 }
        guard let first = digits.first else { return 0 }
        return digits.count * 8 - first.leadingZeroBitCount
    }

    private static func algorithmName(_ identifier: ArraySlice<UInt8>) -> String {
        switch Array(identifier) {
        case [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]: "RSA"
        case [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]: "EC"
        case [0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01]: "DSA"
        case [0x2b, 0x65, 0x70]: "Ed25519"
        case [0x2b, 0x65, 0x71]: "Ed448"
        case [0x2b, 0x65, 0x6e]: "X25519"
        default: "PKCS#8"
        }
    }
}
