// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import LayerTree

@Suite struct PathTableTests {
    @Test(arguments: ["usr/bin/x", "/usr/bin/x", "./usr/bin/x", "usr//bin/./x", "usr/bin/x/", "usr/lib/../bin/x"])
    func `One path has one id, however it is spelled`(spelling: String) {
        var table = PathTable()
        let id = table.intern("usr/bin/x")
        #expect(table.intern(spelling) == id)
        #expect(table.find(spelling.replacing("lib/../", with: "")) == id)
        #expect(table.string(of: id) == "/usr/bin/x")
    }

    @Test func `Nothing leads above the root`() {
        var table = PathTable()
        #expect(table.intern("..") == .root)
        #expect(table.intern("../../etc/passwd") == table.intern("etc/passwd"))
        #expect(table.intern("") == .root)
        #expect(table.intern("/") == .root)
        #expect(table.intern("a/../../b") == table.intern("b"))
        #expect(table.bytes(of: .root) == [UInt8(ascii: "/")])
        #expect(table.parent(of: .root) == .root)
    }

    @Test func `The directory remembered from the call before changes no id`() {
        let components = ["a", "b", "..", ".", "", "cc"]
        var random = SeededGenerator(seed: 3)
        var table = PathTable()
        for _ in 0..<5_000 {
            let path = (0..<Int.random(in: 0...5, using: &random))
                .map { _ in components[Int.random(in: 0..<components.count, using: &random)] }
            var clean: [String] = []
            for component in path where component != "." && !component.isEmpty {
                if component == ".." { _ = clean.popLast() } else { clean.append(component) }
            }
            let id = table.intern(path.joined(separator: "/"))
            #expect(table.string(of: id) == "/" + clean.joined(separator: "/"))
            #expect(table.find(clean.joined(separator: "/")) == id)
        }
    }

    @Test func `Names are bytes`() {
        var table = PathTable()
        let latin: [UInt8] = [0x6E, 0x61, 0xEF, 0x76, 0x65]
        let id = latin.withUnsafeBytes { table.intern($0, in: .root) }
        #expect(Array(table.name(of: id)) == latin)
        #expect(table.bytes(of: id) == [0x2F] + latin)
        #expect(table.string(of: id) == "/na\\xefve")
        let other: [UInt8] = [0x6E, 0x61, 0xEE, 0x76, 0x65]
        #expect(other.withUnsafeBytes { table.intern($0, in: .root) } != id)
        let zeros: [[UInt8]] = [[0], [0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]]
        #expect(Set(zeros.map { name in name.withUnsafeBytes { table.intern($0, in: .root) } }).count == 4)
    }

    @Test func `Other names keep every id, and no two paths become one`() {
        var table = PathTable()
        let ids = ["a/x", "a/y", "a/y/z", "b", "a/x~"].map { table.intern($0) }
        let renamed = table.renaming([ids[1]: Array("x".utf8), ids[3]: Array("other".utf8)])
        #expect(ids.map { renamed.string(of: $0) } == ["/a/x", "/a/x~", "/a/x~/z", "/other", "/a/x~~"])
        #expect(renamed.count == table.count)
        #expect(renamed.find("/a/x~/z") == ids[2])
        #expect(renamed.find("/b") == nil)
    }

    @Test func `A huge component is kept whole and told from its neighbour`() {
        var table = PathTable()
        var name = [UInt8](repeating: 0x61, count: 1_000_000)
        let first = name.withUnsafeBytes { table.intern($0, in: .root) }
        name[999_999] = 0x62
        let second = name.withUnsafeBytes { table.intern($0, in: .root) }
        #expect(first != second)
        #expect(table.name(of: first).count == 1_000_000)
        #expect(name.withUnsafeBytes { table.find($0, in: .root) } == second)
    }

    @Test func `A path of many components needs no stack`() {
        var table = PathTable()
        let path = Array(repeating: [UInt8(ascii: "a"), UInt8(ascii: "/")], count: 100_000).flatMap { $0 }
        let id = path.withUnsafeBytes { table.intern(path: $0) }
        #expect(table.count == 100_001)
        #expect(table.bytes(of: id).count == 200_000)
    }

    @Test func `Growth keeps every id, and parents come before children`() {
        var table = PathTable()
        var random = SeededGenerator(seed: 7)
        var expected: [String: PathTable.ID] = ["/": .root]
        for _ in 0..<20_000 {
            let path = "\(UInt64.random(in: 0..<40, using: &random))/file-\(UInt64.random(in: 0..<400, using: &random))"
            let id = table.intern(path)
            if let known = expected["/" + path] { #expect(known == id) }
            expected["/" + path] = id
        }
        table.trim()
        for (path, id) in expected {
            #expect(table.find(path) == id)
            #expect(table.string(of: id) == path)
            #expect(id == .root || table.parent(of: id) < id)
        }
        #expect(table.find("0/nothing") == nil)
        #expect(table.intern("0/nothing").index == table.count - 1)
    }

    @Test func `Merging maps every id`() throws {
        var first = PathTable()
        var second = PathTable()
        for index in 0..<1_000 { _ = first.intern("a/\(index)/x") }
        for index in 500..<1_500 { _ = second.intern("a/\(index)/y") }
        let merged = first.merge(second)
        let ids = try #require(merged)
        #expect(ids.count == second.count)
        for index in 0..<Int32(second.count) {
            let id = PathTable.ID(rawValue: index)
            #expect(first.bytes(of: ids[id.index]) == second.bytes(of: id))
        }
        #expect(first.count == 1 + 1 + 1_500 + 1_000 + 1_000)
    }

    @Test func `Pairs of blocks that undo each other under a plain multiplication do not collide`() {
        // Flipping bit 63 of a block and bits 63 and 31 of the next left a multiply-and-shift hash as it was.
        var hashes: Set<UInt32> = []
        for choice in 0..<4_096 {
            var name: [UInt8] = []
            for pair in 0..<12 {
                let flipped = choice >> pair & 1 == 1
                var blocks: (UInt64, UInt64) = (0x6161_6161_6161_6161, 0x6262_6262_6262_6262)
                if flipped {
                    blocks.0 ^= 1 << 63
                    blocks.1 ^= 1 << 63 | 1 << 31
                }
                withUnsafeBytes(of: blocks.0.littleEndian) { name.append(contentsOf: $0) }
                withUnsafeBytes(of: blocks.1.littleEndian) { name.append(contentsOf: $0) }
            }
            hashes.insert(name.withUnsafeBytes { PathTable.hash($0, 0, PathTable.key) })
        }
        #expect(hashes.count > 4_080)
    }
}
