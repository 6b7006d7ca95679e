// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import TestSupport
import Testing

/// Archives inside layers, honest and hostile, through both doors.
@Suite struct NestedTests {
    private static func line(_ seed: UInt64 = 3) -> String { "first\nkey = \(LayerScanTests.token(seed))\n" }

    /// Scans through both doors with several numbers of jobs and expects the same of all.
    private func facts(
        _ layer: LayerBuilder, chunk: Int = 70_001, nested: Bool = true, limits: ReadingLimits = ReadingLimits()
    ) throws -> LayerFacts {
        let tar = layer.tar()
        let expected = try scan(tar, .memory, jobs: 1, verify: false, nested: nested, limits: limits)
        for (door, jobs) in [(Door.memory, 4), (.stream, 1), (.stream, 3)] {
            let other = try scan(tar, door, jobs: jobs, verify: false, chunk: chunk, nested: nested, limits: limits)
            #expect(other.listing == expected.listing, "\(door) \(jobs)")
        }
        return expected
    }

    private func members(_ facts: LayerFacts) -> [String] {
        facts.secrets.map { secret in
            let entry = facts.entries.entries[Int(secret.entry)]
            return facts.entries.paths.string(of: entry.path)
                + (secret.member.map { "!/" + String(decoding: $0, as: UTF8.self) } ?? "")
                + ":\(secret.line ?? 0)"
        }
    }

    @Test(arguments: ["/app/shop.jar", "/app/shop.war", "/pkg/a-1.0-py3-none-any.whl", "/pkg/a.nupkg", "/x"])
    func zipsOfEveryName(path: String) throws {
        for isStored in [false, true] {
            let zip = ZipBuilder().file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
                .file("conf/app.properties", NestedTests.line(), isStored: isStored)
                .file("empty", "").bytes()
            let facts = try facts(LayerBuilder().file("/a", "text").file(path, bytes: zip))
            // A stored member lies in the zip as it is: it is told once, where it belongs.
            #expect(members(facts) == [path + "!/conf/app.properties:2"])
            #expect(facts.secrets.allSatisfy { $0.hashes != nil })
            #expect(facts.notes == [])
        }
    }

    @Test(arguments: Codec.allCases) func tarsAndLoneFilesOfEveryCodec(codec: Codec) throws {
        let tar = LayerBuilder().directory("/d").file("d/app.conf", NestedTests.line())
            .symlink("/d/link", to: "app.conf").tar()
        let path = "/srv/backup.tar" + (codec == .plain ? "" : "." + codec.rawValue)
        let inTar = try facts(LayerBuilder().file(path, bytes: codec.compress(tar)))
        #expect(members(inTar) == [path + "!/d/app.conf:2"])
        guard codec != .plain else { return }
        let lone = try facts(
            LayerBuilder().file("/var/log/app.log.z", bytes: codec.compress(Array(NestedTests.line().utf8))))
        #expect(members(lone) == ["/var/log/app.log.z!/app.log:2"])
        #expect(lone.notes == [])
    }

    @Test func gzipOfSeveralMembers() throws {
        let first = Codec.gzip.compress(Array("first\n".utf8))
        let second = Codec.gzip.compress(Array("key = \(LayerScanTests.token())\n".utf8))
        let facts = try facts(LayerBuilder().file("/log.gz", bytes: first + second))
        #expect(members(facts) == ["/log.gz!/log:2"])
    }

    @Test func theyStayClosedWhenAskedTo() throws {
        let zip = ZipBuilder().file("a", NestedTests.line()).bytes()
        let facts = try facts(LayerBuilder().file("/x.jar", bytes: zip), nested: false)
        #expect(facts.secrets.isEmpty && facts.notes.isEmpty)
    }

    @Test func oneLevelDeep() throws {
        let inner = ZipBuilder().file("deep", NestedTests.line(4)).bytes()
        let outer = ZipBuilder().file("lib/inner.jar", bytes: inner, isStored: true)
            .file("conf", NestedTests.line(3)).bytes()
        #expect(try members(facts(LayerBuilder().file("/x.jar", bytes: outer))) == ["/x.jar!/conf:2"])
    }

    @Test func largeMembersAreCutAsFilesAre() throws {
        // Words of little meaning: what compresses a thousand times is taken for a bomb.
        var state: UInt32 = 1
        let words = (0..<90_000).map { _ -> String in
            state = state &* 1_664_525 &+ 1_013_904_223
            return String(state, radix: 3) + String(repeating: "x", count: 90) + "\n"
        }
        let filler = words.joined()
        let text = filler + "key \(LayerScanTests.token(3))\n" + filler + "key \(LayerScanTests.token(4))\n"
        #expect(text.utf8.count > 18 << 20)
        let tar = LayerBuilder().file("/big.gz", bytes: Codec.gzip.compress(Array(text.utf8))).tar()
        for (door, jobs) in [(Door.memory, 1), (.stream, 2)] {
            let facts = try scan(tar, door, jobs: jobs, verify: false)
            #expect(members(facts) == ["/big.gz!/big:90001", "/big.gz!/big:180002"])
        }
    }

    /// Above 16 MiB a file is gathered only when it is an archive, told by a first block that may be very short.
    @Test func largeArchives() throws {
        let random = (0..<(17 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let zip = ZipBuilder().file("blob", bytes: random, isStored: true).file("conf", NestedTests.line()).bytes()
        let layer = LayerBuilder().file("/filler", bytes: [UInt8](repeating: 1, count: 3_584)).file(
            "/x.jar", bytes: zip)
        for door in Door.allCases {
            #expect(try members(scan(layer.tar(), door, verify: false, chunk: 5_000)) == ["/x.jar!/conf:2"])
        }
        var limits = ReadingLimits()
        limits.nestedFileBytes = 16 << 20
        for door in Door.allCases {
            let closed = try scan(layer.tar(), door, verify: false, limits: limits)
            #expect(closed.secrets.isEmpty)
            #expect(closed.notes.map(\.code) == [.nestedCut])
        }
    }

    // MARK: hostile ones

    @Test func namesStayWithin() throws {
        let zip = ZipBuilder().file("../../etc/a", NestedTests.line(3)).file("/b/./c/../d", NestedTests.line(4)).bytes()
        #expect(
            try members(facts(LayerBuilder().file("/x.jar", bytes: zip))) == ["/x.jar!/etc/a:2", "/x.jar!/b/d:2"])
        let tar = LayerBuilder().file("../../../root/a", NestedTests.line(3)).tar()
        #expect(try members(facts(LayerBuilder().file("/x.tar", bytes: tar))) == ["/x.tar!/root/a:2"])
    }

    @Test func overlappingMembersAreReadOnce() throws {
        var zip = ZipBuilder().file("first", NestedTests.line())
        for index in 0..<5_000 { zip = zip.again("again\(index)") }
        let facts = try facts(LayerBuilder().file("/bomb.zip", bytes: zip.bytes()))
        #expect(members(facts) == ["/bomb.zip!/first:2"])
        #expect(facts.notes.map(\.code) == [.nestedDamaged])
        #expect(facts.notes.first?.what.contains("5000 members lie where others do") == true)
    }

    @Test func bombsAreCutAndSaid() throws {
        var limits = ReadingLimits()
        limits.nestedRatioFloor = 1 << 20
        let zeros = [UInt8](repeating: 0, count: 4 << 20)
        let after = ZipBuilder().file("zeros", bytes: zeros).file("late", NestedTests.line()).bytes()
        #expect(after.count < 100_000)
        let zip = try facts(LayerBuilder().file("/bomb.zip", bytes: after).file("/z.jar", bytes: []), limits: limits)
        #expect(zip.notes.map(\.code) == [.nestedCut])
        #expect(zip.secrets.isEmpty)
        let gzip = try facts(LayerBuilder().file("/bomb.gz", bytes: Codec.gzip.compress(zeros)), limits: limits)
        #expect(gzip.notes.map(\.code) == [.nestedCut])
        // A tar that only skips is unpacked all the same.
        let tar = LayerBuilder().file("zeros", bytes: zeros).tar()
        let skipped = try facts(
            LayerBuilder().file("/bomb.tgz", bytes: Codec.gzip.compress(tar)), limits: limits)
        #expect(skipped.notes.map(\.code) == [.nestedCut])
    }

    @Test func lyingSizes() throws {
        let zip = ZipBuilder().file("outside", NestedTests.line(3), claimedSize: 0x7FFF_FFFF)
            .file("short", String(repeating: NestedTests.line(4), count: 40), claimedSize: 9)
            .file("huge", NestedTests.line(5), claimedSize: 0xFFFF_FFFF)
            .file("good", NestedTests.line(6)).bytes()
        let facts = try facts(LayerBuilder().file("/x.jar", bytes: zip))
        #expect(members(facts) == ["/x.jar!/good:2"])
        #expect(facts.notes.map(\.what) == ["3 members are damaged"])
    }

    @Test func encryptedAndUnknownMembersAreSaid() throws {
        let zip = ZipBuilder().file("locked", "x", isEncrypted: true).file("odd", "y", method: 99)
            .file("good", NestedTests.line()).bytes()
        let facts = try facts(LayerBuilder().file("/x.zip", bytes: zip))
        #expect(members(facts) == ["/x.zip!/good:2"])
        #expect(facts.notes.map(\.code) == [.nestedDamaged])
    }

    @Test func prefixesAndComments() throws {
        var zip = ZipBuilder().file("a", NestedTests.line())
        zip.comment = Array("PK\u{5}\u{6} is no end".utf8) + [UInt8](repeating: 7, count: 60_000)
        #expect(try members(facts(LayerBuilder().file("/x.zip", bytes: zip.bytes()))) == ["/x.zip!/a:2"])
    }

    /// What is opened depends on the order in the layer alone, never on which core was first.
    @Test func theBudgetOfALayer() throws {
        var limits = ReadingLimits()
        limits.nestedBytes = 250_000
        var layer = LayerBuilder()
        for index in 0..<40 {
            let text = String(repeating: "0123456789\n", count: 9_090) + NestedTests.line()
            layer = layer.file("/log\(index).gz", bytes: Codec.gzip.compress(Array(text.utf8)))
        }
        let found = try facts(layer, limits: limits)
        #expect(members(found).map { $0.prefix(8) } == ["/log0.gz", "/log1.gz", "/log2.gz"])
        #expect(found.notes.map(\.code) == [.nestedCut])
        #expect(found.notes.first?.what.hasPrefix("37 archives from this one on stay closed") == true)
        for _ in 0..<5 {
            let again = try scan(layer.tar(), .memory, jobs: 4, verify: false, limits: limits)
            #expect(again.listing == found.listing)
        }
    }

    @Test func damageNeverTraps() throws {
        let zip = ZipBuilder().file("a/b.txt", String(repeating: "words and words ", count: 60))
            .file("stored", "plain", isStored: true).file("last", NestedTests.line()).bytes()
        let gzip = Codec.gzip.compress(LayerBuilder().file("x", NestedTests.line()).tar())
        var state: UInt64 = 5
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var layer = LayerBuilder()
        for round in 0..<300 {
            var bytes = round % 3 == 0 ? gzip : zip
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if round % 5 == 0 { bytes.removeLast(random(bytes.count - 30)) }
            layer = layer.file("/\(round)", bytes: bytes)
        }
        let found = try scan(layer.tar(), .memory, jobs: 2, verify: false)
        #expect(found.failure == nil)
        #expect(!found.notes.isEmpty && found.notes.count <= 42)
    }
}
