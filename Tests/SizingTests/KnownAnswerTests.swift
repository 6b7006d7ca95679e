// SPDX-License-Identifier: Apache-2.0
import Dunnage
import LayerTree
import Sizing
import Testing

/// What TestImages/expected.tsv, written by a reader in another language, says of every archive there.
@Suite struct KnownAnswerTests {
    private struct Row {
        var archive: String
        var platform: String
        var layers: Int
        var size: Int64
        var live: Int64
        var dead: Int64
        var files: Int
        var liveFiles: Int
    }

    private static func rows() throws -> [Row] {
        let text = try String(contentsOfFile: KnownArchive.folder + "expected.tsv", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t").map(String.init)
            let numbers = fields.dropFirst(3).map { Int64($0) ?? -1 }
            return Row(
                archive: fields[0], platform: fields[2], layers: Int(numbers[0]), size: numbers[1], live: numbers[2],
                dead: numbers[3], files: Int(numbers[4]), liveFiles: Int(numbers[5]))
        }
    }

    @Test func `Sizes of every archive`() throws {
        let rows = try KnownAnswerTests.rows()
        #expect(rows.count > 40)
        for (archive, expected) in Dictionary(grouping: rows, by: \.archive).sorted(by: { $0.key < $1.key }) {
            // Half a gigabyte has its place in the measurements.
            if archive.contains("full-size") { continue }
            let images = try KnownArchive.all(archive)
            #expect(images.count == expected.count, "\(archive)")
            for row in expected {
                let fits = images.contains { image in
                    let totals = image.tree.totals
                    return totals.size == row.size && totals.live == row.live && totals.dead == row.dead
                        && totals.files == row.files && totals.files - totals.deadFiles == row.liveFiles
                        && image.tree.layerCount == row.layers
                        && image.image.platform.map { "\($0)".hasPrefix(row.platform) } ?? true
                }
                #expect(fits, "\(archive) \(row.platform): \(images.map(\.tree.totals)) is not \(row)")
            }
        }
    }

    @Test func `What the known images give back`() throws {
        func estimate(_ archive: String, base: Int = 0) throws -> Int64 {
            Sizing.Reclaimable(tree: try KnownArchive.open(archive).tree, claims: [], baseLayers: base)
                .dockerfileEstimate
        }
        #expect(try estimate("known-chown.tar") == 12_000)
        #expect(try estimate("known-removed.tar") == 1_500)
        #expect(try estimate("known-opaque.tar") == 1_500)
        #expect(try estimate("known-moved.tar") == 5_100)
        #expect(try estimate("known-hard-link.crane.tar") == 4_300, "the other name lives on")
        #expect(try estimate("known-repeated.crane.tar") == 950)
        // The base ships them whatever the Dockerfile does.
        #expect(try estimate("known-removed.tar", base: 1) == 10_500)
    }

    @Test func `Packages of the known roots`() throws {
        func bytes(_ archive: String) throws -> [String: Int64] {
            try KnownArchive.open(archive).packages.packages.reduce(into: [:]) { $0[$1.name] = $1.bytes }
        }
        #expect(
            try bytes("known-apk.tar") == [
                "alpine-baselayout": 0, "alpine-baselayout-data": 307, "alpine-release": 124, "apk-tools": 608,
                "busybox": 608, "busybox-binsh": 0, "ca-certificates-bundle": 0, "musl": 624, "zlib": 616,
            ])
        #expect(try bytes("known-distroless.tar") == ["base-files": 77, "tzdata": 114, "libc6": 2_800])
        #expect(Set(try bytes("known-rpm.oci-archive.tar").keys) == ["shop-data", "shop-server"])
        let apk = try KnownArchive.open("known-apk.tar")
        // apk del in layer 2 took away what apk add in layer 1 had brought.
        let gone = apk.packages.removed.filter { $0.layer == 1 && $0.removedIn == 2 }
        #expect(gone.contains { $0.name == "gcc" } && gone.contains { $0.name == "python3" })
        #expect(!gone.contains { $0.name == "musl" })
    }

    // MARK: - Files

    @Test func `A listing's sums are the tree's, flat or not`() throws {
        for archive in ["bad.docker-archive.tar", "known-apk.tar", "known-hard-link.crane.tar", "good.oci-archive.tar"]
        {
            let image = try KnownArchive.open(archive)
            for dead in [false, true] {
                var query = FileQuery()
                query.deadOnly = dead
                for view in [FileListing.View.flat, .tree] {
                    query.view = view
                    let listing = image.files(query)
                    let expected = dead ? image.tree.totals.dead : image.tree.totals.live
                    #expect(listing.bytes == expected)
                    let copies = listing.rows.filter { $0.kind != .directory }
                    #expect(copies.reduce(0) { $0 + $1.bytes } == expected)
                    #expect(copies.allSatisfy { ($0.state == .live) != dead })
                    if view == .tree { #expect(listing.rows.first?.bytes == expected) }
                }
            }
            var bytes: Int64 = 0
            for layer in 0..<image.tree.layerCount {
                var query = FileQuery()
                query.layer = layer
                query.view = .flat
                bytes += image.files(query).bytes
            }
            #expect(bytes == image.tree.totals.size)
        }
    }

    @Test func `Order, limits and patterns`() throws {
        let image = try KnownArchive.open("known-removed.tar")
        var query = FileQuery()
        query.view = .flat
        query.deadOnly = true
        let paths = { (listing: FileListing) in listing.rows.map { String(decoding: $0.path, as: UTF8.self) } }
        #expect(paths(image.files(query)) == ["/srv/cache/deep/c", "/srv/cache/b", "/srv/cache/a"])
        #expect(image.files(query).rows.allSatisfy { $0.layer == 0 && $0.removedIn == 1 && $0.state == .deleted })
        query.top = 1
        #expect(image.files(query).rows.count == 1 && image.files(query).omitted == 2)
        query.top = nil
        query.order = .path
        query.glob = PathGlob("/srv/cache/?")
        #expect(paths(image.files(query)) == ["/srv/cache/a", "/srv/cache/b"])
        query = FileQuery()
        query.depth = 1
        let tree = image.files(query)
        #expect(paths(tree) == ["/", "/srv"])
        #expect(tree.rows.last?.bytes == 1_500 && tree.rows.last?.files == 2)
    }

    @Test func `A listing as text`() throws {
        var query = FileQuery()
        query.deadOnly = true
        let listing = try KnownArchive.open("known-removed.tar").files(query)
        let text = FileListingText.text(of: listing)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "localhost/known-removed:latest  linux/amd64  9.0 kB in 3 files")
        #expect(lines[1] == "      size  layer  mode  owner  path")
        #expect(lines.contains { $0.hasSuffix("    cache/  3 files") && $0.hasPrefix("    9.0 kB") }, "\(text)")
        #expect(lines.contains("    2.0 kB    0→1   644    0:0        a"), "\(text)")
    }

    @Test func `Names from an image cannot move the cursor`() {
        let row = FileListing.Row(
            path: Array("/a\u{1B}[2J\u{202E}b".utf8) + [0xFF], depth: 1, kind: .file, bytes: 1, files: 1, mode: 0o4755,
            uid: 0, gid: 0, layer: 0, package: "p\u{7}")
        let listing = FileListing(reference: "x\u{1B}c", view: .flat, bytes: 1, files: 1, rows: [row])
        let text = FileListingText.text(of: listing, options: TextOptions(width: 120))
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E || $0.value == 7 })
        #expect(text.contains("-rwsr-xr-x"))
    }

    // MARK: - Why

    @Test func `Why a file is there, with every copy`() throws {
        let image = try KnownArchive.open("known-chown.tar")
        let report = image.why("/srv/a")
        #expect(report.place?.shares.map(\.state) == [.overwritten, .live])
        #expect(report.place?.shares.map(\.layer) == [0, 1])
        #expect(report.place?.shares.last?.isMetadataOnly == true)
        #expect(report.packages.isEmpty)
        let folder = image.why("/srv")
        #expect(folder.place?.isDirectory == true)
        #expect(folder.place?.shares.map(\.bytes) == [12_000, 12_000])
        #expect(image.why("/absent").isEmpty && image.why("absent").isEmpty)
        #expect(WhyText.text(of: report).contains("same content as below"))
    }

    @Test func `Why a package is there`() throws {
        let image = try KnownArchive.open("known-distroless.tar")
        let report = image.why("/usr/share/zoneinfo/UTC")
        #expect(report.packages.map { $0.chain.last?.name } == ["tzdata"])
        #expect(image.why("libc6").packages.first?.files == 2)
        #expect(!WhyText.text(of: report).isEmpty)
    }

    @Test func `Secrets in instructions stay hidden`() throws {
        let image = try KnownArchive.open("bad.docker-archive.tar")
        for layer in 0..<image.tree.layerCount {
            let raw = image.image.layers[layer].instruction?.text ?? ""
            let shown = image.instruction(ofLayer: layer) ?? ""
            #expect(shown == raw || shown.contains("•••"))
        }
    }
}
