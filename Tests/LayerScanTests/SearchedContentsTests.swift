// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerTree
import SecretScan
import TestSupport
import Testing

@testable import LayerScan

/// Files that come more than once are searched once where they stay in memory. What streams by is searched each time:
/// the two must agree (`NestedScanning.facts` asks both).
@Suite struct SearchedContentsTests {
    /// Harmless but for what a line of settings may say.
    private static func text(_ line: String = "") -> String {
        (0..<400).map { "line \($0) says little\n" }.joined() + line + "\n"
    }

    private static func setting() -> String { "PORTAL_" + "PASS=kd83" + "Jfo2" }

    @Test func aSecretIsToldInEveryCopy() throws {
        let text = SearchedContentsTests.text(NestedScanning.line())
        let facts = try NestedScanning.facts(
            LayerBuilder().file("/a", text).file("/b", text).file("/c", SearchedContentsTests.text()).file("/d", text))
        #expect(NestedScanning.members(facts) == ["/a:402", "/b:402", "/d:402"])
    }

    @Test func whatThePathTellsIsToldOfContentsThatAreKnown() throws {
        // By its bytes alone the first says nothing that is sure; as a file of settings it does.
        let text = SearchedContentsTests.text(SearchedContentsTests.setting())
        for first in ["/srv/notes.txt", "/srv/.env"] {
            let second = first == "/srv/.env" ? "/srv/notes.txt" : "/srv/.env"
            let facts = try NestedScanning.facts(LayerBuilder().file(first, text).file(second, text))
            #expect(facts.secrets.count == 1)
            let entry = try #require(facts.secrets.first?.entry)
            #expect(facts.entries.paths.string(of: facts.entries.entries[Int(entry)].path) == "/srv/.env")
        }
    }

    @Test func archivesOfTheSameBytesAreNotTheSameElsewhere() throws {
        // The name of what is in a lone gzip file is the archive's.
        let packed = Codec.gzip.compress(
            Array(SearchedContentsTests.text(SearchedContentsTests.setting()).utf8))
        let facts = try NestedScanning.facts(
            LayerBuilder().file("/srv/notes.gz", bytes: packed).file("/srv/.env.gz", bytes: packed))
        #expect(NestedScanning.members(facts) == ["/srv/.env.gz!/.env:401"])
    }

    @Test func archivesThatAreKnownCountForTheBudget() throws {
        var layer = LayerBuilder()
        let zip = ZipBuilder().file("text", SearchedContentsTests.text()).bytes()
        for _ in 0..<3 { layer = layer.file("/srv/a.zip", bytes: zip) }
        let last = ZipBuilder().file("conf", NestedScanning.line()).bytes()
        layer = layer.file("/srv/b.zip", bytes: last)
        var limits = ReadingLimits()
        limits.nestedBytes = Int64(SearchedContentsTests.text().utf8.count) * 5 / 2
        let facts = try NestedScanning.facts(layer, limits: limits)
        #expect(facts.secrets.isEmpty)
        #expect(facts.notes.contains { $0.code == .nestedCut })
        limits.nestedBytes *= 2
        #expect(try NestedScanning.members(NestedScanning.facts(layer, limits: limits)) == ["/srv/b.zip!/conf:2"])
    }

    private static func run(_ content: [UInt8], _ searched: SearchedContents) throws -> ShardResult {
        var shard = Shard()
        let chunk = content.withUnsafeBytes { Chunk(copying: $0) }
        "srv/a".withCString { path in
            shard.add(
                UnsafeRawBufferPointer(start: path, count: 5),
                Span(
                    entry: 0, nameStart: 0, nameCount: 0, tasks: [.hash, .secrets], database: nil, content: chunk,
                    base: 0, accepting: 0..<content.count, isWhole: true))
        }
        return shard.run(
            secrets: try SecretEngine(), nested: NestedBudget(limits: ReadingLimits()), searched: searched)
    }

    @Test func onlyContentsWithoutAFindAreKept() throws {
        let searched = SearchedContents()
        for (line, isKept) in [("", true), (NestedScanning.line(), false)] {
            let content = Array(SearchedContentsTests.text(line).utf8)
            let hash = try #require(SearchedContentsTests.run(content, searched).hashes.first?.1)
            let copy = content.withUnsafeBytes { Chunk(copying: $0) }
            #expect(searched.hasFile(copy, hash) == isKept)
            // Another content that someone gave the same hash.
            let other = Array(SearchedContentsTests.text("x").utf8).withUnsafeBytes { Chunk(copying: $0) }
            #expect(!searched.hasFile(other, hash))
            searched.removeAll()
            #expect(!searched.hasFile(copy, hash))
        }
    }

    @Test func anArchiveIsKnownByItsPathToo() {
        let searched = SearchedContents()
        let content = [UInt8](repeating: 7, count: 100).withUnsafeBytes { Chunk(copying: $0) }
        let hash = ContentHash(high: 1, low: 2)
        searched.addArchive(content, hash, path: [1], unpacked: 5)
        #expect(searched.unpacked(content, hash, path: [1]) == 5)
        #expect(searched.unpacked(content, hash, path: [2]) == nil)
        #expect(searched.unpacked(content, ContentHash(high: 1, low: 3), path: [1]) == nil)
        let other = [UInt8](repeating: 8, count: 100).withUnsafeBytes { Chunk(copying: $0) }
        #expect(searched.unpacked(other, hash, path: [1]) == nil)
    }
}
