// SPDX-License-Identifier: Apache-2.0

/// Which programs and packages are tools. Data only.
enum ToolTable {
    static let table = NameTable(tools.enumerated().map { ($0.element.name, UInt16($0.offset)) })

    static func rows(_ toolchain: String, _ role: KnownTool.Role, _ names: [String]) -> [KnownTool] {
        let index = toolchains.firstIndex { $0.id == toolchain } ?? 0
        return names.map { KnownTool(name: $0, toolchain: index, role: role) }
    }

    static func index(of id: String) -> Int { toolchains.firstIndex { $0.id == id } ?? 0 }

    /// A program's name, also with a target before it (`x86_64-linux-gnu-gcc`) and a version behind (`gcc-12`,
    /// `pip3.11`). No allocation.
    static func match(_ name: UnsafeRawBufferPointer) -> UInt16? {
        guard name.count <= 64 else { return nil }
        if let tool = table[name] { return tool }
        var name = name
        if let last = name.last, isDigit(last) {
            var end = name.count
            while end > 0, isDigit(name[end - 1]) || name[end - 1] == UInt8(ascii: ".") { end -= 1 }
            if end > 1, name[end - 1] == UInt8(ascii: "-") { end -= 1 }
            guard end > 0 else { return nil }
            name = UnsafeRawBufferPointer(rebasing: name[..<end])
            if let tool = table[name] { return tool }
        }
        // «x86_64-linux-gnu-», «aarch64-alpine-linux-musl-», «x86_64-redhat-linux-»
        guard let dash = name.lastIndex(of: UInt8(ascii: "-")), dash > 8 else { return nil }
        let target = UnsafeRawBufferPointer(rebasing: name[..<dash])
        guard isTarget(target) else { return nil }
        return table[UnsafeRawBufferPointer(rebasing: name[(dash + 1)...])]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isTarget(_ text: UnsafeRawBufferPointer) -> Bool {
        for system: StaticString in ["-linux", "-darwin", "-w64-mingw32", "-elf", "-none-eabi"] {
            let length = system.utf8CodeUnitCount
            guard text.count >= length else { continue }
            for start in 0...(text.count - length) {
                let part = UnsafeRawBufferPointer(rebasing: text[start..<(start + length)])
                if part.elementsEqual(UnsafeRawBufferPointer(start: system.utf8Start, count: length)) { return true }
            }
        }
        return false
    }

    /// The toolchain that a system package belongs to; nil for packages that are no tools. Exact rows come before
    /// patterns, so that `libgcc-12-dev` is the compiler's and `libpq-dev` only headers.
    static func toolchain(ofPackage name: String) -> Int? {
        if let exact = exactPackages[name] { return exact }
        // gcc-12-base holds the copyright of the library that every Debian has.
        if name.hasPrefix("gcc-"), name.hasSuffix("-base") { return nil }
        let bytes = Array(name.utf8)
        for pattern in packagePatterns where pattern.matches(bytes) { return pattern.toolchain }
        return nil
    }

    private static let exactPackages: [String: Int] = {
        var map: [String: Int] = [:]
        for (index, toolchain) in toolchains.enumerated() {
            for name in toolchain.packages where !name.contains("*") && !name.contains("#") && map[name] == nil {
                map[name] = index
            }
        }
        return map
    }()

    private static let packagePatterns: [PackagePattern] = toolchains.enumerated().flatMap { index, toolchain in
        toolchain.packages.compactMap { PackagePattern($0, toolchain: index) }
    }
}
