// SPDX-License-Identifier: Apache-2.0

/// Reads SSH wire strings: a 32-bit big-endian length and that many bytes (RFC 4251 §5).
struct LengthPrefixedReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func readNumber() -> UInt32? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func readString() -> ArraySlice<UInt8>? {
        guard let length = readNumber(), Int(length) <= rest.count else { return nil }
        defer { rest = rest.dropFirst(Int(length)) }
        return rest.prefix(Int(length))
    }
}
