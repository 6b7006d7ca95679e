// SPDX-License-Identifier: Apache-2.0
import ImageFormat
import ImageReading
import TestSupport
import Testing

@Suite struct ChoiceTests {
    /// Two images of one name for two platforms, and another one with two tags.
    static func archive() throws(ImageError) -> OpenedArchive {
        var arm = sample(["app:1"], "arm")
        arm.architecture = "arm64"
        arm.variant = "v8"
        return try open(
            ImageArchive([sample(["app:1"]), arm, sample(["other:2", "other:latest"], "other")], .ociArchive(.gzip))
                .bytes()
        ).archive
    }

    private func select(_ image: String?, _ platform: String? = nil) throws -> [Image] {
        try ImageChoice(image: image, platform: platform.flatMap { Platform($0) }).select(from: ChoiceTests.archive())
    }

    private func refusal(_ image: String?, _ platform: String? = nil) throws -> ImageError? {
        do {
            _ = try select(image, platform)
            return nil
        } catch let error as ImageError {
            return error
        }
    }

    @Test func withoutAChoiceAllAreMeant() throws {
        #expect(try select(nil).count == 3)
    }

    @Test func byNamePlatformDigestAndIndex() throws {
        let all = try select(nil)
        #expect(try select("other:2").map(\.id) == [all[2].id])
        #expect(try select("other:latest").map(\.id) == [all[2].id])
        #expect(try select(nil, "linux/arm64").map(\.id) == [all[1].id])
        #expect(try select("app:1").count == 2)
        #expect(try select("app:1", "linux/arm64/v8").map(\.id) == [all[1].id])
        let id = try #require(all[1].id)
        #expect(try select(id.description).map(\.id) == [id])
        #expect(try select(String(id.hex.prefix(12))).map(\.id) == [id])
        #expect(try select(try #require(all[0].manifestDigest).description).map(\.id) == [all[0].id])
        #expect(try select("2").map(\.id) == [all[2].id])
    }

    /// As the list shows it, which holds every platform.
    @Test func anIndexCountsAllImages() throws {
        let all = try select(nil)
        #expect(try select("1", "linux/arm64").map(\.id) == [all[1].id])
        #expect(try select("2", "linux/amd64").map(\.id) == [all[2].id])
        let error = try #require(try refusal("0", "linux/arm64"))
        #expect(error.what.hasPrefix("has no image for --image 0 and --platform linux/arm64; there are: 0 "))
    }

    @Test func aChoiceThatFitsNothingListsWhatThereIs() throws {
        for (image, platform) in [("nobody:1", nil), ("7", nil), ("abcdef012345", nil), (nil, "windows/amd64")]
            as [(String?, String?)]
        {
            let error = try #require(try refusal(image, platform))
            #expect(error.code == .choice)
            // In one line: a line break of a message is escaped on the terminal.
            #expect(!error.what.contains("\n"))
            let parts = error.what.split(separator: ", ")
            try #require(parts.count == 3)
            #expect(parts[0].contains(image ?? platform ?? ""))
            #expect(parts[1].contains("linux/arm64"))
            #expect(parts[2].contains("other"))
        }
    }

    @Test func aLongListIsCut() throws {
        let images = (0..<25).map { sample(["app:\($0)"], "mark \($0)") }
        let archive = try open(ImageArchive(images, .podman).bytes()).archive
        do {
            _ = try ImageChoice(image: "none:1").select(from: archive)
            Issue.record("nothing should fit")
        } catch {
            #expect(error.what.hasSuffix("and 5 more"))
        }
    }
}
