// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import TestSupport
import Testing

/// Archives inside layers, honest and hostile, through both doors.
@Suite struct NestedTests {
    @Test(arguments: ["/app/shop.jar", "/app/shop.war", "/pkg/a-1.0-py3-none-any.whl", "/pkg/a.nupkg", "/x"])
    func zipsOfEveryName(path: String) throws {
        for isStored in [false, true] {
            let zip = ZipBuilder().file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
                .file("conf/app.properties", NestedScanning.line(), isStored: isStored)
                .file("empty", "").bytes()
            let facts = try NestedScanning.facts(LayerBuilder().file("/a", "text").file(path, bytes: zip))
            // A stored member lies in the zip as it is: it is told once, where it belongs.
            #expect(NestedScanning.members(facts) == [path + "!/conf/app.properties:2"])
            #expect(facts.secrets.allSatisfy { $0.hashes != nil })
            #expect(facts.notes == [])
        }
    }

    @Test(arguments: Codec.allCases) func tarsAndLoneFilesOfEveryCodec(codec: Codec) throws {
        let tar = LayerBuilder().directory("/d").file("d/app.conf", NestedScanning.line())
            .symlink("/d/link", to: "app.conf").tar()
        let path = "/srv/backup.tar" + (codec == .plain ? "" : "." + codec.rawValue)
        let inTar = try NestedScanning.facts(LayerBuilder().file(path, bytes: codec.compress(tar)))
        #expect(NestedScanning.members(inTar) == [path + "!/d/app.conf:2"])
        guard codec != .plain else { return }
        let lone = try NestedScanning.facts(
            LayerBuilder().file("/var/log/app.log.z", bytes: codec.compress(Array(NestedScanning.line().utf8))))
        #expect(NestedScanning.members(lone) == ["/var/log/app.log.z!/app.log:2"])
        #expect(lone.notes == [])
    }

    @Test func gzipOfSeveralMembers() throws {
        let first = Codec.gzip.compress(Array("first\n".utf8))
        let second = Codec.gzip.compress(Array("key = \(LayerScanTests.token())\n".utf8))
        let facts = try NestedScanning.facts(LayerBuilder().file("/log.gz", bytes: first + second))
        #expect(NestedScanning.members(facts) == ["/log.gz!/log:2"])
    }

    /// A file of tokens, a thousand times smaller when it is compressed, is no reason to keep them all.
    @Test func secretsOfOneArchiveAreToldUpToALimit() throws {
        func text(_ lines: Int) -> String { String(repeating: "key = \(LayerScanTests.token(3))\n", count: lines) }
        let zip = ZipBuilder().file("a", text(700)).file("b", text(700)).file("c", text(100))
        let facts = try NestedScanning.facts(LayerBuilder().file("/x.zip", bytes: zip.bytes()))
        let told = (1...700).map { "/x.zip!/a:\($0)" } + (1...300).map { "/x.zip!/b:\($0)" }
        #expect(NestedScanning.members(facts).elementsEqual(told))
        #expect(facts.notes.map(\.code) == [.more])
        #expect(facts.notes.first?.what == "1500 secrets in its members; only the first 1000 are told")
        let one = Codec.gzip.compress(Array(text(1_001).utf8))
        let lone = try NestedScanning.facts(LayerBuilder().file("/x.gz", bytes: one))
        #expect(lone.secrets.count == 1_000)
        #expect(lone.notes.map(\.code) == [.more])
    }

    @Test func theyStayClosedWhenAskedTo() throws {
        let zip = ZipBuilder().file("a", NestedScanning.line()).bytes()
        let facts = try NestedScanning.facts(LayerBuilder().file("/x.jar", bytes: zip), nested: false)
        #expect(facts.secrets.isEmpty && facts.notes.isEmpty)
    }

    @Test func oneLevelDeep() throws {
        let inner = ZipBuilder().file("deep", NestedScanning.line(4)).bytes()
        let outer = ZipBuilder().file("lib/inner.jar", bytes: inner, isStored: true)
            .file("conf", NestedScanning.line(3)).bytes()
        #expect(
            try NestedScanning.members(NestedScanning.facts(LayerBuilder().file("/x.jar", bytes: outer))) == [
                "/x.jar!/conf:2"
            ])
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
            #expect(NestedScanning.members(facts) == ["/big.gz!/big:90001", "/big.gz!/big:180002"])
        }
    }

    /// Above 16 MiB a file is gathered only when it is an archive, told by a first block that may be very short.
    @Test func largeArchives() throws {
        let random = (0..<(17 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let zip = ZipBuilder().file("blob", bytes: random, isStored: true).file("conf", NestedScanning.line()).bytes()
        let layer = LayerBuilder().file("/filler", bytes: [UInt8](repeating: 1, count: 3_584)).file(
            "/x.jar", bytes: zip)
        for door in Door.allCases {
            #expect(
                try NestedScanning.members(scan(layer.tar(), door, verify: false, chunk: 5_000)) == ["/x.jar!/conf:2"])
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
        let zip = ZipBuilder().file("../../etc/a", NestedScanning.line(3)).file("/b/./c/../d", NestedScanning.line(4))
            .bytes()
        #expect(
            try NestedScanning.members(NestedScanning.facts(LayerBuilder().file("/x.jar", bytes: zip))) == [
                "/x.jar!/etc/a:2", "/x.jar!/b/d:2",
            ])
        let tar = LayerBuilder().file("../../../root/a", NestedScanning.line(3)).tar()
        #expect(
            try NestedScanning.members(NestedScanning.facts(LayerBuilder().file("/x.tar", bytes: tar))) == [
                "/x.tar!/root/a:2"
            ])
    }

    @Test func overlappingMembersAreReadOnce() throws {
        var zip = ZipBuilder().file("first", NestedScanning.line())
        for index in 0..<5_000 { zip = zip.again("again\(index)") }
        let facts = try NestedScanning.facts(LayerBuilder().file("/bomb.zip", bytes: zip.bytes()))
        #expect(NestedScanning.members(facts) == ["/bomb.zip!/first:2"])
        #expect(facts.notes.map(\.code) == [.nestedDamaged])
        #expect(facts.notes.first?.what.contains("5000 members lie where others do") == true)
    }

    @Test func bombsAreCutAndSaid() throws {
        var limits = ReadingLimits()
        limits.nestedRatioFloor = 1 << 20
        let zeros = [UInt8](repeating: 0, count: 4 << 20)
        let after = ZipBuilder().file("zeros", bytes: zeros).file("late", NestedScanning.line()).bytes()
        #expect(after.count < 100_000)
        let zip = try NestedScanning.facts(
            LayerBuilder().file("/bomb.zip", bytes: after).file("/z.jar", bytes: []), limits: limits)
        #expect(zip.notes.map(\.code) == [.nestedCut])
        #expect(zip.secrets.isEmpty)
        let gzip = try NestedScanning.facts(
            LayerBuilder().file("/bomb.gz", bytes: Codec.gzip.compress(zeros)), limits: limits)
        #expect(gzip.notes.map(\.code) == [.nestedCut])
        // A tar that only skips is unpacked all the same.
        let tar = LayerBuilder().file("zeros", bytes: zeros).tar()
        let skipped = try NestedScanning.facts(
            LayerBuilder().file("/bomb.tgz", bytes: Codec.gzip.compress(tar)), limits: limits)
        #expect(skipped.notes.map(\.code) == [.nestedCut])
    }

    @Test func lyingSizes() throws {
        let zip = ZipBuilder().file("outside", NestedScanning.line(3), claimedSize: 0x7FFF_FFFF)
            .file("short", String(repeating: NestedScanning.line(4), count: 40), claimedSize: 9)
            .file("huge", NestedScanning.line(5), claimedSize: 0xFFFF_FFFF)
            .file("good", NestedScanning.line(6)).bytes()
        let facts = try NestedScanning.facts(LayerBuilder().file("/x.jar", bytes: zip))
        #expect(NestedScanning.members(facts) == ["/x.jar!/good:2"])
        #expect(facts.notes.map(\.what) == ["3 members are damaged"])
    }

    @Test func encryptedAndUnknownMembersAreSaid() throws {
        let zip = ZipBuilder().file("locked", "x", isEncrypted: true).file("odd", "y", method: 99)
            .file("good", NestedScanning.line()).bytes()
        let facts = try NestedScanning.facts(LayerBuilder().file("/x.zip", bytes: zip))
        #expect(NestedScanning.members(facts) == ["/x.zip!/good:2"])
        #expect(facts.notes.map(\.code) == [.nestedDamaged])
    }

    @Test func prefixesAndComments() throws {
        var zip = ZipBuilder().file("a", NestedScanning.line())
        zip.comment = Array("PK\u{5}\u{6} is no end".utf8) + [UInt8](repeating: 7, count: 60_000)
        #expect(
            try NestedScanning.members(NestedScanning.facts(LayerBuilder().file("/x.zip", bytes: zip.bytes()))) == [
                "/x.zip!/a:2"
            ])
    }

    /// What is opened depends on the order in the layer alone, never on which core was first.
    @Test func theBudgetOfALayer() throws {
        var limits = ReadingLimits()
        limits.nestedBytes = 250_000
        var layer = LayerBuilder()
        for index in 0..<40 {
            let text = String(repeating: "0123456789\n", count: 9_090) + NestedScanning.line()
            layer = layer.file("/log\(index).gz", bytes: Codec.gzip.compress(Array(text.utf8)))
        }
        let found = try NestedScanning.facts(layer, limits: limits)
        #expect(NestedScanning.members(found).map { $0.prefix(8) } == ["/log0.gz", "/log1.gz", "/log2.gz"])
        #expect(found.notes.map(\.code) == [.nestedCut])
        #expect(found.notes.first?.what.hasPrefix("37 archives from this one on stay closed") == true)
        for _ in 0..<5 {
            let again = try scan(layer.tar(), .memory, jobs: 4, verify: false, limits: limits)
            #expect(again.listing == found.listing)
        }
    }

    @Test func damageNeverTraps() throws {
        let zip = ZipBuilder().file("a/b.txt", String(repeating: "words and words ", count: 60))
            .file("stored", "plain", isStored: true).file("last", NestedScanning.line()).bytes()
        let gzip = Codec.gzip.compress(LayerBuilder().file("x", NestedScanning.line()).tar())
        var wide = ZipBuilder().file("a", "words").file("last", NestedScanning.line())
        wide.isZip64 = true
        let zip64 = wide.bytes()
        let package = DebianPackageBuilder.bytes(
            control: LayerBuilder().file("control", "x"), data: LayerBuilder().file("x", NestedScanning.line()), .gzip)
        var state: UInt64 = 5
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var layer = LayerBuilder()
        for round in 0..<300 {
            var bytes = [zip, gzip, zip64, package][round % 4]
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if round % 5 == 0 { bytes.removeLast(random(bytes.count - 30)) }
            layer = layer.file("/\(round)", bytes: bytes)
        }
        let found = try scan(layer.tar(), .memory, jobs: 2, verify: false)
        #expect(found.failure == nil)
        #expect(!found.notes.isEmpty && found.notes.count <= 42)
    }
}
