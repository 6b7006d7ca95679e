// SPDX-License-Identifier: Apache-2.0
import Crypto

/// HMAC-SHA-256: names a secret value without revealing it to anyone who lacks the key.
public struct KeyedDigest: Sendable {
    private let key: SymmetricKey

    public init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// The 32 bytes of HMAC-SHA-256 over `message`.
    public func bytes(of message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
}
