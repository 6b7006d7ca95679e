// SPDX-License-Identifier: Apache-2.0

/// From header blobs to rows, whatever container they came in.
extension DatabaseRows {
    mutating func readRPMSQLite(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let database = try SQLiteFile(bytes)
        guard let table = try database.table("Packages") else {
            throw PackageError(.malformed, "an rpm database without a table named Packages")
        }
        try database.forEachRow(root: table.root) { _, row in
            // (hnum INTEGER PRIMARY KEY, blob BLOB): the key is the row id.
            if let blob = row.last?.bytes { addRPMHeader(blob) }
        }
    }

    /// rpm's ndb (lib/backend/ndb/rpmpkg.c): 32 bytes of header, 16-byte slots in whole pages, blobs in
    /// 16-byte blocks; little endian.
    mutating func readRPMNDB(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        guard bytes.littleEndian32(0) == 0x506D_7052, let pages = bytes.littleEndian32(12) else {
            throw PackageError(.malformed, "no ndb header", at: 0)
        }
        let end = min(Int(pages).multipliedReportingOverflow(by: 4096).partialValue, bytes.count)
        var budget = bytes.count
        var offset = 32
        while offset + 16 <= end {
            defer { offset += 16 }
            guard bytes.littleEndian32(offset) == 0x746F_6C53, let package = bytes.littleEndian32(offset + 4),
                let block = bytes.littleEndian32(offset + 8), block != 0
            else { continue }
            let start = Int(block) * 16
            guard bytes.littleEndian32(start) == 0x5362_6C42, bytes.littleEndian32(start + 4) == package,
                let length = bytes.littleEndian32(start + 12), let blob = bytes.piece(start + 16, Int(length))
            else { continue }
            // Blobs lie apart in a sound file; slots that share one must not multiply the work.
            budget -= blob.count
            guard budget >= 0 else { throw PackageError(.malformed, "slots share blobs", at: offset) }
            addRPMHeader(blob)
        }
    }

    mutating func readRPMBerkeley(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        try BerkeleyHashFile(bytes).forEachValue { addRPMHeader($0) }
    }

    /// One package. Signing keys (`gpg-pubkey`) live among the packages and own nothing.
    private mutating func addRPMHeader(_ blob: UnsafeRawBufferPointer) {
        guard let header = RPMHeader(blob), let name = header.string(.name), !name.isEmpty,
            !name.equals("gpg-pubkey")
        else { return }
        var package = PackageRow(.rpm, .installed)
        let since = mark
        package.name = add(name)
        package.version = addRPMVersion(header)
        if let arch = header.string(.arch) { package.architecture = add(arch) }
        if let source = header.string(.sourceRPM) { package.source = add(DatabaseRows.sourceName(source)) }
        if let size = header.integer(.longSize) ?? header.integer(.size) {
            package.installedSize = Int64(clamping: size)
        }
        addRPMFiles(header)
        header.forEachString(.requireName) { addRPMRelation($0, .depends) }
        header.forEachString(.recommendName) { addRPMRelation($0, .recommends) }
        header.forEachString(.provideName) { addRPMRelation($0, .provides) }
        close(package, since: since)
    }

    /// `[epoch:]version-release`.
    private mutating func addRPMVersion(_ header: RPMHeader) -> TextRange {
        var version: [UInt8] = []
        if let epoch = header.integer(.epoch), epoch > 0 { version += Array("\(epoch):".utf8) }
        if let text = header.string(.version) { version += text }
        if let release = header.string(.release) {
            version.append(UInt8(ascii: "-"))
            version += release
        }
        return add(version[...])
    }

    /// `openssl-3.0.7-24.el9.src.rpm` → `openssl`.
    private static func sourceName(_ file: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var dashes = 0
        var end = file.count
        while end > 0 {
            end -= 1
            if file[end] == UInt8(ascii: "-") {
                dashes += 1
                if dashes == 2 { return file.slice(0, end) }
            }
        }
        return file
    }

    private mutating func addRPMFiles(_ header: RPMHeader) {
        let first = files.count
        var directories: [TextRange] = []
        header.forEachString(.dirNames) { directories.append(add($0)) }
        let indexes = header.integers(.dirIndexes)
        header.forEachString(.baseNames) { name in
            let position = files.count - first
            var directory = TextRange.empty
            if let index = indexes?[position], index < UInt64(directories.count) { directory = directories[Int(index)] }
            let range = add(name)
            files.append(FileRow(directory: directory, name: range))
        }
        if files.count == first {
            // rpm 3 wrote whole paths.
            header.forEachString(.oldFileNames) { name in
                let range = add(name)
                files.append(FileRow(name: range))
            }
        }
        let flags = header.integers(.fileFlags)
        let modes = header.integers(.fileModes)
        let states = header.integers(.fileStates)
        for position in 0..<(files.count - first) {
            if let flag = flags?[position] {
                if flag & 1 != 0 { files[first + position].flags.insert(.configuration) }
                if flag & 64 != 0 { files[first + position].flags.insert(.ghost) }
            }
            if let mode = modes?[position], mode & 0o170000 == 0o040000 {
                files[first + position].flags.insert(.directory)
            }
            // 1: replaced by another package, 2: not installed (a documentation file under `--nodocs`).
            if let state = states?[position], state == 1 || state == 2 {
                files[first + position].flags.insert(.ghost)
            }
        }
        addRPMDigests(header, first: first)
    }

    /// 1 MD5 (also when nothing is said), 2 SHA-1, 8 SHA-256 (the numbers of RFC 4880 §9.4).
    private mutating func addRPMDigests(_ header: RPMHeader, first: Int) {
        let kind: FileRow.HashKind
        switch header.integer(.fileDigestAlgorithm) ?? 1 {
        case 1: kind = .md5
        case 2: kind = .sha1
        case 8: kind = .sha256
        default: return
        }
        var position = first
        header.forEachString(.fileDigests) { hex in
            if position < files.count, !hex.isEmpty { setHash(kind, hex: hex, of: position) }
            position += 1
        }
    }

    /// A plain name, a path, a soname, or a rich dependency in parentheses: of `(a if b)` and `(a unless b)` the
    /// part before the word, `or` joins alternatives.
    private mutating func addRPMRelation(_ text: UnsafeRawBufferPointer, _ kind: RelationRow.Kind) {
        guard text.first == UInt8(ascii: "(") else {
            if text.isEmpty || text.starts("rpmlib(") { return }
            let name = add(text)
            relations.append(RelationRow(kind, name: name))
            return
        }
        var isAlternative = false
        var skipsVersion = false
        var isDone = false
        DatabaseRows.forEachWord(text) { word in
            guard !isDone else { return }
            let name = DatabaseRows.withoutOuterParentheses(word)
            if skipsVersion {
                skipsVersion = false
            } else if name.equals("or") {
                isAlternative = true
            } else if name.equals("if") || name.equals("unless") {
                isDone = true
            } else if name.equals("and") || name.equals("with") {
                isAlternative = false
            } else if let first = name.first, [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "=")].contains(first)
            {
                skipsVersion = true
            } else if !name.isEmpty {
                let range = add(name)
                relations.append(RelationRow(kind, name: range, isAlternative: isAlternative))
                isAlternative = false
            }
        }
    }

    /// Opening parentheses in front, and closing ones that have no partner inside (`libc.so.6()(64bit))`).
    private static func withoutOuterParentheses(_ word: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        while start < word.count, word[start] == UInt8(ascii: "(") { start += 1 }
        var depth = 0
        var end = start
        while end < word.count {
            if word[end] == UInt8(ascii: "(") { depth += 1 }
            if word[end] == UInt8(ascii: ")") {
                if depth == 0 { break }
                depth -= 1
            }
            end += 1
        }
        return word.slice(start, end)
    }
}
