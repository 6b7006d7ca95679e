// SPDX-License-Identifier: Apache-2.0

/// What a jar says of itself. The record's path is the jar's, with `!/` and the member's name behind it; the jar
/// file (the part before the first `!/`) belongs to the package that its name names.
extension DatabaseRows {
    /// `groupId=`, `artifactId=`, `version=`.
    mutating func readJavaPomProperties(_ bytes: UnsafeRawBufferPointer) {
        var group: [UInt8] = []
        var artifact: [UInt8] = []
        var version: [UInt8] = []
        DatabaseRows.forEachLine(bytes) { line in
            if let value = line.after("groupId=") { group = Array(value.trimmed()) }
            if let value = line.after("artifactId=") { artifact = Array(value.trimmed()) }
            if let value = line.after("version=") { version = Array(value.trimmed()) }
        }
        guard !artifact.isEmpty else { return }
        addJar(name: group.isEmpty ? artifact : group + [UInt8(ascii: ":")] + artifact, artifact, version)
    }

    /// The main section of `META-INF/MANIFEST.MF` (JAR file specification): `Name: value`, values longer than a
    /// line go on behind a blank. Only for jars without `pom.properties`.
    mutating func readJavaManifest(_ bytes: UnsafeRawBufferPointer) {
        var fields: [[UInt8]: [UInt8]] = [:]
        var key: [UInt8] = []
        var isBody = false
        DatabaseRows.forEachLine(bytes) { line in
            if line.trimmed().isEmpty { isBody = true }
            guard !isBody, fields.count < 256 else { return }
            if line[0] == UInt8(ascii: " ") {
                fields[key]?.append(contentsOf: line.dropPrefix(1).trimmed())
            } else {
                let colon = line.index(of: UInt8(ascii: ":"), from: 0)
                guard colon < line.count else { return }
                key = Array(line.slice(0, colon))
                fields[key] = Array(line.dropPrefix(colon + 1).trimmed())
            }
        }
        let value = { (name: String) in fields[Array(name.utf8)] }
        let symbolic = value("Bundle-SymbolicName").map { Array($0.prefix { $0 != UInt8(ascii: ";") }) }
        guard let name = symbolic ?? value("Automatic-Module-Name") ?? value("Implementation-Title"), !name.isEmpty
        else { return }
        let version = value("Bundle-Version") ?? value("Implementation-Version") ?? []
        addJar(name: name, nil, version)
    }

    /// Gives the jar's own file to the one package that a record names, unless its name did already.
    public mutating func claimJar() {
        guard packages.count == 1, files.isEmpty else { return }
        let name = add(filePath)
        files.append(FileRow(name: name))
        packages[0].files = 0..<1
    }

    private mutating func addJar(name: [UInt8], _ artifact: [UInt8]?, _ version: [UInt8]) {
        var package = PackageRow(.java, .installed)
        let since = mark
        package.name = add(name[...])
        package.version = add(version[...])
        let text = path.withUnsafeBytes { bytes in
            var end = 0
            while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "!") || bytes[end + 1] != UInt8(ascii: "/") {
                end += 1
            }
            return end + 1 < bytes.count ? end : bytes.count
        }
        let jar = path[..<text]
        let isNested = path[text...].dropFirst(2).contains(UInt8(ascii: "!"))
        let file = jar[((jar.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
        // A shaded jar carries many pom.properties; the one whose artifact the file is named after is its own.
        if !isNested, artifact.map({ file.starts(with: $0) }) ?? true {
            let name = add(jar)
            files.append(FileRow(name: name))
        }
        close(package, since: since)
    }
}
