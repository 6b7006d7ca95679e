// SPDX-License-Identifier: Apache-2.0
import Crypto

/// The three hashes that package databases record of a file: dpkg MD5, apk SHA-1, rpm mostly SHA-256.
/// Used to tell a package's own unchanged file from an edited one, never for security.
public struct RecordedHashes: Sendable, Hashable {
    public let md5: [UInt8]
    public let sha1: [UInt8]
    public let sha256: [UInt8]

    init(md5: [UInt8], sha1: [UInt8], sha256: [UInt8]) {
        self.md5 = md5
        self.sha1 = sha1
        self.sha256 = sha256
    }

    /// Hashes that were kept; nil when one has another length than its algorithm gives.
    public init?(kept md5: [UInt8], _ sha1: [UInt8], _ sha256: [UInt8]) {
        guard (md5.count, sha1.count, sha256.count) == (16, 20, 32) else { return nil }
        self.init(md5: md5, sha1: sha1, sha256: sha256)
    }

    /// Three passes over the bytes: for the few files that need it.
    public init(_ bytes: UnsafeRawBufferPointer) {
        md5 = Array(Insecure.MD5.hash(bufferPointer: bytes))
        sha1 = Array(Insecure.SHA1.hash(bufferPointer: bytes))
        sha256 = Array(SHA256.hash(bufferPointer: bytes))
    }
}

extension HashFunction {
    fileprivate static func hash(bufferPointer bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = Self()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize()
    }
}
