// SPDX-License-Identifier: Apache-2.0
import JSONText

/// Composer's `vendor/composer/installed.json`: an array of packages (version 1) or an object that holds it
/// (version 2).
extension DatabaseRows {
    mutating func readComposerInstalled(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let document = try DatabaseRows.json(bytes)
        guard let packages = document.arrayValue ?? document["packages"]?.arrayValue else {
            throw PackageError(.malformed, "no list of packages", at: 0)
        }
        var development: Set<String> = []
        for name in document["dev-package-names"]?.arrayValue ?? [] {
            if let name = name.stringValue { development.insert(name) }
        }
        let composer = Array(parentDirectory(of: path[...]))
        var room = placeRoom(bytes)
        for entry in packages where room > 0 {
            guard let entry = entry.objectValue, let name = entry["name"]?.stringValue, !name.isEmpty else { continue }
            var package = PackageRow(.composer, .installed)
            let since = mark
            package.name = add(name)
            if let version = entry["version"]?.stringValue { package.version = add(version) }
            if development.contains(name) { package.flags.insert(.development) }
            // Relative to vendor/composer; version 1 left it out and meant vendor/NAME.
            let place = entry["install-path"]?.stringValue ?? "../" + name
            let root = composer + Array(("/" + place).utf8)
            room -= root.count
            guard room >= 0 else { return }
            package.root = add(root[...])
            for (key, kind) in [("require", RelationRow.Kind.depends), ("provide", .provides), ("replace", .provides)] {
                for member in entry[key]?.objectValue?.members ?? [] {
                    let name = add(member.key)
                    relations.append(RelationRow(kind, name: name))
                }
            }
            close(package, since: since)
        }
    }
}
