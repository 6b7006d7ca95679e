// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Sizes up to the largest number there is, which a sparse file of a few bytes may claim: whatever is told of them is
/// told to the end.
@Suite struct HugeSizeTests {
    private let binary = BuiltBinary()
    private static let reports = ["text", "markdown", "github", "json", "html"]

    private static func archive(_ sizes: [UInt64], tag: String) -> [UInt8] {
        var image = ImageBuilder(tag)
        let tar = sizes.enumerated().reduce(LayerBuilder()) { $0.sparse("/data/sparse\($1.offset)", size: $1.element) }
        image.layer(tar: tar.file("/data/text", "text").tar())
        return image.archive(.docker25)
    }

    private static let sizes: [[UInt64]] = [[1 << 62], [1 << 62, (1 << 62) - 10], [UInt64(Int64.max) - 4]]

    @Test(arguments: sizes)
    func aDifferenceIsToldInEveryFormat(sizes: [UInt64]) throws {
        let folder = try TemporaryDirectory()
        let huge = try folder.write("huge.tar", HugeSizeTests.archive(sizes, tag: "app:2"))
        let small = try folder.write("small.tar", HugeSizeTests.archive([], tag: "app:1"))
        let kept = folder.file("huge.snapshot")
        #expect(try binary.run(["snapshot", huge, "-o", kept]).code == 0)
        for (before, after, code) in [(huge, small, Int32(0)), (small, huge, 1), (kept, small, 0), (small, kept, 1)] {
            for budget in ["growth=1B", "growth=\(Int64.max)"] {
                let asked = HugeSizeTests.reports.dropFirst().flatMap { ["--report", "\($0)=\(folder.file($0))"] }
                let outcome = try binary.run(["diff", before, after, "-v", "--budget", budget] + asked)
                #expect(outcome.signal == nil, "\(before) \(after)")
                #expect(outcome.code == (budget == "growth=1B" ? code : 0), "\(outcome.error)")
                #expect(outcome.error.isEmpty)
                #expect(outcome.output.contains("EB"))
            }
        }
    }

    @Test func aBeginningHasNoBudgetThatIsNoNumber() throws {
        let folder = try TemporaryDirectory()
        let huge = try folder.write("huge.tar", HugeSizeTests.archive([UInt64(Int64.max) - 4], tag: "app:2"))
        let outcome = try binary.run(["init", huge], directory: folder.path)
        #expect(outcome.signal == nil)
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(!outcome.output.contains("image budget"))
    }
}
