// SPDX-License-Identifier: Apache-2.0
import Crypto

/// Encrypts what was learned of a content so that only who has the content can read it (AES-256-GCM; the key is an
/// HMAC-SHA-256 under `SHAHasher.contentKey`).
public struct ContentSeal: Sendable {
    private let key: SymmetricKey

    /// - Parameter purpose: different texts give unrelated keys.
    public init(contentKey: [UInt8], purpose: [UInt8]) {
        key = SymmetricKey(data: KeyedDigest(key: contentKey).bytes(of: purpose))
    }

    /// Nonce, ciphertext and tag. nil when the library refuses, which it does only beyond 64 GiB.
    ///
    /// - Parameter associated: not hidden, but without it nothing opens.
    public func seal(_ bytes: [UInt8], associated: [UInt8]) -> [UInt8]? {
        guard let box = try? AES.GCM.seal(bytes, using: key, authenticating: associated) else { return nil }
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// What `seal` hid; nil when a single bit is not as it was, or another key or text belongs to it.
    public func open(_ sealed: [UInt8], associated: [UInt8]) -> [UInt8]? {
        guard sealed.count >= 28, let nonce = try? AES.GCM.Nonce(data: sealed[..<12]),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed[12..<(sealed.count - 16)], tag: sealed[(sealed.count - 16)...]),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: associated)
        else { return nil }
        return Array(bytes)
    }
}
