// SPDX-License-Identifier: Apache-2.0

/// The bytes of this program's own files: numbers of seven bits a byte, the lowest first (LEB128), and parts that say
/// how long they are.
public struct PackedBytes: Sendable {
    @usableFromInline var storage: [UInt8] = []

    public var bytes: [UInt8] { storage }

    public init() {}

    /// An unsigned number; one below zero is written as the 64 bits that it has.
    @inlinable
    public mutating func add(_ number: some BinaryInteger) {
        var rest = UInt64(truncatingIfNeeded: number)
        while rest >= 0x80 {
            storage.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        storage.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number that may be below zero, the small ones of both signs short (zigzag).
    @inlinable
    public mutating func add(signed number: Int64) { add(UInt64(bitPattern: number << 1 ^ number >> 63)) }

    /// Eight bytes, the lowest first.
    public mutating func add(fixed number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            storage.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    @inlinable
    public mutating func add(raw: some Sequence<UInt8>) { storage.append(contentsOf: raw) }

    /// Bytes with their number before them.
    @inlinable
    public mutating func add(counted: some Collection<UInt8>) {
        add(counted.count)
        storage.append(contentsOf: counted)
    }

    /// Bytes that may not be there, told from none.
    public mutating func add(optional: [UInt8]?) {
        add(optional == nil ? 0 : 1)
        if let optional { add(counted: optional) }
    }

    /// Elements with their number before them.
    @inlinable
    public mutating func add<Elements: Collection>(
        list: Elements, _ add: (inout PackedBytes, Elements.Element) -> Void
    ) {
        self.add(list.count)
        for element in list { add(&self, element) }
    }

    /// A part that says how long it is, so that readers can pass over it.
    public mutating func add(part: PackedBytes) { add(counted: part.bytes) }
}
