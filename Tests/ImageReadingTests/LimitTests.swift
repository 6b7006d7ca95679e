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
        // An index that names itself cannot be made, but one that nests deep can.
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
}
