// SPDX-License-Identifier: Apache-2.0
import JSONText

/// `package.json` (npm's documentation, «package.json»).
extension DatabaseRows {
    /// A package under `node_modules`, or an application's own manifest with what it asks for.
    mutating func readNodeManifest(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let document = try DatabaseRows.json(bytes)
        guard let object = document.objectValue else {
            throw PackageError(.malformed, "\(document.kindName) in place of an object", at: 0)
        }
        let directory = parentDirectory(of: path[...])
        let isPackage = DatabaseRows.isInNodeModules(directory)
        var package = PackageRow(.npm, isPackage ? .installed : .application)
        let since = mark
        package.root = add(directory)
        if let name = object["name"]?.stringValue { package.name = add(name) }
        if let version = object["version"]?.stringValue { package.version = add(version) }
        if package.name.isEmpty, isPackage { package.name = add(DatabaseRows.nodePackageName(directory)) }
        addNodeRelations(object)
        close(package, since: since)
    }

    /// The keys of the four maps of dependencies.
    mutating func addNodeRelations(_ object: JSONObject) {
        let maps: [(String, RelationRow.Kind)] = [
            ("dependencies", .depends), ("requires", .depends), ("optionalDependencies", .recommends),
            ("peerDependencies", .recommends), ("devDependencies", .develops),
        ]
        for (key, kind) in maps {
            // A version 1 lockfile nests whole packages under `dependencies` and names needs under `requires`.
            for member in object[key]?.objectValue?.members ?? [] where member.value.stringValue != nil {
                let name = add(member.key)
                relations.append(RelationRow(kind, name: name))
            }
        }
    }

    /// `…/node_modules/NAME` or `…/node_modules/@SCOPE/NAME` exactly.
    static func isInNodeModules(_ directory: ArraySlice<UInt8>) -> Bool {
        let name = nodePackageName(directory)
        let rest = directory.dropLast(name.count)
        return !name.isEmpty && (rest.equals("node_modules/") || rest.hasSuffix("/node_modules/"))
    }

    /// The last component, with the scope before it when there is one.
    static func nodePackageName(_ directory: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let slash = UInt8(ascii: "/")
        guard let last = directory.lastIndex(of: slash) else { return directory }
        let scope = directory[..<last]
        let start = scope.lastIndex(of: slash).map { $0 + 1 } ?? scope.startIndex
        if start < last, scope[start] == UInt8(ascii: "@") { return directory[start...] }
        return directory[(last + 1)...]
    }

    /// Everything before the last slash; empty for a path in the root.
    func parentDirectory(of path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return [] }
        return path[..<slash]
    }

    static func json(_ bytes: UnsafeRawBufferPointer) throws(PackageError) -> JSONValue {
        do {
            return try JSONReader.parse(bytes)
        } catch {
            throw PackageError(.malformed, "\(error)")
        }
    }
}

extension ArraySlice<UInt8> {
    func equals(_ text: StaticString) -> Bool { withUnsafeBytes { $0.equals(text) } }
    func hasSuffix(_ text: StaticString) -> Bool { withUnsafeBytes { $0.ends(with: text) } }
}
