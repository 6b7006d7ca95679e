// SPDX-License-Identifier: Apache-2.0

/// `yarn.lock` of both generations and `pnpm-lock.yaml`. They name versions, not places: what they say is joined
/// to installed packages by name and version.
extension DatabaseRows {
    /// Classic: `name@range, name@range:` and indented `version "1.0.0"`; Berry: the same as YAML with
    /// `"name@npm:range":` and `version: 1.0.0`.
    mutating func readYarnLock(_ bytes: UnsafeRawBufferPointer) {
        var package: PackageRow?
        var since = mark
        var relation: RelationRow.Kind?
        DatabaseRows.forEachLine(bytes) { line in
            guard let first = line.first, first != UInt8(ascii: "#") else { return }
            let text = line.trimmed()
            if text.isEmpty { return }
            if first != UInt8(ascii: " ") {
                if let done = package, !done.version.isEmpty { close(done, since: since) }
                package = nil
                relation = nil
                let key = DatabaseRows.unquoted(text)
                guard text[text.count - 1] == UInt8(ascii: ":"), !key.starts("__metadata") else { return }
                var next = PackageRow(.npm, [.supplement, .locked])
                since = mark
                next.name = add(DatabaseRows.lockName(key))
                package = next
            } else if line.starts("    ") {
                guard let kind = relation, package != nil else { return }
                let end = DatabaseRows.wordEnd(text)
                let name = add(DatabaseRows.unquoted(text.slice(0, end)))
                relations.append(RelationRow(kind, name: name))
            } else {
                relation = nil
                if let value = text.after("version:") ?? text.after("version ") {
                    package?.version = add(DatabaseRows.unquoted(value.trimmed()))
                } else if text.equals("dependencies:") {
                    relation = .depends
                } else if text.equals("optionalDependencies:") {
                    relation = .recommends
                }
            }
        }
        if let done = package, !done.version.isEmpty { close(done, since: since) }
    }

    /// The `packages:` map of pnpm: keys such as `/name@1.0.0(peer@2):`, `name@1.0.0:` or `/name/1.0.0:` at two
    /// blanks, and `dev: true` at four (lockfile versions 5 and 6; version 9 records no dev flag).
    mutating func readPnpmLock(_ bytes: UnsafeRawBufferPointer) {
        var isInPackages = false
        var package: PackageRow?
        DatabaseRows.forEachLine(bytes) { line in
            guard let first = line.first, first != UInt8(ascii: "#") else { return }
            let text = line.trimmed()
            if text.isEmpty { return }
            if first != UInt8(ascii: " ") {
                if let done = package { close(done, since: mark) }
                package = nil
                isInPackages = text.equals("packages:")
            } else if isInPackages, line.count > 2, line[1] == UInt8(ascii: " "), line[2] != UInt8(ascii: " ") {
                if let done = package { close(done, since: mark) }
                package = pnpmPackage(DatabaseRows.unquoted(text))
            } else if line.starts("    "), text.equals("dev: true") {
                package?.flags.insert(.development)
            }
        }
        if let done = package { close(done, since: mark) }
    }

    private mutating func pnpmPackage(_ key: UnsafeRawBufferPointer) -> PackageRow? {
        var key = key
        if key.first == UInt8(ascii: "/") { key = key.dropPrefix(1) }
        key = key.slice(0, key.index(of: UInt8(ascii: "("), from: 0))
        if key.last == UInt8(ascii: ":") { key = key.slice(0, key.count - 1) }
        key = DatabaseRows.unquoted(key)
        // A scope's `@` is not the separator.
        guard
            let separator = key.lastIndex(of: UInt8(ascii: "@")).flatMap({ $0 > 0 ? $0 : nil })
                ?? key.lastIndex(of: UInt8(ascii: "/")), separator > 0
        else { return nil }
        var package = PackageRow(.npm, [.supplement, .locked])
        package.name = add(key.slice(0, separator))
        var version = key.dropPrefix(separator + 1)
        version = version.slice(0, version.index(of: UInt8(ascii: "_"), from: 0))
        package.version = add(version)
        return package
    }

    /// `@scope/name@^1.0` → `@scope/name`.
    private static func lockName(_ key: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard key.count > 1 else { return key }
        return key.slice(0, key.index(of: UInt8(ascii: "@"), from: 1))
    }

    private static func wordEnd(_ text: UnsafeRawBufferPointer) -> Int {
        if text.first == UInt8(ascii: "\"") {
            return min(text.index(of: UInt8(ascii: "\""), from: 1) + 1, text.count)
        }
        var end = 0
        while end < text.count, !UnsafeRawBufferPointer.isBlank(text[end]), text[end] != UInt8(ascii: ":") { end += 1 }
        return end
    }

    /// Without the quotes around it; a trailing colon or comma after the closing quote goes too.
    static func unquoted(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let quote = text.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return text }
        return text.slice(1, max(1, text.index(of: quote, from: 1)))
    }
}
