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
        /// Kept so that the slots can grow, and unequal names be told apart, without reading names.
        var hash: UInt32
    }

    private var nodes: [Node] = [Node(parent: 0, nameStart: 0, nameCount: 0, hash: 0)]
    private var names: [UInt8] = []
    /// Open addressing over (parent, name): node ids, 0 for an empty slot (the root is never looked up).
    private var slots: [Int32] = [Int32](repeating: 0, count: 16)
    private let key = PathTable.key
    /// The spelling and the id of the directory that `intern(path:)` met last; kept up to 4 KiB.
    private(set) var lastDirectory: (spelling: [UInt8], id: ID) = ([], .root)

    public init() {}

    /// Number of paths, the root included; ids run from 0 to `count - 1`.
    public var count: Int { nodes.count }

    /// The path one level up; the root is its own parent.
    public func parent(of id: ID) -> ID { ID(rawValue: nodes[id.index].parent) }

    /// The last component's bytes; empty for the root.
    public func name(of id: ID) -> ArraySlice<UInt8> { names[nameRange(nodes[id.index])] }

    /// Calls `body` with the last component's bytes, without a copy.
    public func withName<Result>(of id: ID, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let range = nameRange(nodes[id.index])
        return try names.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Orders paths by the bytes of their last components.
    public func namePrecedes(_ left: ID, _ right: ID) -> Bool {
        let leftRange = nameRange(nodes[left.index])
        let rightRange = nameRange(nodes[right.index])
        return names.withUnsafeBytes { $0[leftRange].lexicographicallyPrecedes($0[rightRange]) }
    }

    /// The id of `name` in `parent`, made if it is new. `name` is one component: no slash, not empty. The caller
    /// asks `hasRoom(for:)` first where names come from outside.
    public mutating func intern(_ name: UnsafeRawBufferPointer, in parent: ID) -> ID {
        if nodes.count * 4 >= slots.count * 3 { grow() }
        let hash = PathTable.hash(name, parent.rawValue, key)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while true {
            let id = slots[slot]
            if id == 0 { break }
            if matches(id, name, parent.rawValue, hash) { return ID(rawValue: id) }
            slot = (slot + 1) & mask
        }
        let id = Int32(nodes.count)
        nodes.append(
            Node(
                parent: parent.rawValue, nameStart: UInt32(names.count), nameCount: UInt32(name.count), hash: hash))
        names.append(contentsOf: name)
        slots[slot] = id
        return ID(rawValue: id)
    }

    /// The id of `name` in `parent`; nil when the table does not hold it.
    public func find(_ name: UnsafeRawBufferPointer, in parent: ID) -> ID? {
        let hash = PathTable.hash(name, parent.rawValue, key)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while true {
            let id = slots[slot]
            if id == 0 { return nil }
            if matches(id, name, parent.rawValue, hash) { return ID(rawValue: id) }
            slot = (slot + 1) & mask
        }
    }

    /// Bytes of all names.
    public var nameBytes: Int { names.count }

    /// True while a path of `bytes` bytes, however many components it has, still fits the 32-bit arena.
    public func hasRoom(for bytes: Int) -> Bool {
        names.count + bytes < Int(UInt32.max) && nodes.count + bytes < Int(Int32.max)
    }

    /// Adds every path of `other`; returns their ids here, by their ids there. Nil, and nothing added, when the
    /// arena might not hold both.
    mutating func merge(_ other: PathTable) -> [ID]? {
        guard names.count + other.names.count < Int(UInt32.max),
            nodes.count + other.nodes.count < Int(Int32.max)
        else { return nil }
        var ids: [ID] = []
        ids.reserveCapacity(other.nodes.count)
        ids.append(.root)
        other.names.withUnsafeBytes { bytes in
            for node in other.nodes.dropFirst() {
                let name = UnsafeRawBufferPointer(rebasing: bytes[other.nameRange(node)])
                ids.append(intern(name, in: ids[Int(node.parent)]))
            }
        }
        return ids
    }

    /// The same paths with other names for some of them; ids stay. What another path is called already, or would be, gets
    /// `~` at its end. Linear in the paths.
    public func renaming(_ others: [ID: [UInt8]]) -> PathTable {
        var table = PathTable()
        for index in 1..<max(1, count) {
            let id = ID(rawValue: Int32(index))
            var name = others[id] ?? Array(self.name(of: id))
            while name.withUnsafeBytes({ table.find($0, in: parent(of: id)) }) != nil { name.append(UInt8(ascii: "~")) }
            _ = name.withUnsafeBytes { table.intern($0, in: parent(of: id)) }
        }
        return table
    }

    /// Gives back what growing took in advance; for tables that are complete.
    public mutating func trim() {
        lastDirectory = ([], .root)
        if nodes.capacity > nodes.count + nodes.count / 8 { nodes = nodes.withUnsafeBufferPointer { [Node]($0) } }
        if names.capacity > names.count + names.count / 8 { names = names.withUnsafeBytes { [UInt8]($0) } }
    }

    private func nameRange(_ node: Node) -> Range<Int> {
        Int(node.nameStart)..<Int(node.nameStart) + Int(node.nameCount)
    }

    func isLastDirectory(_ spelling: UnsafeRawBufferPointer) -> Bool {
        lastDirectory.spelling.withUnsafeBytes { known in
            known.count == spelling.count && PathTable.areEqual(known, spelling)
        }
    }

    mutating func setLastDirectory(_ spelling: UnsafeRawBufferPointer, _ id: ID) {
        guard spelling.count <= 4_096 else { return }
        lastDirectory.id = id
        lastDirectory.spelling.removeAll(keepingCapacity: true)
        lastDirectory.spelling.append(contentsOf: spelling)
    }

    private func matches(_ id: Int32, _ name: UnsafeRawBufferPointer, _ parent: Int32, _ hash: UInt32) -> Bool {
        let node = nodes[Int(id)]
        guard node.hash == hash, node.parent == parent, Int(node.nameCount) == name.count else { return false }
        return names.withUnsafeBytes { bytes in
            PathTable.areEqual(UnsafeRawBufferPointer(rebasing: bytes[nameRange(node)]), name)
        }
    }

    /// For buffers of one length.
    private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= right.count {
            let word = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard word == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else { return false }
            offset += 8
        }
        while offset < right.count {
            guard left[offset] == right[offset] else { return false }
            offset += 1
        }
        return true
    }

    private mutating func grow() {
        var larger = [Int32](repeating: 0, count: slots.count * 2)
        let mask = larger.count - 1
        for id in 1..<max(nodes.count, 1) {
            var slot = Int(nodes[id].hash) & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = Int32(id)
        }
        slots = larger
    }

    /// Two secret numbers, chosen anew by every process, so that no archive can bring names that all collide. Ids
    /// do not depend on them.
    struct Key: Sendable {
        var start: UInt64
        var factor: UInt64
    }

    static let key = Key(
        start: .random(in: .min ... .max), factor: .random(in: .min ... .max) | 0x8000_0000_0000_0001)

    /// Eight bytes at a time, each mixed by a secret factor whose whole 128-bit product is folded: without the
    /// factor nobody can choose bytes that undo a difference made before (a plain multiplication lets the
    /// uppermost bit pass unchanged, so that pairs of blocks collide whatever the start).
    static func hash(_ name: UnsafeRawBufferPointer, _ parent: Int32, _ key: Key) -> UInt32 {
        var state = fold(key.start ^ UInt64(UInt32(bitPattern: parent)) ^ UInt64(name.count) << 32, key.factor)
        var offset = 0
        while offset + 8 <= name.count {
            state = fold(state ^ name.loadUnaligned(fromByteOffset: offset, as: UInt64.self), key.factor)
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < name.count {
            tail = tail << 8 | UInt64(name[offset])
            offset += 1
        }
        state = fold(state ^ tail, key.factor)
        return UInt32(truncatingIfNeeded: state ^ state >> 32)
    }

    /// Both halves of the whole product.
    @inline(__always)
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
