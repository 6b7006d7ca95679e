// SPDX-License-Identifier: Apache-2.0
import JSONText

/// `package-lock.json`, `npm-shrinkwrap.json` and the hidden lockfile (npm's documentation, «package-lock.json»).
extension DatabaseRows {
    mutating func readNodeLock(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let document = try DatabaseRows.json(bytes)
        guard let object = document.objectValue else {
            throw PackageError(.malformed, "\(document.kindName) in place of an object", at: 0)
        }
        // The hidden lockfile lies inside node_modules; its keys start beside it.
        var base = parentDirectory(of: path[...])
        if path[...].hasSuffix("/.package-lock.json") || path[...].equals(".package-lock.json") {
            base = parentDirectory(of: base)
        }
        if let packages = object["packages"]?.objectValue {
            var room = placeRoom(bytes)
            for member in packages.members where room > 0 { addLocked(member, base: Array(base), &room) }
        } else if let tree = object["dependencies"]?.objectValue {
            addNested(tree, base: Array(base))
        }
    }

    /// Versions 2 and 3: one flat map, the key is the place.
    private mutating func addLocked(_ member: JSONObject.Member, base: [UInt8], _ room: inout Int) {
        guard let entry = member.value.objectValue, entry["link"]?.boolValue != true else { return }
        var package = PackageRow(.npm, [.supplement, .locked])
        let since = mark
        var root = base
        if member.key.isEmpty {
            package.flags = .application
        } else {
            if !root.isEmpty { root.append(UInt8(ascii: "/")) }
            root += Array(member.key.utf8)
        }
        room -= root.count
        guard room >= 0 else { return }
        package.root = add(root[...])
        let name = entry["name"]?.stringValue.map { Array($0.utf8)[...] } ?? DatabaseRows.nodePackageName(root[...])
        package.name = add(name)
        if let version = entry["version"]?.stringValue { package.version = add(version) }
        package.flags.formUnion(DatabaseRows.lockFlags(entry))
        addNodeRelations(entry)
        close(package, since: since)
    }

    /// Version 1: packages nested as in the tree, so the place follows from the nesting. An own stack, since
    /// the nesting is the file's choice.
    private mutating func addNested(_ tree: JSONObject, base: [UInt8]) {
        var pending: [(tree: JSONObject, base: [UInt8])] = [(tree, base)]
        // Places repeat their parents' names: the sum of their lengths is bounded by the whole record's size.
        var budget = 64 << 20
        while let (tree, base) = pending.popLast() {
            for member in tree.members {
                guard let entry = member.value.objectValue else { continue }
                var package = PackageRow(.npm, [.supplement, .locked])
                let since = mark
                let prefix = base.isEmpty ? "node_modules/" : "/node_modules/"
                let root = base + Array(prefix.utf8) + Array(member.key.utf8)
                budget -= root.count
                guard budget > 0 else { return }
                package.root = add(root[...])
                package.name = add(member.key)
                if let version = entry["version"]?.stringValue { package.version = add(version) }
                package.flags.formUnion(DatabaseRows.lockFlags(entry))
                addNodeRelations(entry)
                close(package, since: since)
                if let inner = entry["dependencies"]?.objectValue { pending.append((inner, root)) }
            }
        }
    }

    private static func lockFlags(_ entry: JSONObject) -> PackageRow.Flags {
        var flags: PackageRow.Flags = []
        if entry["dev"]?.boolValue == true { flags.insert(.development) }
        // `devOptional`: needed for development and also, optionally, by a runtime package: not only for the first.
        if entry["optional"]?.boolValue == true || entry["devOptional"]?.boolValue == true { flags.insert(.optional) }
        return flags
    }
}
