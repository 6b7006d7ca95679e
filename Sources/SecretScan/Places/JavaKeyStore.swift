// SPDX-License-Identifier: Apache-2.0

/// JKS and JCEKS files (the JDK's `sun.security.provider.JavaKeyStore`): magic, version, count, then entries, each a
/// tag, an alias, a date and the entry itself. Trust stores hold certificates only and are no secret.
enum JavaKeyStore {
    /// Whether an entry within the first 16 KiB is a private or secret key.
    static func hasPrivateKey(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let limit = min(bytes.count, SecretEngine.reach)
        var index = 12
        func number(_ at: Int) -> Int? {
            guard at + 4 <= limit else { return nil }
            return Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).bigEndian)
        }
        guard let version = number(4), version == 1 || version == 2, let count = number(8) else { return false }
        for _ in 0..<min(count, 1_000) {
            guard let tag = number(index) else { return false }
            // 1: private key, 3: secret key of JCEKS.
            if tag == 1 || tag == 3 { return true }
            guard tag == 2, index + 6 <= limit else { return false }
            let alias = Int(bytes[index + 4]) << 8 | Int(bytes[index + 5])
            index += 6 + alias + 8
            guard index + 2 <= limit else { return false }
            index += 2 + (Int(bytes[index]) << 8 | Int(bytes[index + 1]))
            guard let length = number(index) else { return false }
            index += 4 + length
        }
        return false
    }
}
