// SPDX-License-Identifier: Apache-2.0

/// Names known to the program, each with a small value, looked up by bytes without an allocation. Made once.
struct NameTable: Sendable {
    private var slots: [Int32]
    private var starts: [Int32] = []
    private var counts: [Int32] = []
    private var values: [UInt16] = []
    private var bytes: [UInt8] = []

    /// Of two equal names the first one counts.
    init(_ names: some Sequence<(String, UInt16)>) {
        let names = Array(names)
        var capacity = 16
        while capacity < names.count * 2 { capacity *= 2 }
        slots = [Int32](repeating: -1, count: capacity)
        for (name, value) in names {
            let text = Array(name.utf8)
            guard text.withUnsafeBytes({ self[$0] }) == nil else { continue }
            let slot = text.withUnsafeBytes { free($0) }
            slots[slot] = Int32(values.count)
            starts.append(Int32(bytes.count))
            counts.append(Int32(text.count))
            values.append(value)
            bytes.append(contentsOf: text)
        }
    }

    subscript(name: UnsafeRawBufferPointer) -> UInt16? {
        let mask = slots.count - 1
        var slot = NameTable.hash(name) & mask
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if matches(index, name) { return values[index] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func free(_ name: UnsafeRawBufferPointer) -> Int {
        let mask = slots.count - 1
        var slot = NameTable.hash(name) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        return slot
    }

    private func matches(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        guard Int(counts[index]) == name.count else { return false }
        let start = Int(starts[index])
        for offset in 0..<name.count where bytes[start + offset] != name[offset] { return false }
        return true
    }

    /// FNV-1a. The table's own names decide its shape, so nobody can make it slow.
    private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: state ^ state >> 32) & Int.max
    }
}
