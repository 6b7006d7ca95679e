// SPDX-License-Identifier: Apache-2.0

/// Reads what `PackedBytes` wrote, from bytes that nobody vouches for: every step is checked.
public struct PackedCursor {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// `bytes` must outlive the cursor.
    public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    public var isAtEnd: Bool { offset == bytes.count }
    public var left: Int { bytes.count - offset }

    public mutating func number() throws(PackedError) -> UInt64 {
        // Most numbers are one byte.
        if offset < bytes.count, bytes[offset] < 0x80 {
            offset += 1
            return UInt64(bytes[offset - 1])
        }
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            let part = UInt64(byte & 0x7F)
            guard shift < 63 || shift == 63 && part <= 1 else { break }
            result |= part << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        throw PackedError(.damaged, "is damaged: a number has no end")
    }

    /// A number that was written by `add(signed:)`.
    public mutating func signed() throws(PackedError) -> Int64 {
        let number = try number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    /// A number that its type can hold.
    public mutating func number<Number: FixedWidthInteger>(
        as type: Number.Type, _ what: String
    ) throws(PackedError) -> Number {
        let number = try number()
        guard let result = Number(exactly: number) else {
            throw PackedError(.damaged, "is damaged: there is no \(what) \(number)")
        }
        return result
    }

    /// A number that counts something of which there are at most `limit`.
    public mutating func count(atMost limit: Int, of what: String) throws(PackedError) -> Int {
        let number = try number()
        guard number <= UInt64(limit) else {
            throw PackedError(.limit, "claims \(number) \(what); more than \(limit) are not read")
        }
        return Int(number)
    }

    /// How many elements follow. Each takes a byte at least, so there cannot be more than bytes.
    public mutating func count() throws(PackedError) -> Int {
        let number = try number()
        guard number <= UInt64(left) else { throw PackedCursor.endsTooEarly }
        return Int(number)
    }

    /// Elements that were written by `add(list:)`.
    @inlinable
    public mutating func list<Element>(
        _ element: (inout PackedCursor) throws(PackedError) -> Element
    ) throws(PackedError) -> [Element] {
        var list: [Element] = []
        let count = try count()
        for _ in 0..<count { list.append(try element(&self)) }
        return list
    }

    /// A value of a type whose values have texts for names.
    @inlinable
    public mutating func value<Value: RawRepresentable>(
        of type: Value.Type, _ what: String
    ) throws(PackedError) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: try text()) else {
            throw PackedError(.damaged, "is damaged: there is no such \(what)")
        }
        return value
    }

    /// A value of a type whose values are numbered.
    @inlinable
    public mutating func value<Value: RawRepresentable>(
        of type: Value.Type, _ what: String
    ) throws(PackedError) -> Value where Value.RawValue: FixedWidthInteger {
        guard let value = Value(rawValue: try number(as: Value.RawValue.self, what)) else {
            throw PackedError(.damaged, "is damaged: there is no such \(what)")
        }
        return value
    }

    /// A number below `end`.
    public mutating func index(below end: Int, _ what: String) throws(PackedError) -> Int {
        let number = try number()
        guard number < UInt64(end) else { throw PackedError(.damaged, "is damaged: there is no \(what) \(number)") }
        return Int(number)
    }

    public mutating func flag() throws(PackedError) -> Bool { try index(below: 2, "flag") == 1 }

    public mutating func fixed() throws(PackedError) -> UInt64 {
        guard left >= 8 else { throw PackedCursor.endsTooEarly }
        defer { offset += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    public mutating func take(_ count: Int) throws(PackedError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= left else { throw PackedCursor.endsTooEarly }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// Bytes that were written by `add(counted:)`, copied.
    public mutating func counted() throws(PackedError) -> [UInt8] { [UInt8](try take(try count())) }

    /// What was written by `add(optional:)`.
    public mutating func optional() throws(PackedError) -> [UInt8]? { try flag() ? try counted() : nil }

    /// Text that was written as UTF-8 by `add(counted:)`.
    public mutating func text() throws(PackedError) -> String {
        guard let text = String(validating: try take(try count()), as: UTF8.self) else {
            throw PackedError(.damaged, "is damaged: a text in it is none")
        }
        return text
    }

    /// A part of the length that stands before it.
    public mutating func part() throws(PackedError) -> PackedCursor { PackedCursor(try take(try count())) }

    private static let endsTooEarly = PackedError(.damaged, "is damaged: it ends too early")
}
