// SPDX-License-Identifier: Apache-2.0

/// The modules of a Go binary.
extension DatabaseRows {
    /// `bytes` is a whole ELF file, or starts with `GoBuildInfo.magic`.
    mutating func readGoBuildInfo(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        guard let info = GoBuildInfo.parse(inline: bytes) ?? GoBuildInfo.parse(bytes) else {
            throw PackageError(.malformed, "no Go build info")
        }
        var current: PackageRow?
        var since = mark
        DatabaseRows.forEachLine(info.modules) { line in
            let isReplacement = line.starts("=>\t")
            let isMain = line.starts("mod\t")
            guard isReplacement || isMain || line.starts("dep\t") else { return }
            let module = line.dropPrefix(isReplacement ? 3 : 4)
            let nameEnd = module.index(of: UInt8(ascii: "\t"), from: 0)
            let version = module.dropPrefix(nameEnd + 1)
            let versionEnd = version.index(of: UInt8(ascii: "\t"), from: 0)
            if isReplacement {
                // What was linked in is the replacement.
                current?.name = add(module.slice(0, nameEnd))
                current?.version = add(version.slice(0, versionEnd))
                return
            }
            if let done = current { close(done, since: since) }
            var package = PackageRow(.go, .installed)
            since = mark
            package.name = add(module.slice(0, nameEnd))
            package.version = add(version.slice(0, versionEnd))
            if isMain {
                package.flags.insert(.requested)
                let binary = add(path[...])
                files.append(FileRow(name: binary))
            }
            current = package
        }
        if let done = current { close(done, since: since) }
        var toolchain = PackageRow(.go, .installed)
        toolchain.name = add("stdlib")
        toolchain.version = add(info.goVersion.after("go") ?? info.goVersion)
        close(toolchain, since: mark)
    }
}
