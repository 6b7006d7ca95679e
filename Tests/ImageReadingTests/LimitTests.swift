// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import ImageReading
import TestSupport
import Testing

/// What an archive's own structure may ask for.
@Suite struct LimitTests {
    private func limits(_ change: (inout ReadingLimits) -> Void) -> ReadingLimits {
        var limits = ReadingLimits()
        change(&limits)
        return limits
    }

    @Test(arguments: Door.allCases)
    func membersAreCounted(door: Door) {
        let bytes = sample().archive(.docker25)
        let error = failure(bytes, door, limits: limits { $0.members = 5 })
        #expect(error?.code == .limit)
        #expect(error?.what.contains("--max-members") == true)
    }

    @Test(arguments: Door.allCases)
    func longNamesAreCounted(door: Door) {
        var archive = ImageArchive([sample()], .docker25)
        for number in 0..<30 {
            archive.members.insert(.file("\(number)" + String(repeating: "n", count: 2_000), ""), at: 0)
        }
        let error = failure(archive.bytes(), door, limits: limits { $0.members = 200 })
        #expect(error?.code == .limit)
        #expect(error?.what.contains("names of more than") == true)
    }

    @Test(arguments: Door.allCases)
    func documentsAreBounded(door: Door) throws {
        let error = failure(sample().archive(.docker25), door, limits: limits { $0.documentBytes = 100 })
        #expect(error?.code == .limit)
        #expect(error?.what.contains("--max-document-bytes") == true, "\(String(describing: error))")
    }

    @Test func documentsOfAPipeAreBoundedTogether() throws {
        let bytes = sample().archive(.docker25)
        let error = failure(bytes, .pipe, limits: limits { $0.allDocumentBytes = 600 })
        #expect(error?.code == .limit)
        #expect(error?.what.contains("--max-all-document-bytes") == true, "\(String(describing: error))")
        // What no image refers to may be as large as it likes.
        var archive = ImageArchive([sample()], .docker25)
        archive.members.append(.file("sbom.json", "{" + String(repeating: " ", count: 50_000)))
        #expect(failure(archive.bytes(), .pipe, limits: limits { $0.documentBytes = 10_000 }) == nil)
    }

    @Test(arguments: ["[", "{\"a\":"], Door.allCases)
    func depthIsNoRecursion(opening: String, door: Door) throws {
        let bytes = TarWriter.bytes([.file("manifest.json", String(repeating: opening, count: 100_000))])
        let error = try #require(failure(bytes, door))
        #expect(error.code == .document)
        #expect(error.member == "manifest.json")
        #expect(error.what.contains("no valid JSON"))
    }

    @Test(arguments: Door.allCases)
    func membersThatClaimMoreThanThereIsAreCutOff(door: Door) throws {
        for claim in [Int64.max, 1 << 62, 1 << 40] {
            var member = TarMember.file("manifest.json", "[]")
            member.sizeClaim = .base256(claim)
            let error = try #require(failure(TarWriter.bytes([member]), door))
            #expect(error.code == .unreadable || error.code == .limit, "\(error)")
        }
    }

    @Test(arguments: Door.allCases)
    func indexesMayNestButNotForEver(door: Door) throws {
        // An index that truly names itself cannot be made, but one that nests deep can.
        var archive = ImageArchive([sample()], .ociArchive(.gzip))
        var inner = try #require(archive.content("index.json"))
        for _ in 0..<12 {
            let digest = SHAHasher.hash(inner)
            archive.members.append(.file("blobs/sha256/\(digest.hex)", bytes: inner))
            inner = Array(
                """
                {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json",\
                "digest":"\(digest)","size":\(inner.count)}]}
                """.utf8)
        }
        archive.replace("index.json", with: inner)
        let error = try #require(failure(archive.bytes(), door))
        #expect(error.what.contains("nests indexes too deep"))
    }

    private static func index(_ entries: [String]) -> [UInt8] {
        Array("{\"schemaVersion\":2,\"manifests\":[\(entries.joined(separator: ","))]}".utf8)
    }

    private static func descriptor(_ digest: Digest, name: String? = nil) -> String {
        let annotations = name.map { ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"\($0)\"}" } ?? ""
        return "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"digest\":\"\(digest)\",\"size\":1"
            + annotations + "}"
    }

    /// Its digest is a lie; each name that it gives itself would be another way around.
    @Test(arguments: Door.allCases)
    func anIndexThatListsItselfIsRefused(door: Door) throws {
        var archive = ImageArchive([sample()], .ociArchive(.gzip))
        let first = SHAHasher.hash(Array("first".utf8))
        let second = SHAHasher.hash(Array("second".utf8))
        func many(_ digest: Digest) -> [String] {
            (0..<40).map { LimitTests.descriptor(digest, name: "n\($0)") }
        }
        archive.members.append(
            .file("blobs/sha256/\(first.hex)", bytes: LimitTests.index(many(second))))
        archive.members.append(
            .file("blobs/sha256/\(second.hex)", bytes: LimitTests.index(many(first) + many(second))))
        archive.replace("index.json", with: LimitTests.index([LimitTests.descriptor(first)]))
        let error = try #require(failure(archive.bytes(), door))
        #expect(error.what == "is an index that lists itself")
    }

    @Test(arguments: Door.allCases)
    func imagesAreCounted(door: Door) throws {
        let entry = "{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[]}"
        func archive(_ count: Int) -> [UInt8] {
            let list = "[" + Array(repeating: entry, count: count).joined(separator: ",") + "]"
            return TarWriter.bytes([.file("c.json", "{\"os\":\"linux\"}"), .file("manifest.json", list)])
        }
        #expect(try open(archive(10_000), door).archive.failures == [])
        let opened = try open(archive(10_001), door)
        // The same image each time.
        #expect(opened.archive.images.count == 1)
        #expect(opened.archive.failures.map(\.code) == [.limit])
        #expect(opened.archive.failures.first?.what == "lists more than 10000 images; the rest is not read")
    }

    /// Links are documents too: a few bytes each, and what they name is read every time.
    @Test func documentsThatAreNamedOverAndOverEndWithASentence() throws {
        let config = "{\"os\":\"linux\",\"comment\":\"" + String(repeating: "x", count: 15 << 20) + "\"}"
        var members = [TarMember.file("c.json", config)]
        for number in 0..<80 { members.append(.symlink("\(number).json", to: "c.json")) }
        let entries = (0..<80).map { "{\"Config\":\"\($0).json\",\"Layers\":[]}" }
        members.append(.file("manifest.json", "[" + entries.joined(separator: ",") + "]"))
        let opened = try open(TarWriter.bytes(members))
        #expect(opened.archive.failures.map(\.code) == [.limit])
        #expect(opened.archive.failures.first?.what.contains("name others so often") == true)
    }

    @Test func historiesAreCountedTogether() throws {
        let step = "{}"
        let config =
            "{\"os\":\"linux\",\"history\":[" + Array(repeating: step, count: 100_000).joined(separator: ",") + "]}"
        let layer = TarMember.file("l.tar", bytes: LayerBuilder().file("/a", "b").tar())
        let entries = (0..<8).map { count in
            "{\"Config\":\"c.json\",\"Layers\":[" + Array(repeating: "\"l.tar\"", count: count).joined(separator: ",")
                + "]}"
        }
        let list = TarMember.file("manifest.json", "[" + entries.joined(separator: ",") + "]")
        let opened = try open(TarWriter.bytes([.file("c.json", config), layer, list]))
        #expect(opened.archive.images.count == 5)
        #expect(opened.archive.failures.count == 1)
        #expect(opened.archive.failures.first?.what.contains("history entries") == true)
    }
}
