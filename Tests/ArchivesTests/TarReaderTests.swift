// SPDX-License-Identifier: Apache-2.0
import Archives
import TestSupport
import Testing

@Suite struct TarReaderTests {
    struct Member: Equatable {
        var name: [UInt8]
        var link: [UInt8]
        var kind: TarHeader.Kind
        var size: Int64
        var content: [UInt8]
        var isSparse: Bool
        var capability: [UInt8]?
    }

    enum Way: CaseIterable {
        case memory, pieces, bytes
    }

    static func read(_ tar: [UInt8], _ way: Way) -> (members: [Member], error: ArchiveError?) {
        var members: [Member] = []
        do throws(ArchiveError) {
            let chunk = tar.withUnsafeBytes { Chunk(copying: $0) }
            var reader =
                switch way {
                case .memory: try TarReader(chunk)
                case .pieces: try TarReader(stream(tar, pieces: 700))
                case .bytes: try TarReader(stream(tar, pieces: 13))
                }
            while try reader.next() {
                let header = reader.header
                var member = Member(
                    name: reader.withName { Array($0) }, link: reader.withLink { Array($0) }, kind: header.kind,
                    size: header.size, content: [], isSparse: header.isSparse, capability: reader.capability())
                members.append(member)
                while let block = try reader.nextBlock() {
                    // Only the beginning: sparse files have no end that fits.
                    if member.content.count < 1 << 20 { member.content.append(contentsOf: block.bytes) }
                }
                members[members.count - 1] = member
            }
            return (members, nil)
        } catch {
            return (members, error)
        }
    }

    @Test(arguments: Way.allCases)
    func kindsContentsAndLinks(way: Way) throws {
        let large = text(3_000)
        let capability: [UInt8] = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let tar = LayerBuilder()
            .directory("/d").file("/d/small", "x").file("/d/large", bytes: large).file("/d/empty")
            .symlink("/d/soft", to: "../elsewhere").hardLink("/d/hard", to: "/d/small").fifo("/d/fifo")
            .device("/d/null", major: 1, minor: 3).device("/d/sda", major: 8, minor: 0, isBlock: true)
            .file("/bin/ping", "ELF", mode: 0o755, xattrs: [("security.capability", capability), ("user.x", [1])])
            .tar()
        let (members, error) = TarReaderTests.read(tar, way)
        #expect(error == nil)
        #expect(
            members.map(\.kind) == [
                .directory, .file, .file, .file, .symlink, .hardLink, .fifo, .characterDevice, .blockDevice, .file,
            ])
        #expect(members.map(\.size) == [0, 1, 3_000, 0, 0, 0, 0, 0, 0, 3])
        #expect(members[2].content == large)
        #expect(String(decoding: members[4].link, as: UTF8.self) == "../elsewhere")
        #expect(String(decoding: members[5].link, as: UTF8.self).hasSuffix("d/small"))
        #expect(members[9].capability == capability)
        #expect(members[1].capability == nil)
    }

    /// Swift runs in locale «C», where libarchive's UTF-8 accessors give nothing.
    @Test(arguments: [TarMember.LongNames.pax, .gnu])
    func namesAreRawBytes(form: TarMember.LongNames) {
        let names: [[UInt8]] = [
            Array("usr/share/naïve-日本.txt".utf8), [0x66, 0xFF, 0xFE, 0x80], Array("tab\tnewline\nescape\u{1B}".utf8),
            Array((String(repeating: "deep/", count: 300) + "leaf").utf8),
            Array(String(repeating: "é", count: 400).utf8), Array(repeating: 0xE9, count: 250),
        ]
        var builder = LayerBuilder()
        for name in names {
            var member = TarMember(name, type: UInt8(ascii: "0"))
            member.content = Array("content".utf8)
            member.longNames = form
            builder.add(member)
        }
        for way in Way.allCases {
            let (members, error) = TarReaderTests.read(builder.tar(), way)
            #expect(error == nil)
            #expect(members.map(\.name) == names)
            #expect(members.allSatisfy { $0.content == Array("content".utf8) })
        }
    }

    /// libarchive answers every call after the cut with «fatal» and never with «end».
    @Test(arguments: Way.allCases)
    func whatIsCutOffEndsWithAnErrorWhereverItIsCut(way: Way) {
        let tar = LayerBuilder().file("/a", bytes: text(1_500)).directory("/d").file("/d/b", "second").tar()
        let step = way == .memory ? 97 : 511
        for end in stride(from: 1, to: tar.count, by: step) {
            let (members, error) = TarReaderTests.read(Array(tar[..<end]), way)
            #expect(members.count <= 3)
            // A tar without its end blocks is whole enough; in the middle of a member it is not.
            if members.count < 3 { #expect(error != nil || end % 512 == 0, "cut at \(end)") }
        }
    }

    @Test func sparseFilesLendOnlyWhatIsStored() {
        let segments = [TarMember.Segment(offset: 1 << 30, Array("middle".utf8))]
        let tar = LayerBuilder().sparse("/s", size: 1 << 40, segments).file("/after", "x").tar()
        for way in Way.allCases {
            let (members, error) = TarReaderTests.read(tar, way)
            #expect(error == nil)
            #expect(members.map(\.isSparse) == [true, false])
            #expect(members.first?.size == 1 << 40)
            #expect(members.first?.content == Array("middle".utf8))
        }
    }

    @Test(arguments: Way.allCases)
    func claimsBeyondTheBytesAreErrors(way: Way) {
        for claim in [
            TarMember.SizeClaim.base256(.max), .base256(-1), .bytes(1 << 62), .raw([UInt8](repeating: 0xFF, count: 12)),
        ] {
            let tar = LayerBuilder().member(.file("/big", "tiny")) { $0.sizeClaim = claim }.file("/next", "y").tar()
            let (members, error) = TarReaderTests.read(tar, way)
            #expect(members.allSatisfy { $0.size >= 0 })
            #expect(error != nil || members.count <= 2)
        }
    }

    @Test(arguments: Way.allCases)
    func aWrongHeaderChecksumEndsTheWalk(way: Way) {
        let tar = LayerBuilder().file("/a", "x").member(.file("/b", "y")) { $0.hasWrongChecksum = true }.file("/c", "z")
            .tar()
        let (members, error) = TarReaderTests.read(tar, way)
        #expect(members.map(\.name) == [Array("a".utf8)])
        #expect(error?.code == .damaged)
    }

    @Test func blocksOfMemoryAreLentNotCopied() throws {
        let tar = LayerBuilder().file("/a", bytes: text(5_000)).tar()
        let chunk = tar.withUnsafeBytes { Chunk(copying: $0) }
        var reader = try TarReader(chunk)
        #expect(try reader.next())
        let block = try #require(try reader.nextBlock())
        let home = try #require(block.home)
        #expect(home.count == 5_000)
        #expect(chunk.withBytes { whole in home.withBytes { $0.baseAddress == whole.baseAddress.map { $0 + 512 } } })
    }
}
