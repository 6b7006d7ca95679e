// SPDX-License-Identifier: Apache-2.0

/// A little-endian 64-bit ELF file in memory, with what readers of package records and libraries look for:
///
///     ProgramBuilder().needing("libpq.so.5").section(".dep-v0", bytes).bytes()
public struct ProgramBuilder: Sendable {
    private var needed: [String] = []
    private var sections: [(name: String, bytes: [UInt8])] = []
    private var padding = 0
    private static let address = 0x40_0000

    public init() {}

    /// A library that the loader has to bring.
    public func needing(_ names: String...) -> ProgramBuilder {
        var copy = self
        copy.needed += names
        return copy
    }

    public func section(_ name: String, _ bytes: [UInt8]) -> ProgramBuilder {
        var copy = self
        copy.sections.append((name, bytes))
        return copy
    }

    /// Bytes between the names at the beginning and everything else.
    public func padded(_ count: Int) -> ProgramBuilder {
        var copy = self
        copy.padding = count
        return copy
    }

    public func bytes() -> [UInt8] {
        var texts: [UInt8] = [0]
        var dynamic: [UInt8] = []
        for name in needed {
            dynamic += ProgramBuilder.number(1, 8) + ProgramBuilder.number(texts.count, 8)
            texts += Array(name.utf8) + [0]
        }
        let headers = needed.isEmpty ? 1 : 2
        var file = [UInt8](repeating: 0, count: 64 + headers * 56)
        let textsAt = file.count
        file += texts + [UInt8](repeating: 0, count: padding)
        var names: [UInt8] = [0]
        var table = [UInt8](repeating: 0, count: 64)
        func add(_ name: String, _ bytes: [UInt8]) -> Int {
            // What a reader finds by its alignment is where the linker would put it.
            file += [UInt8](repeating: 0, count: (16 - file.count % 16) % 16)
            let place = file.count
            file += bytes
            table += ProgramBuilder.number(names.count, 4) + ProgramBuilder.number(1, 4) + ProgramBuilder.number(0, 16)
            table += ProgramBuilder.number(place, 8) + ProgramBuilder.number(bytes.count, 8)
            table += [UInt8](repeating: 0, count: 24)
            names += Array(name.utf8) + [0]
            return place
        }
        if !needed.isEmpty {
            dynamic += ProgramBuilder.number(5, 8) + ProgramBuilder.number(ProgramBuilder.address + textsAt, 8)
            dynamic += ProgramBuilder.number(0, 16)
            let place = add(".dynamic", dynamic)
            file.replaceSubrange((64 + 56)..<(64 + 112), with: ProgramBuilder.segment(2, place, dynamic.count))
        }
        for section in sections { _ = add(section.name, section.bytes) }
        let namesAt = file.count
        names += Array(".shstrtab".utf8) + [0]
        file += names
        table += ProgramBuilder.number(names.count - 10, 4) + ProgramBuilder.number(3, 4) + ProgramBuilder.number(0, 16)
        table += ProgramBuilder.number(namesAt, 8) + ProgramBuilder.number(names.count, 8)
        table += [UInt8](repeating: 0, count: 24)
        let tableAt = file.count
        file += table
        file.replaceSubrange(64..<(64 + 56), with: ProgramBuilder.segment(1, 0, file.count))
        var header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        header += ProgramBuilder.number(3, 2) + ProgramBuilder.number(62, 2) + ProgramBuilder.number(1, 4)
        header += ProgramBuilder.number(0, 8) + ProgramBuilder.number(64, 8) + ProgramBuilder.number(tableAt, 8)
        header += ProgramBuilder.number(0, 4) + ProgramBuilder.number(64, 2) + ProgramBuilder.number(56, 2)
        header += ProgramBuilder.number(headers, 2) + ProgramBuilder.number(64, 2)
        header += ProgramBuilder.number(table.count / 64, 2) + ProgramBuilder.number(table.count / 64 - 1, 2)
        file.replaceSubrange(0..<64, with: header)
        return file
    }

    private static func segment(_ type: Int, _ offset: Int, _ size: Int) -> [UInt8] {
        number(type, 4) + number(4, 4) + number(offset, 8) + number(address + offset, 8) + number(0, 8)
            + number(size, 8) + number(size, 8) + number(16, 8)
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
    }
}
