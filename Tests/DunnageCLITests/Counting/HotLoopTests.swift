// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What one more file, or one more member of an archive inside a layer, costs, counted in allocations and in the bytes
/// that they ask for. Small files are where an image's time goes: an allocation too many in the loop over them is a
/// fifth of it.
@Suite struct HotLoopTests {
    /// One of the loops of a scan, with a layer that goes through it as often as asked.
    struct Loop: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// What one more may take: what it takes in a debug build, where generics are not specialised, and a
        /// twentieth more.
        var allocations: Double
        var bytes: Double
        var arguments: [String] = []
        var layer: @Sendable (Int) -> LayerBuilder
    }

    private static func text(_ number: Int) -> String { "some text, line \(number)\n" }

    /// Small files in folders of a hundred.
    private static func files(_ count: Int, under folder: String) -> LayerBuilder {
        var layer = LayerBuilder()
        for number in 0..<count { layer.add(.file("\(folder)/\(number / 100)/file-\(number).txt", text(number))) }
        return layer
    }

    private static func zip(_ count: Int) -> [UInt8] {
        var zip = ZipBuilder()
        for number in 0..<count { zip = zip.file("shop/\(number).properties", text(number), isStored: number % 2 == 0) }
        return zip.bytes()
    }

    private static func package(_ count: Int) -> [UInt8] {
        DebianPackageBuilder.bytes(
            control: LayerBuilder().file("control", "Package: shop\n"), data: files(count, under: "opt"), .gzip)
    }

    static let loops = [
        Loop(testDescription: "files", allocations: 171, bytes: 7_600) { files($0, under: "srv") },
        Loop(testDescription: "files, unverified", allocations: 171, bytes: 7_600, arguments: ["--no-verify"]) {
            files($0, under: "srv")
        },
        Loop(testDescription: "members of a jar", allocations: 149, bytes: 4_700) {
            LayerBuilder().file("/app/shop.jar", bytes: zip($0))
        },
        Loop(testDescription: "members of a tar.gz", allocations: 150, bytes: 4_800) {
            LayerBuilder().file("/srv/backup.tar.gz", bytes: Codec.gzip.compress(files($0, under: "srv").tar()))
        },
        Loop(testDescription: "members of a Debian package", allocations: 150, bytes: 4_800) {
            LayerBuilder().file("/srv/shop.deb", bytes: package($0))
        },
        // What apt kept stays closed: however much is in it, it costs what a file costs.
        Loop(testDescription: "members of packages that apt kept", allocations: 1, bytes: 50) {
            LayerBuilder().file("/var/cache/apt/archives/shop_1_amd64.deb", bytes: package($0))
        },
    ]

    @Test(arguments: loops) func oneMoreCostsWhatItDid(_ loop: Loop) throws {
        let counter = try AllocationCounter()
        let folder = try TemporaryDirectory()
        let sizes = [1_000, 3_000]
        let counts = try sizes.map { size -> AllocationCounter.Count in
            var image = ImageBuilder("app:1")
            image.layer(tar: loop.layer(size).tar())
            image.user = "1001"
            let file = try folder.write("\(size).tar", image.archive(.docker25))
            let options = ["check", "-q", "--jobs", "1", "--fail-on", "never", file]
            return try #require(try counter.count(options + loop.arguments))
        }
        let more = Double(sizes[1] - sizes[0])
        let allocations = Double(counts[1].allocations - counts[0].allocations) / more
        let bytes = Double(counts[1].bytes - counts[0].bytes) / more
        #expect(allocations <= loop.allocations, "\(allocations) allocations for one more")
        #expect(bytes <= loop.bytes, "\(bytes) bytes asked for by one more")
        // A counter that counts nothing guards nothing.
        #expect(counts[0].allocations > 1_000)
    }
}
