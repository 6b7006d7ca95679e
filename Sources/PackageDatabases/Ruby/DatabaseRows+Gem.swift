// SPDX-License-Identifier: Apache-2.0

/// RubyGems' installed specifications. They are Ruby programs, but RubyGems writes them in one shape
/// (`Gem::Specification#to_ruby`), and of that shape alone facts are taken.
extension DatabaseRows {
    mutating func readGemSpecification(_ bytes: UnsafeRawBufferPointer) {
        var package = PackageRow(.gem, .installed)
        let since = mark
        // …/specifications[/default]/rack-3.0.8.gemspec owns …/gems/rack-3.0.8/
        let fileStart = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        let stem = path[fileStart...].dropLast(".gemspec".utf8.count)
        var directory = parentDirectory(of: path[...])
        if directory.hasSuffix("/default") { directory = parentDirectory(of: directory) }
        var root = Array(parentDirectory(of: directory))
        if !root.isEmpty { root.append(UInt8(ascii: "/")) }
        root += Array("gems/".utf8) + stem
        package.root = add(root[...])
        DatabaseRows.forEachLine(bytes) { line in
            let line = line.trimmed()
            guard let dot = line.firstIndex(of: UInt8(ascii: ".")), dot < 8 else { return }
            let call = line.dropPrefix(dot + 1)
            if let value = call.after("name = ") {
                if package.name.isEmpty { package.name = addRubyString(value) }
            } else if let value = call.after("version = ") {
                if package.version.isEmpty { package.version = addRubyString(value) }
            } else if let value = call.after("add_runtime_dependency(") ?? call.after("add_dependency(") {
                let name = addRubyString(value)
                if !name.isEmpty { relations.append(RelationRow(.depends, name: name)) }
            } else if let value = call.after("add_development_dependency(") {
                let name = addRubyString(value)
                if !name.isEmpty { relations.append(RelationRow(.develops, name: name)) }
            }
        }
        // Without a literal the file name has to do: NAME-VERSION, the version starts with a digit.
        if package.name.isEmpty || package.version.isEmpty {
            guard
                let dash = stem.indices.last(where: { index in
                    stem[index] == UInt8(ascii: "-") && index + 1 < stem.endIndex
                        && stem[index + 1] >= UInt8(ascii: "0") && stem[index + 1] <= UInt8(ascii: "9")
                })
            else { return }
            if package.name.isEmpty { package.name = add(stem[..<dash]) }
            if package.version.isEmpty { package.version = add(stem[(dash + 1)...]) }
        }
        close(package, since: since)
    }

    /// `"x".freeze`, `'x'`, `%q<x>.freeze` or `Gem::Version.new("x")`; empty for anything else.
    private mutating func addRubyString(_ text: UnsafeRawBufferPointer) -> TextRange {
        if let value = text.after("%q<") {
            let end = value.index(of: UInt8(ascii: ">"), from: 0)
            return end < value.count ? add(value.slice(0, end)) : .empty
        }
        let value = text.after("Gem::Version.new(") ?? text
        guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return .empty }
        let end = value.index(of: quote, from: 1)
        return end < value.count ? add(value.slice(1, end)) : .empty
    }
}
