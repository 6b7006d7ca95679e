// SPDX-License-Identifier: Apache-2.0

/// Installed Python distributions (the «Core metadata» and «Recording installed projects» specifications).
extension DatabaseRows {
    /// `Name:`, `Version:`, `Requires-Dist:` up to the first empty line.
    mutating func readPythonMetadata(_ bytes: UnsafeRawBufferPointer) {
        var package = PackageRow(.python, .installed)
        let since = mark
        package.root = pythonRoot()
        var isBody = false
        DatabaseRows.forEachLine(bytes) { line in
            if line.trimmed().isEmpty { isBody = true }
            guard !isBody else { return }
            if let value = line.after("Name:") {
                package.name = add(value.trimmed())
            } else if let value = line.after("Version:") {
                package.version = add(value.trimmed())
            } else if let value = line.after("Requires-Dist:") {
                addPythonRequirement(value.trimmed())
            }
        }
        if package.name.isEmpty { return }
        close(package, since: since)
    }

    /// `requests[socks] (>=2.0) ; extra == 'http'`: the name; what only an extra needs is not needed by default, and
    /// what only an extra for its authors needs (`testing`, `docs`) nobody needs who installed it to use it.
    private mutating func addPythonRequirement(_ text: UnsafeRawBufferPointer) {
        var end = 0
        while end < text.count {
            switch text[end] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                end += 1
                continue
            default: break
            }
            break
        }
        guard end > 0 else { return }
        let marker = text.dropPrefix(text.index(of: UInt8(ascii: ";"), from: end))
        let extras = DatabaseRows.extras(marker)
        guard extras.isEmpty || !extras.allSatisfy(DatabaseRows.isForAuthors) else { return }
        let name = add(text.slice(0, end))
        relations.append(RelationRow(extras.isEmpty ? .depends : .recommends, name: name))
    }

    /// The names of `extra == 'x'` in an environment marker (PEP 508), either quote.
    private static func extras(_ marker: UnsafeRawBufferPointer) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var rest = marker
        while !rest.isEmpty, names.count < 16 {
            guard rest.starts(with: "extra".utf8) else {
                rest = rest.dropPrefix(1)
                continue
            }
            let quote = rest.firstIndex { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") } ?? rest.endIndex
            guard quote < rest.count else { break }
            let end = rest.index(of: rest[quote], from: quote + 1)
            names.append(Array(rest.slice(quote + 1, end)))
            rest = rest.dropPrefix(min(end + 1, rest.count))
        }
        return names
    }

    private static func isForAuthors(_ extra: [UInt8]) -> Bool {
        authors.contains(extra) || beginnings.contains { extra.starts(with: $0) }
    }

    private static let authors = Set(
        [
            "ci", "dev", "devel", "develop", "development", "doc", "docs", "documentation", "qa", "type", "types",
            "typing",
        ]
        .map { Array($0.utf8) })
    private static let beginnings = ["test", "lint", "check", "cover", "bench", "mypy", "docs-"].map { Array($0.utf8) }

    /// CSV: path, `sha256=` and URL-safe base64, size. Paths start at the directory that holds the `.dist-info`.
    mutating func readPythonRecord(_ bytes: UnsafeRawBufferPointer) {
        var package = PackageRow(.python, .supplement)
        let since = mark
        package.root = pythonRoot()
        let base = add(parentDirectory(of: parentDirectory(of: path[...])))
        DatabaseRows.forEachLine(bytes) { line in
            let line = line.trimmed()
            guard !line.isEmpty else { return }
            var end = 0
            let name: TextRange
            if line[0] == UInt8(ascii: "\"") {
                // Quotes inside are doubled (RFC 4180 §2).
                var unescaped: [UInt8] = []
                end = 1
                while end < line.count {
                    if line[end] == UInt8(ascii: "\"") {
                        guard end + 1 < line.count, line[end + 1] == UInt8(ascii: "\"") else { break }
                        end += 1
                    }
                    unescaped.append(line[end])
                    end += 1
                }
                name = add(unescaped[...])
                end = line.index(of: UInt8(ascii: ","), from: end)
            } else {
                end = line.index(of: UInt8(ascii: ","), from: 0)
                name = add(line.slice(0, end))
            }
            guard !name.isEmpty else { return }
            let isAbsolute = text[Int(name.start)] == UInt8(ascii: "/")
            files.append(FileRow(directory: isAbsolute ? .empty : base, name: name))
            guard end < line.count else { return }
            let digest = line.slice(end + 1, line.index(of: UInt8(ascii: ","), from: end + 1))
            if let digits = digest.after("sha256="), let hash = Base64.decode(digits) {
                setHash(.sha256, binary: hash, of: files.count - 1)
            }
        }
        close(package, since: since)
    }

    /// An empty file whose presence says that the user named this package (PEP 376).
    mutating func readPythonRequested() {
        var package = PackageRow(.python, [.supplement, .requested])
        package.root = pythonRoot()
        close(package, since: mark)
    }

    /// The `.dist-info` or `.egg-info` directory, or the `.egg-info` file itself.
    private mutating func pythonRoot() -> TextRange {
        path[...].hasSuffix(".egg-info") ? add(path[...]) : add(parentDirectory(of: path[...]))
    }
}
