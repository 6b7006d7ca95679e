// SPDX-License-Identifier: Apache-2.0

/// The numbers of a snapshot's columns: unsigned, seven bits a byte, the lowest first (LEB128).
struct SnapshotBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: some BinaryInteger) {
        var rest = UInt64(truncatingIfNeeded: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Eight bytes, the lowest first.
    mutating func add(fixed number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    mutating func add(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    /// A part that says how long it is, so that readers can pass over it.
    mutating func add(part: SnapshotBytes) {
        add(part.bytes.count)
        bytes.append(contentsOf: part.bytes)
    }
}
