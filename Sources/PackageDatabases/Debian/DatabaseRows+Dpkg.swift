// SPDX-License-Identifier: Apache-2.0

/// dpkg's own files. Formats: deb-control(5), dpkg-query(1), dpkg-divert(1), deb-conffiles(5).
extension DatabaseRows {
    /// `status` and `status.d/*`: paragraphs of `Field: value`, continued by lines that start with a blank.
    mutating func readDpkgStatus(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        var package: PackageRow?
        var since = mark
        var inConffiles = false
        // A distroless part has no Status line: being there is being installed.
        let assumed: PackageRow.Flags = kind == .dpkgStatusPart ? .installed : []
        while start < bytes.count {
            let end = bytes.index(of: UInt8(ascii: "\n"), from: start)
            let line = bytes.slice(start, end)
            start = end + 1
            if line.trimmed().isEmpty {
                // A line of blanks separates paragraphs too (deb-control(5)).
                if let done = package, !done.name.isEmpty { close(done, since: since) }
                package = nil
                inConffiles = false
                continue
            }
            if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") {
                if inConffiles { addConffile(line.trimmed()) }
                continue
            }
            if package == nil {
                package = PackageRow(.dpkg, assumed)
                since = mark
            }
            let colon = line.index(of: UInt8(ascii: ":"), from: 0)
            guard colon < line.count, var current = package else { continue }
            let value = line.slice(colon + 1, line.count).trimmed()
            inConffiles = apply(field: line.slice(0, colon), value, to: &current)
            package = current
        }
        if let done = package, !done.name.isEmpty { close(done, since: since) }
    }

    /// One field of a paragraph; true when lines of conffiles follow.
    private mutating func apply(
        field: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, to package: inout PackageRow
    ) -> Bool {
        guard let first = field.first else { return false }
        switch first {
        case UInt8(ascii: "P"):
            if field.equals("Package") {
                package.name = add(value)
            } else if field.equals("Pre-Depends") {
                addDebianRelations(value, .depends)
            } else if field.equals("Provides") {
                addDebianRelations(value, .provides)
            } else if field.equals("Priority"), value.equals("required") {
                package.flags.insert(.required)
            } else if field.equals("Protected"), value.equals("yes") {
                package.flags.insert(.essential)
            }
        case UInt8(ascii: "S"):
            if field.equals("Status") {
                if DatabaseRows.isUnpacked(status: value) { package.flags.insert(.installed) }
            } else if field.equals("Source") {
                package.source = add(value.slice(0, value.index(of: UInt8(ascii: " "), from: 0)))
            }
        case UInt8(ascii: "V") where field.equals("Version"): package.version = add(value)
        case UInt8(ascii: "A") where field.equals("Architecture"): package.architecture = add(value)
        case UInt8(ascii: "E") where field.equals("Essential"):
            if value.equals("yes") { package.flags.insert(.essential) }
        case UInt8(ascii: "D") where field.equals("Depends"): addDebianRelations(value, .depends)
        case UInt8(ascii: "R") where field.equals("Recommends"): addDebianRelations(value, .recommends)
        case UInt8(ascii: "I") where field.equals("Installed-Size"):
            // Kibibytes (deb-control(5)).
            let (size, overflow) = (value.decimal() ?? -1).multipliedReportingOverflow(by: 1024)
            if !overflow, size >= 0 { package.installedSize = size }
        case UInt8(ascii: "C"): return field.equals("Conffiles")
        default: break
        }
        return false
    }

    /// The third word of `Status:` says whether the files are there; `config-files` and `not-installed` say no.
    private static func isUnpacked(status: UnsafeRawBufferPointer) -> Bool {
        !status.ends(with: " config-files") && !status.ends(with: " not-installed")
    }

    /// `a (>= 1) | b:any, c [amd64] <profile>`: names alone.
    mutating func addDebianRelations(_ value: UnsafeRawBufferPointer, _ relation: RelationRow.Kind) {
        var isAlternative = false
        var offset = 0
        while offset < value.count {
            let byte = value[offset]
            if byte == UInt8(ascii: ",") {
                isAlternative = false
                offset += 1
            } else if byte == UInt8(ascii: "|") {
                isAlternative = true
                offset += 1
            } else if UnsafeRawBufferPointer.isBlank(byte) {
                offset += 1
            } else {
                let start = offset
                while offset < value.count, DatabaseRows.isNameByte(value[offset]) { offset += 1 }
                if offset > start {
                    let name = add(value.slice(start, offset))
                    relations.append(RelationRow(relation, name: name, isAlternative: isAlternative))
                }
                while offset < value.count, value[offset] != UInt8(ascii: ","), value[offset] != UInt8(ascii: "|") {
                    offset += 1
                }
            }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// ` /etc/x.conf 0123… [obsolete]`
    private mutating func addConffile(_ line: UnsafeRawBufferPointer) {
        let space = line.index(of: UInt8(ascii: " "), from: 0)
        guard space > 0, line[0] == UInt8(ascii: "/") else { return }
        let name = add(line.slice(0, space))
        files.append(FileRow(name: name, flags: .configuration))
        guard space < line.count else { return }
        let hash = line.slice(space + 1, line.index(of: UInt8(ascii: " "), from: space + 1))
        setHash(.md5, hex: hash, of: files.count - 1)
    }

    /// One absolute path a line; the arena is the record itself, since nearly all of it is paths.
    mutating func readDpkgList(_ bytes: UnsafeRawBufferPointer) {
        let package = supplementFromFileName()
        let since = mark
        let base = text.count
        text.append(contentsOf: bytes)
        // A path takes some fifty bytes.
        files.reserveCapacity(bytes.count / 48)
        var start = 0
        while start < bytes.count {
            let end = bytes.index(of: UInt8(ascii: "\n"), from: start)
            if end > start, bytes[start] == UInt8(ascii: "/") {
                files.append(FileRow(name: TextRange(start: UInt32(base + start), count: UInt32(end - start))))
            }
            start = end + 1
        }
        close(package, since: since)
    }

    /// `0123…  usr/bin/x`: 32 hexadecimal digits, two spaces, a path without a leading slash.
    mutating func readDpkgChecksums(_ bytes: UnsafeRawBufferPointer) {
        let package = supplementFromFileName()
        let since = mark
        files.reserveCapacity(bytes.count / 80)
        hashes.reserveCapacity(bytes.count / 5)
        text.reserveCapacity(bytes.count * 2 / 3)
        var start = 0
        while start < bytes.count {
            let end = bytes.index(of: UInt8(ascii: "\n"), from: start)
            if end - start > 34 {
                files.append(FileRow(name: .empty))
                if setHash(.md5, hex: bytes.slice(start, start + 32), of: files.count - 1) {
                    let name = add(bytes.slice(start + 34, end))
                    files[files.count - 1].name = name
                } else {
                    files.removeLast()
                }
            }
            start = end + 1
        }
        close(package, since: since)
    }

    /// One absolute path a line; a line may start with the flag `remove-on-upgrade`.
    mutating func readDpkgConffiles(_ bytes: UnsafeRawBufferPointer) {
        let package = supplementFromFileName()
        let since = mark
        DatabaseRows.forEachLine(bytes) { line in
            let path = line.trimmed()
            guard path.first == UInt8(ascii: "/") else { return }
            let name = add(path)
            files.append(FileRow(name: name, flags: .configuration))
        }
        close(package, since: since)
    }

    /// Three lines each: the path, where other packages' copies go, the package that keeps the path.
    mutating func readDpkgDiversions(_ bytes: UnsafeRawBufferPointer) {
        var triple: [TextRange] = []
        DatabaseRows.forEachLine(bytes) { line in
            triple.append(add(line))
            guard triple.count == 3 else { return }
            diversions.append(Diversion(from: triple[0], to: triple[1], owner: triple[2]))
            triple.removeAll(keepingCapacity: true)
        }
    }

    /// Paragraphs of Package, Architecture, Auto-Installed.
    mutating func readExtendedStates(_ bytes: UnsafeRawBufferPointer) {
        var package = PackageRow(.dpkg, .supplement)
        let finish = { (rows: inout DatabaseRows, package: PackageRow) in
            if !package.name.isEmpty { rows.close(package, since: rows.mark) }
        }
        DatabaseRows.forEachLine(bytes) { line in
            if line.trimmed().isEmpty {
                finish(&self, package)
                package = PackageRow(.dpkg, .supplement)
            } else if let value = line.after("Package:") {
                package.name = add(value.trimmed())
            } else if let value = line.after("Architecture:") {
                package.architecture = add(value.trimmed())
            } else if let value = line.after("Auto-Installed:"), value.trimmed().equals("1") {
                package.flags.insert(.automatic)
            }
        }
        finish(&self, package)
    }

    /// `…/info/libc6:amd64.list` → libc6, amd64; `…/status.d/base.md5sums` → base.
    private mutating func supplementFromFileName() -> PackageRow {
        var package = PackageRow(.dpkg, .supplement)
        let start = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        let end = path.lastIndex(of: UInt8(ascii: ".")) ?? path.count
        guard start < end else { return package }
        let stem = path[start..<end]
        let colon = stem.firstIndex(of: UInt8(ascii: ":")) ?? stem.endIndex
        package.name = add(stem[..<colon])
        if colon < stem.endIndex { package.architecture = add(stem[(colon + 1)...]) }
        return package
    }
}
