// SPDX-License-Identifier: Apache-2.0

/// Paths as an arena: each node is a parent and a name, all names lie in one byte array, and equal paths get
/// equal ids. Costs about 24 bytes a path and the name's own length.
///
/// Names are raw bytes: a tar knows no encoding.
public struct PathTable: Sendable {
    /// A path's number. Parents always have smaller numbers than their children.
    public struct ID: Sendable, Hashable, Comparable {
        public var rawValue: Int32
        @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
        /// `/`, present in every table.
        public static let root = ID(rawValue: 0)
        @inlinable public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
        @inlinable public var index: Int { Int(rawValue) }
    }

    struct Node {
        var parent: Int32
        var nameStart: UInt32
        var nameCount: UInt32
    }

    private var nodes: [Node] = [Node(parent: 0, nameStart: 0, nameCount: 0)]
    private var names: [UInt8] = []
    /// Open addressing over (parent, name): node ids, 0 for an empty slot (the root is never looked up).
    private var slots: [Int32] = [Int32](repeating: 0, count: 16)

    public init() {}

    /// Number of paths, the root included; ids run from 0 to `count - 1`.
    public var count: Int { nodes.count }

    /// The path one level up; the root is its own parent.
    public func parent(of id: ID) -> ID { ID(rawValue: nodes[id.index].parent) }

    /// The last component's bytes; empty for the root.
    public func name(of id: ID) -> ArraySlice<UInt8> {
        let node = nodes[id.index]
        return names[Int(node.nameStart)..<Int(node.nameStart) + Int(node.nameCount)]
    }

    /// Calls `body` with the last component's bytes, without a copy.
    public func withName<Result>(of id: ID, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let node = nodes[id.index]
        return try names.withUnsafeBytes { bytes in
            try body(UnsafeRawBufferPointer(rebasing: bytes[Int(node.nameStart)..<Int(node.nameStart + node.nameCount)]))
        }
    }

    /// The id of `name` in `parent`, made if it is new. `name` is one component: no slash, not empty.
    public mutating func intern(_ name: UnsafeRawBufferPointer, in parent: ID) -> ID {
        if nodes.count * 2 >= slots.count { grow() }
        let mask = slots.count - 1
        var slot = PathTable.hash(name, parent.rawValue) & mask
        while true {
            let id = slots[slot]
            if id == 0 { break }
            if matches(id, name, parent.rawValue) { return ID(rawValue: id) }
            slot = (slot + 1) & mask
        }
        let id = Int32(nodes.count)
        nodes.append(
            Node(parent: parent.rawValue, nameStart: UInt32(names.count), nameCount: UInt32(name.count)))
        names.append(contentsOf: name)
        slots[slot] = id
        return ID(rawValue: id)
    }

    /// The id of `name` in `parent`; nil when the table does not hold it.
    public func find(_ name: UnsafeRawBufferPointer, in parent: ID) -> ID? {
        let mask = slots.count - 1
        var slot = PathTable.hash(name, parent.rawValue) & mask
        while true {
            let id = slots[slot]
            if id == 0 { return nil }
            if matches(id, name, parent.rawValue) { return ID(rawValue: id) }
            slot = (slot + 1) & mask
        }
    }

    /// True while another path and `bytes` more of names still fit the 32-bit arena.
    public func hasRoom(for bytes: Int) -> Bool {
        names.count + bytes < Int(UInt32.max) && nodes.count < Int(Int32.max) - 1
    }

    private func matches(_ id: Int32, _ name: UnsafeRawBufferPointer, _ parent: Int32) -> Bool {
        let node = nodes[Int(id)]
        guard node.parent == parent, Int(node.nameCount) == name.count else { return false }
        return names.withUnsafeBytes { bytes in
            let start = Int(node.nameStart)
            for offset in 0..<name.count where bytes[start + offset] != name[offset] { return false }
            return true
        }
    }

    private mutating func grow() {
        var larger = [Int32](repeating: 0, count: slots.count * 2)
        let mask = larger.count - 1
        for id in 1..<max(nodes.count, 1) {
            let node = nodes[id]
            let hash = names.withUnsafeBytes { bytes in
                PathTable.hash(
                    UnsafeRawBufferPointer(
                        rebasing: bytes[Int(node.nameStart)..<Int(node.nameStart + node.nameCount)]),
                    node.parent)
            }
            var slot = hash & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = Int32(id)
        }
        slots = larger
    }

    /// Chosen anew by every process, so that no archive can bring names that all collide. Ids do not depend on it.
    private static let seed = UInt64.random(in: .min ... .max)

    /// Eight bytes at a time with a final mix: names are short and this must not dominate the walk.
    private static func hash(_ name: UnsafeRawBufferPointer, _ parent: Int32) -> Int {
        var state = (UInt64(UInt32(bitPattern: parent)) ^ seed) &* 0xFF51_AFD7_ED55_8CCD
        var offset = 0
        while offset + 8 <= name.count {
            state = (state ^ name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x9FB2_1C65_1E98_DF25
            state ^= state >> 32
            offset += 8
        }
        var tail = UInt64(name.count)
        while offset < name.count {
            tail = tail << 8 | UInt64(name[offset])
            offset += 1
        }
        state = (state ^ tail) &* 0x9FB2_1C65_1E98_DF25
        state ^= state >> 29
        state = state &* 0xC4CE_B9FE_1A85_EC53
        return Int(truncatingIfNeeded: (state ^ state >> 32) & 0x7FFF_FFFF_FFFF_FFFF)
    }
}
