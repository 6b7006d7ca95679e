// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import TestSupport
import Testing

/// What is unpacked from archives inside a layer is what a layer costs to scan: every byte of it once, and none of
/// what is to stay closed.
@Suite struct NestedCostTests {
    private static let text = String(repeating: "words of a file\n", count: 500)

    private static func package() -> (bytes: [UInt8], unpacked: Int) {
        let control = LayerBuilder().file("control", "Package: shop\n")
        let data = LayerBuilder().file("usr/bin/shop", text)
        let bytes = DebianPackageBuilder.bytes(control: control, data: data, .gzip)
        return (bytes, control.tar().count + data.tar().count)
    }

    @Test func everyByteIsUnpackedOnce() throws {
        let zip = ZipBuilder().file("a", NestedCostTests.text).file("b", NestedCostTests.text, isStored: true).bytes()
        let tar = LayerBuilder().file("a", NestedCostTests.text).file("b", NestedCostTests.text).tar()
        let package = NestedCostTests.package()
        let member = NestedCostTests.text.utf8.count
        for (path, bytes, unpacked) in [
            ("/app/shop.jar", zip, 2 * member), ("/app/shop.zip", zip, 2 * member),
            ("/srv/backup.tar", tar, 2 * member), ("/srv/backup.tar.gz", Codec.gzip.compress(tar), tar.count),
            ("/srv/shop.deb", package.bytes, package.unpacked),
        ] {
            let facts = try NestedScanning.facts(LayerBuilder().file(path, bytes: bytes))
            #expect(facts.nestedBytes == unpacked, "\(path)")
        }
    }

    /// Packages of the distribution: opening what apt left behind took a third of a scan, and found nothing.
    @Test func whatAptKeptStaysClosed() throws {
        let package = NestedCostTests.package()
        var layer = LayerBuilder()
        for number in 0..<20 {
            layer.add(.file("/var/cache/apt/archives/shop\(number)_1_amd64.deb", bytes: package.bytes))
        }
        #expect(try NestedScanning.facts(layer).nestedBytes == 0)
        // It is the place that says so, not the form.
        layer.add(.file("/opt/shop_1_amd64.deb", bytes: package.bytes))
        #expect(try NestedScanning.facts(layer).nestedBytes == package.unpacked)
    }

    @Test func whatIsTooMuchIsNotCounted() throws {
        var limits = ReadingLimits()
        limits.nestedBytes = 20_000
        let zip = ZipBuilder().file("a", NestedCostTests.text).bytes()
        var layer = LayerBuilder()
        for number in 0..<20 { layer.add(.file("/app/\(number).jar", bytes: zip)) }
        let member = NestedCostTests.text.utf8.count
        // The third one begins before the budget's end.
        #expect(try NestedScanning.facts(layer, limits: limits).nestedBytes == 3 * member)
    }
}
