// SPDX-License-Identifier: Apache-2.0
internal import NameText

/// Whole paths, beside single components.
extension PathTable {
    /// Makes or finds a whole path: `/x`, `./x` and `x` are one, `..` never leaves the root.
    ///
    /// A tar names a directory's members one after another, so the directory of the call before is remembered.
    public mutating func intern(path: UnsafeRawBufferPointer) -> ID {
        var end = path.count
        while end > 0, path[end - 1] == UInt8(ascii: "/") { end -= 1 }
        var start = end
        while start > 0, path[start - 1] != UInt8(ascii: "/") { start -= 1 }
        let prefix = UnsafeRawBufferPointer(rebasing: path[..<start])
        let directory: ID
        if isLastDirectory(prefix) {
            directory = lastDirectory.id
        } else {
            directory = internEach(prefix)
            setLastDirectory(prefix, directory)
        }
        return intern(orStep: UnsafeRawBufferPointer(rebasing: path[start..<end]), in: directory)
    }

    private mutating func internEach(_ path: UnsafeRawBufferPointer) -> ID {
        var current = ID.root
        var start = 0
        while start < path.count {
            var end = start
            while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
            current = intern(orStep: UnsafeRawBufferPointer(rebasing: path[start..<end]), in: current)
            start = end + 1
        }
        return current
    }

    private mutating func intern(orStep component: UnsafeRawBufferPointer, in parent: ID) -> ID {
        if component.isEmpty || PathTable.isSelfReference(component) { return parent }
        if PathTable.isParentReference(component) { return self.parent(of: parent) }
        return intern(component, in: parent)
    }

    /// The id of a whole path, lexically cleaned; nil when the table does not hold it.
    public func find(path: UnsafeRawBufferPointer) -> ID? {
        var current = ID.root
        var start = 0
        while start < path.count {
            var end = start
            while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
            let component = UnsafeRawBufferPointer(rebasing: path[start..<end])
            if PathTable.isParentReference(component) {
                current = parent(of: current)
            } else if !component.isEmpty, !PathTable.isSelfReference(component) {
                guard let next = find(component, in: current) else { return nil }
                current = next
            }
            start = end + 1
        }
        return current
    }

    /// Convenience for names known to the program.
    public func find(_ path: String) -> ID? {
        Array(path.utf8).withUnsafeBytes { find(path: $0) }
    }

    /// Convenience for tests and names known to the program.
    public mutating func intern(_ path: String) -> ID {
        Array(path.utf8).withUnsafeBytes { intern(path: $0) }
    }

    /// The absolute path, with a leading slash.
    public func bytes(of id: ID) -> [UInt8] {
        if id == .root { return [UInt8(ascii: "/")] }
        var chain: [ID] = []
        var current = id
        while current != .root {
            chain.append(current)
            current = parent(of: current)
        }
        var path: [UInt8] = []
        for component in chain.reversed() {
            path.append(UInt8(ascii: "/"))
            path.append(contentsOf: name(of: component))
        }
        return path
    }

    /// The absolute path as text; a byte that is no UTF-8 as `\xff`.
    public func string(of id: ID) -> String { NameText.text(of: bytes(of: id)) }

    /// Whether bytes can be one component: for names that were not cut from a path.
    public static func isName(_ name: UnsafeRawBufferPointer) -> Bool {
        !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !isSelfReference(name) && !isParentReference(name)
    }

    static func isSelfReference(_ name: UnsafeRawBufferPointer) -> Bool {
        name.count == 1 && name[0] == UInt8(ascii: ".")
    }

    static func isParentReference(_ name: UnsafeRawBufferPointer) -> Bool {
        name.count == 2 && name[0] == UInt8(ascii: ".") && name[1] == UInt8(ascii: ".")
    }
}
