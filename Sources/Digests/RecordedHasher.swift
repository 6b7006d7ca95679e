// SPDX-License-Identifier: Apache-2.0
import Crypto

/// `RecordedHashes` of content that streams by.
public struct RecordedHasher {
    private var md5 = Insecure.MD5()
    private var sha1 = Insecure.SHA1()
    private var sha256 = SHA256()

    public init() {}

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        md5.update(bufferPointer: bytes)
        sha1.update(bufferPointer: bytes)
        sha256.update(bufferPointer: bytes)
    }

    public func finish() -> RecordedHashes {
        RecordedHashes(
            md5: Array(md5.finalize()), sha1: Array(sha1.finalize()), sha256: Array(sha256.finalize()))
    }
}
