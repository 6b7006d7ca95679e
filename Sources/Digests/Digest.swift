// SPDX-License-Identifier: Apache-2.0

/// A content digest as image documents write it: `sha256:<64 hex>` or `sha512:<128 hex>`.
/// Source: OCI image-spec, descriptor.md, «Digests».
public struct Digest: Sendable, Hashable {
    public enum Algorithm: String, Sendable, CaseIterable {
        case sha256, sha512
        /// Length of the digest in bytes.
        public var byteCount: Int { self == .sha256 ? 32 : 64 }
    }

    public let algorithm: Algorithm
    public let bytes: [UInt8]

    /// nil unless `bytes` has the algorithm's length.
    public init?(_ algorithm: Algorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Reads `algorithm:hex`; nil for an unknown algorithm, a wrong length or an odd character.
    /// Upper-case hex is accepted, since some writers produce it.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), let algorithm = Algorithm(rawValue: String(text[..<colon])) else {
            return nil
        }
        self.init(algorithm, hex: text[text.index(after: colon)...])
    }

    /// Reads bare hex, as file names carry it.
    public init?(_ algorithm: Algorithm, hex: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(algorithm.byteCount)
        var high: UInt8?
        for character in hex.utf8 {
            guard let digit = Digest.value(ofHex: character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { return nil }
        self.init(algorithm, bytes: bytes)
    }

    /// Lower-case hex without the algorithm.
    public var hex: String { Digest.hex(bytes) }

    /// The first twelve hex digits, as people know them from `docker images`.
    public var short: String { String(hex.prefix(12)) }

    /// Lower-case hex of any bytes.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func value(ofHex character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Digest: CustomStringConvertible {
    public var description: String { algorithm.rawValue + ":" + hex }
}
