// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import LayerScan
import LayerTree
import TestSupport
import Testing

@Suite struct LayerScanTests {
    /// A private key that is real enough for the rules, composed so that no whole one stands here.
    static func token(_ seed: UInt64 = 3) -> String {
        var state = seed
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let body = (0..<16).map { _ -> Character in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return alphabet[Int(state >> 33) % alphabet.count]
        }
        return "AK" + "IA" + String(body)
    }

    static var mixed: [UInt8] {
        var builder = LayerBuilder()
        builder = builder.directory("/etc")
            .file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
            .file("/etc/shadow", "root::19000:0:99999:7:::\napp:$6$abc$def:19000::::::\n")
            .file("/usr/bin/tool", "#!/bin/sh -e\nset -x\n  exec gosu app \"$@\"\n", mode: 0o755)
            .symlink("/usr/bin/alias", to: "tool")
            .hardLink("/usr/bin/twin", to: "/usr/bin/tool")
            .whiteout("/old/file")
            .opaque("/var/cache")
            .file("/lib/apk/db/installed", "P:musl\nV:1.2\nA:x86_64\n\n")
            .file("/empty", "")
        for index in 0..<300 {
            builder = builder.file(
                "/data/\(index)", String(repeating: "line \(index)\n", count: index * 7),
                uid: 1000, mtime: Int64(index))
        }
        builder = builder.file("/data/large", String(repeating: "0123456789abcde\n", count: 150_000))
        return builder.tar()
    }

    @Test(arguments: Codec.allCases)
    func everyCodecAndDoorTellsTheSame(codec: Codec) throws {
        let tar = LayerScanTests.mixed
        let expected = try scan(tar, .memory, jobs: 1)
        #expect(expected.failure == nil)
        #expect(expected.entries.entries.count == 309)
        #expect(expected.entries.whiteouts.count == 1)
        #expect(expected.entries.opaques.count == 1)
        #expect(expected.diffIDs.usual == SHAHasher.hash(tar))
        let blob = codec.compress(tar)
        for door in Door.allCases {
            for jobs in [1, 2, 4] {
                let facts = try scan(blob, door, jobs: jobs, chunk: 70_001)
                #expect(facts.failure == nil)
                #expect(facts.listing == expected.listing)
                #expect(facts.diffIDs == expected.diffIDs)
                #expect(facts.blobDigests.usual == SHAHasher.hash(blob))
                #expect(facts.tarSize == Int64(tar.count))
                #expect(facts.storedSize == Int64(blob.count))
                #expect(facts.compression.rawValue == (codec == .plain ? "none" : codec.rawValue))
            }
        }
    }

    @Test func probesAndKeptFiles() throws {
        let facts = try scan(LayerScanTests.mixed)
        #expect(
            facts.probes.map(\.form) == [.script(interpreter: Array("/bin/sh -e".utf8))])
        #expect(String(decoding: facts.probes[0].script, as: UTF8.self).contains("exec gosu app \"$@\"\n"))
        let kept = facts.kept.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(kept == ["root:x:0:0:root:/root:/bin/sh\n", "root::\napp:$:\n"])
        #expect(facts.databases.count == 1)
    }

    @Test func secretsHaveLines() throws {
        let text = "one\ntwo\nAWS_ACCESS_KEY_ID=\(LayerScanTests.token())\n"
        let facts = try scan(LayerBuilder().file("/app/config", text).tar())
        #expect(facts.secrets.map(\.line) == [3])
        #expect(facts.secrets.first?.hashes != nil)
    }

    @Test func secretsInLargeFilesHaveTheSameLinesThroughBothDoors() throws {
        let line = String(repeating: "x", count: 99) + "\n"
        var text = String(repeating: line, count: 170_000)
        text += "key \(LayerScanTests.token(3))\n"
        text += String(repeating: line, count: 180_000)
        text += "key \(LayerScanTests.token(4))\n"
        let tar = LayerBuilder().file("/big", text).tar()
        let mapped = try scan(tar, .memory)
        #expect(mapped.secrets.map(\.line) == [170_001, 350_002])
        #expect(try scan(tar, .stream, chunk: 1_000_003).listing == mapped.listing)
        #expect(try scan(Codec.gzip.compress(tar), .memory).listing == mapped.listing)
    }

    @Test func aTruncatedTarKeepsWhatWasRead() throws {
        let tar = LayerBuilder().file("/a", "first").file("/b", String(repeating: "y", count: 5_000)).tar()
        for end in [512 + 100, 512 + 512 + 200, 512 + 512 + 512 + 1_000] {
            let facts = try scan(Array(tar[..<end]))
            #expect(facts.failure != nil)
            #expect(facts.entries.entries.count <= 2)
            let streamed = try scan(Array(tar[..<end]), .stream)
            #expect(streamed.failure?.code == facts.failure?.code)
            #expect(streamed.listing == facts.listing)
        }
    }

    @Test func anEmptyBlobIsAnEmptyLayer() throws {
        for door in Door.allCases {
            let facts = try scan([], door)
            #expect(facts.failure == nil)
            #expect(facts.entries.entries.isEmpty)
            #expect(facts.diffIDs.usual == SHAHasher.hash([]))
            let zeros = try scan([UInt8](repeating: 0, count: 1_024), door)
            #expect(zeros.failure == nil)
            #expect(zeros.entries.entries.isEmpty)
        }
    }

    @Test func garbageIsAFailureNotATrap() throws {
        let garbage = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        for door in Door.allCases { #expect(try scan(garbage, door).failure != nil) }
    }

    @Test func aWrongGzipChecksumIsAFailure() throws {
        var blob = Codec.gzip.compress(LayerScanTests.mixed)
        blob[blob.count - 6] ^= 0xFF
        for door in Door.allCases {
            let facts = try scan(blob, door)
            #expect(facts.failure?.code == .damaged)
            #expect(facts.failure?.what.contains("checksum") == true)
            #expect(facts.entries.entries.count == 309)
        }
    }

    @Test func multiMemberGzipAndSkippableFrames() throws {
        let tar = LayerScanTests.mixed
        let expected = try scan(tar)
        #expect(try scan(Codec.gzipMembers(tar, every: 10_000)).listing == expected.listing)
        #expect(try scan(Codec.gzipMembers(tar, every: 10_000) + [0, 0, 0]).failure == nil)
        let framed = try scan(Codec.zstdWithSkippableFrames(tar, every: 50_000))
        #expect(framed.failure == nil)
        #expect(framed.listing == expected.listing)
    }

    @Test func namesAreCleanedAndEscapesAreSaid() throws {
        let facts = try scan(
            LayerBuilder().file("./a//b/./c", "1").file("/a/b/c2", "2").file("a/../../../etc/x", "3").tar())
        let paths = facts.entries.entries.map { facts.entries.paths.string(of: $0.path) }
        #expect(paths == ["/a/b/c", "/a/b/c2", "/etc/x"])
        #expect(facts.notes.map(\.code) == [.escapingPath])
    }

    @Test func sparseFilesCountTheirLogicalSize() throws {
        let segment = TarMember.Segment(offset: 1 << 40, Array("end".utf8))
        let tar = LayerBuilder().sparse("/lastlog", size: 1 << 41, [segment]).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door)
            #expect(facts.failure == nil)
            #expect(facts.entries.entries.map(\.size) == [1 << 41])
            #expect(facts.entries.entries.first?.flags.contains(.sparse) == true)
        }
        #expect(try scan(tar, .memory).listing == scan(tar, .stream, chunk: 700).listing)
    }

    @Test func limitsEndAScanWithASentence() throws {
        var limits = ReadingLimits()
        limits.entries = 10
        #expect(try scan(LayerScanTests.mixed, limits: limits).failure?.code == .limit)
        limits = ReadingLimits()
        limits.ratioFloor = 1 << 20
        limits.ratio = 100
        let bomb = Codec.gzip.compress([UInt8](repeating: 0, count: 8 << 20))
        #expect(try scan(bomb, limits: limits).failure?.code == .limit)
        limits.pathBytes = 100
        let long = LayerBuilder().file("/" + String(repeating: "n", count: 300), "x").tar()
        #expect(try scan(long, limits: limits).failure?.code == .limit)
    }
}
