// SPDX-License-Identifier: Apache-2.0
import Crypto

/// SHA-256 or SHA-512 over bytes that arrive in pieces. About 1.5 GB/s where the processor has SHA instructions.
public struct SHAHasher: Sendable {
    private enum State: Sendable {
        case sha256(SHA256)
        case sha512(SHA512)
    }
    private var state: State

    public init(_ algorithm: Digest.Algorithm = .sha256) {
        switch algorithm {
        case .sha256: state = .sha256(SHA256())
        case .sha512: state = .sha512(SHA512())
        }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .sha256(var hasher):
            hasher.update(bufferPointer: bytes)
            state = .sha256(hasher)
        case .sha512(var hasher):
            hasher.update(bufferPointer: bytes)
            state = .sha512(hasher)
        }
    }

    /// The digest of all bytes so far; the hasher can go on.
    public func finish() -> Digest {
        switch state {
        case .sha256(let hasher): Digest.unchecked(.sha256, Array(hasher.finalize()))
        case .sha512(let hasher): Digest.unchecked(.sha512, Array(hasher.finalize()))
        }
    }

    /// A second hash of all bytes so far, which who knows their digest alone cannot compute: of the bytes with a label
    /// behind them. Costs nothing beside the digest; the hasher can go on.
    public func contentKey() -> [UInt8] {
        var labelled = self
        SHAHasher.label.withUnsafeBytes { labelled.update($0) }
        return labelled.finish().bytes
    }

    private static let label = Array("dunnage content key".utf8)

    /// The digest of bytes that lie together.
    public static func hash(_ bytes: UnsafeRawBufferPointer, _ algorithm: Digest.Algorithm = .sha256) -> Digest {
        var hasher = SHAHasher(algorithm)
        hasher.update(bytes)
        return hasher.finish()
    }

    /// The digest of an array.
    public static func hash(_ bytes: [UInt8], _ algorithm: Digest.Algorithm = .sha256) -> Digest {
        bytes.withUnsafeBytes { hash($0, algorithm) }
    }
}

extension Digest {
    /// For hashers, whose output has the right length by construction.
    fileprivate static func unchecked(_ algorithm: Algorithm, _ bytes: [UInt8]) -> Digest {
        guard let digest = Digest(algorithm, bytes: bytes) else {
            preconditionFailure("a \(algorithm) hasher returned \(bytes.count) bytes")
        }
        return digest
    }
}
