// SPDX-License-Identifier: Apache-2.0
import Archives
import TestSupport
import Testing

@testable import LayerScan

/// What small files may make of themselves in memory.
@Suite struct FactBudgetTests {
    /// Names lie over one another in a file: 256 of 255 bytes need no more than a few hundred.
    @Test func namesOfLibrariesAreBoundedInAFile() throws {
        var program = ProgramBuilder()
        for number in 0..<200 { program = program.needing("lib\(number)" + String(repeating: "x", count: 200) + ".so") }
        let tar = LayerBuilder().file("/usr/lib/liba.so", bytes: program.bytes()).tar()
        for door in Door.allCases {
            let names = try #require(try scan(tar, door).libraries.first?.names)
            #expect(names.first?.starts(with: Array("lib0x".utf8)) == true)
            #expect(names.reduce(0) { $0 + $1.count } <= 16 << 10)
        }
    }

    @Test func namesOfLibrariesAreBoundedInALayer() {
        var budget = FactBudget()
        let names = [[UInt8](repeating: 1, count: 100)]
        var files = 0
        while budget.keeps(libraries: names) { files += 1 }
        // An honest layer has some ten thousand such files.
        #expect(files > 250_000 && files < 500_000)
    }

    @Test func pathsOfRecordsAreCounted() {
        var honest = FactBudget()
        var deep = FactBudget()
        for _ in 0..<1_000 {
            let isRead = honest.parses(1_000, path: 100)
            #expect(isRead)
        }
        var records = 0
        while records < 10_000, deep.parses(1_000, path: 64 << 10) { records += 1 }
        #expect(records < 1_000)
    }

    /// A loader is a path, and the kernel's limit for one is no honest length.
    @Test(arguments: [(255, true), (300, false)]) func aLoaderHasALength(count: Int, isKept: Bool) throws {
        var program = [UInt8](repeating: 0, count: 64 + 56)
        program.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
        program[32] = 64
        program[54] = 56
        program[56] = 1
        program[64] = 3
        program[72] = 120
        program.replaceSubrange(96..<98, with: [UInt8(truncatingIfNeeded: count + 1), UInt8((count + 1) >> 8)])
        program += [UInt8](repeating: UInt8(ascii: "l"), count: count) + [0]
        let facts = try scan(LayerBuilder().file("/bin/a", bytes: program, mode: 0o755).tar())
        #expect(facts.probes.first?.loader?.count == (isKept ? count : nil))
    }
}
