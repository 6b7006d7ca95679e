// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite struct LayerBuilderTests {
    private let longName = "dir/" + String(repeating: "n", count: 180) + "/" + String(repeating: "m", count: 90)

    @Test func everyKindOfMemberReadsBack() throws {
        let capability: [UInt8] = [1, 0, 0, 2, 0, 0x20, 0, 0]
        let tar = LayerBuilder()
            .directory("/app", mode: 0o1777)
            .file(
                "/app/x", "text", mode: 0o4755, uid: 1_001, gid: 7, mtime: 5,
                xattrs: [("security.capability", capability)]
            )
            .symlink("/app/l", to: "/etc/passwd")
            .hardLink("/app/h", to: "/app/x")
            .whiteout("/etc/y")
            .whiteout("z")
            .opaque("/var/lib")
            .opaque("/")
            .device("/dev/null", major: 1, minor: 3)
            .fifo("/run/f")
            .sparse("/big", size: 10_000, [.init(offset: 0, [1, 2]), .init(offset: 9_000, [3])])
            .file(longName, "long")
            .member(.symlink("gnu", to: longName)) { $0.longNames = .gnu }
            .file(nameBytes: [0x61, 0xFF], bytes: [9])
            .member(.file("high", "")) { $0.uid = 3_000_000_000 }
            .member(.file("old", "")) { $0.mtime = -5 }
            .file("/app/x", "again")
            .tar()
        let (members, failure) = LibarchiveReading.tar(tar)
        #expect(failure == nil)
        #expect(
            members.map(\.text) == [
                "app/", "app/x", "app/l", "app/h", "etc/.wh.y", ".wh.z", "var/lib/.wh..wh..opq", ".wh..wh..opq",
                "dev/null", "run/f", "big", longName, "gnu", "a\u{FFFD}", "high", "old", "app/x",
            ])
        try #require(members.count == 17)
        #expect(members[0].type == 0o040000 && members[0].mode == 0o1777)
        #expect(members[1].content == Array("text".utf8) && members[1].mode == 0o4755 && members[1].uid == 1_001)
        #expect(members[1].mtime == 5 && members[1].xattrs == ["security.capability": capability])
        #expect(members[2].type == 0o120000 && members[2].link == "/etc/passwd")
        #expect(members[3].link == "app/x" && members[3].size == 0)
        #expect(members[8].type == 0o020000)
        #expect(members[9].type == 0o010000)
        #expect(members[10].size == 10_000 && members[10].content.count == 10_000)
        #expect(members[10].content[1] == 2 && members[10].content[9_000] == 3 && members[10].content[5_000] == 0)
        #expect(members[11].content == Array("long".utf8))
        #expect(members[12].link == longName)
        #expect(members[13].name == [0x61, 0xFF])
        #expect(members[14].uid == 3_000_000_000)
        #expect(members[15].mtime == -5)
        #expect(members[16].content == Array("again".utf8))
    }

    @Test func stylesSpellTheSamePaths() {
        for style in NameStyle.allCases {
            let layer = LayerBuilder(style, writesParents: true).file("/a/b/c", "x").hardLink("a/d", to: "/a/b/c")
            let (members, failure) = LibarchiveReading.tar(layer.tar())
            #expect(failure == nil)
            let prefix = style == .plain ? "" : style == .dotSlash ? "./" : "/"
            #expect(members.map(\.text) == ["a/", "a/b/", "a/b/c", "a/d"].map { prefix + $0 })
            #expect(members.last?.link == prefix + "a/b/c")
        }
    }

    @Test func hostileHeadersAreWrittenAsTold() {
        let wrong = LayerBuilder().file("a", "1").member(.file("b", "2")) { $0.hasWrongChecksum = true }.tar()
        #expect(LibarchiveReading.tar(wrong).members.count == 1)
        #expect(LibarchiveReading.tar(wrong).failure != nil)
        let huge = LayerBuilder().member(.file("a", "1")) { $0.sizeClaim = .bytes(8 << 60 - 1) }.tar()
        #expect(LibarchiveReading.tar(huge).failure != nil)
        let negative = LayerBuilder().member(.file("a", "1")) { $0.sizeClaim = .base256(-1) }.tar()
        #expect(negative[124..<136].allSatisfy { $0 == 0xFF })
        let field = Array("zzzzzzzzzzzz".utf8)
        let junk = LayerBuilder().member(.file("a", "")) { $0.sizeClaim = .raw(field) }.tar()
        #expect(Array(junk[124..<136]) == field)
        let sparse = LayerBuilder().sparse("s", size: 1 << 62).tar()
        #expect(sparse.count <= 10_240)
        #expect(LayerBuilder().raw([1, 2, 3]).tar(endBlocks: 0) == [1, 2, 3])
    }

    @Test func globalHeadersArePassedOver() {
        let tar = TarWriter.globalHeader([("comment", Array("0123".utf8))]) + LayerBuilder().file("a", "1").tar()
        let (members, failure) = LibarchiveReading.tar(tar)
        #expect(failure == nil && members.map(\.text) == ["a"])
    }

    @Test func paxRecordsCountTheirOwnLength() {
        #expect(TarWriter.paxRecord("path", Array("x".utf8)) == Array("9 path=x\n".utf8))
        #expect(TarWriter.paxRecord("k", [UInt8](repeating: 0x78, count: 93)).count == 98 + 1)
        for length in 0..<120 {
            let record = TarWriter.paxRecord("k", [UInt8](repeating: 0x78, count: length))
            #expect(Int(String(decoding: record.prefix { $0 != 0x20 }, as: UTF8.self)) == record.count)
        }
    }

    @Test(arguments: Codec.allCases)
    func codecsAreUndoneByLibarchive(codec: Codec) {
        var noise = [UInt8](repeating: 0, count: 300_000)
        var state: UInt32 = 1
        for index in noise.indices {
            state = state &* 1_664_525 &+ 1_013_904_223
            noise[index] = UInt8(truncatingIfNeeded: state >> 24)
        }
        for bytes in [[], Array("abc".utf8), noise, [UInt8](repeating: 7, count: 1_000_000)] {
            let packed = codec.compress(bytes)
            #expect(packed == codec.compress(bytes))
            #expect(LibarchiveReading.decompressed(packed) == bytes)
        }
    }

    @Test func severalMembersAndSkippableFrames() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        #expect(LibarchiveReading.decompressed(Codec.gzipMembers(bytes, every: 999)) == bytes)
        #expect(LibarchiveReading.decompressed(Codec.zstdWithSkippableFrames(bytes, every: 5_000)) == bytes)
    }

    @Test func damageIsDone() {
        let bytes: [UInt8] = [1, 2, 3]
        #expect(Damage.truncate(at: 1).applied(to: bytes) == [1])
        #expect(Damage.truncate(at: 9).applied(to: bytes) == bytes)
        #expect(Damage.flip(at: 1).applied(to: bytes) == [1, 0xFD, 3])
        #expect(Damage.flip(at: 9).applied(to: bytes) == bytes)
        #expect(Damage.insert([7], at: 2).applied(to: bytes) == [1, 2, 7, 3])
    }
}
