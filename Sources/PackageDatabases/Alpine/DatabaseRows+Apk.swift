// SPDX-License-Identifier: Apache-2.0

/// Alpine's files: apk-installed(5) of apk-tools, and the world file.
extension DatabaseRows {
    /// Paragraphs of one-letter fields. `F:` names a directory, the `R:` lines after it its files, `Z:` the
    /// SHA-1 of the file above as `Q1` and base64.
    mutating func readApkInstalled(_ bytes: UnsafeRawBufferPointer) {
        var package: PackageRow?
        var since = mark
        var directory = TextRange.empty
        var start = 0
        while start < bytes.count {
            let end = bytes.index(of: UInt8(ascii: "\n"), from: start)
            let line = bytes.slice(start, end)
            start = end + 1
            if line.isEmpty {
                if let done = package, !done.name.isEmpty { close(done, since: since) }
                package = nil
                directory = .empty
                continue
            }
            guard line.count >= 2, line[1] == UInt8(ascii: ":") else { continue }
            if package == nil {
                package = PackageRow(.apk, .installed)
                since = mark
            }
            let value = line.dropPrefix(2)
            switch line[0] {
            case UInt8(ascii: "P"): package?.name = add(value)
            case UInt8(ascii: "V"): package?.version = add(value)
            case UInt8(ascii: "A"): package?.architecture = add(value)
            case UInt8(ascii: "o"): package?.source = add(value)
            case UInt8(ascii: "I"): package?.installedSize = value.decimal() ?? -1
            case UInt8(ascii: "D"): addApkRelations(value, .depends)
            case UInt8(ascii: "p"): addApkRelations(value, .provides)
            case UInt8(ascii: "F"): directory = add(value)
            case UInt8(ascii: "R") where !value.isEmpty:
                let name = add(value)
                files.append(FileRow(directory: directory, name: name))
            case UInt8(ascii: "Z"):
                if files.count > Int(since.files), let hash = DatabaseRows.apkChecksum(value) {
                    setHash(.sha1, binary: hash, of: files.count - 1)
                }
            default: break
            }
        }
        if let done = package, !done.name.isEmpty { close(done, since: since) }
    }

    /// `so:libc.musl-x86_64.so.1 busybox>=1.36 !conflict`: names alone, conflicts dropped.
    private mutating func addApkRelations(_ value: UnsafeRawBufferPointer, _ relation: RelationRow.Kind) {
        DatabaseRows.forEachWord(value) { word in
            let name = DatabaseRows.apkName(word)
            guard !name.isEmpty, name[0] != UInt8(ascii: "!") else { return }
            let range = add(name)
            relations.append(RelationRow(relation, name: range))
        }
    }

    /// One dependency a word: `nginx`, `node>=20`, `.build-deps=2024…`, `pkg@repository`, `!avoided`.
    mutating func readApkWorld(_ bytes: UnsafeRawBufferPointer) {
        DatabaseRows.forEachWord(bytes) { word in
            let name = DatabaseRows.apkName(word)
            guard !name.isEmpty, name[0] != UInt8(ascii: "!") else { return }
            var package = PackageRow(.apk, [.supplement, .requested])
            package.name = add(name)
            close(package, since: mark)
        }
    }

    /// Without version constraint and repository tag.
    private static func apkName(_ word: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var end = 0
        while end < word.count {
            switch word[end] {
            case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "@"):
                return word.slice(0, end)
            default: end += 1
            }
        }
        return word
    }

    static func forEachWord(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var offset = 0
        while offset < bytes.count {
            while offset < bytes.count, UnsafeRawBufferPointer.isBlank(bytes[offset]) { offset += 1 }
            let start = offset
            while offset < bytes.count, !UnsafeRawBufferPointer.isBlank(bytes[offset]) { offset += 1 }
            if offset > start { body(bytes.slice(start, offset)) }
        }
    }

    /// `Q1` and the base64 of 20 bytes; nil for older MD5 sums and anything else.
    private static func apkChecksum(_ value: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let digits = value.after("Q1"), let bytes = Base64.decode(digits), bytes.count == 20 else { return nil }
        return bytes
    }
}
