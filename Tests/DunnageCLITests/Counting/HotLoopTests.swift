// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What one more file costs, counted in allocations. Small files are where an image's time goes: an allocation too
/// many in the loop over them is a fifth of it.
@Suite struct HotLoopTests {
    /// A layer of that many small files in folders of a hundred.
    private static func image(_ files: Int) -> [UInt8] {
        var members: [TarMember] = []
        for number in 0..<files {
            members.append(.file("srv/\(number / 100)/file-\(number).txt", "some text, line \(number)\n"))
        }
        var image = ImageBuilder("app:1")
        image.layer(tar: TarWriter.bytes(members))
        image.user = "1001"
        return image.archive(.docker25)
    }

    /// - Parameter limit: 162.5 in a debug build, where generics are not specialised (4.0 in a release build), and some more.
    @Test(arguments: [
        (arguments: ["--no-verify"], limit: 175.0), (arguments: [], limit: 175.0),
    ])
    func aFileCostsFewAllocations(arguments: [String], limit: Double) throws {
        let counter = try AllocationCounter()
        let folder = try TemporaryDirectory()
        var counts: [Int] = []
        for files in [2_000, 6_000] {
            let file = try folder.write("\(files).tar", HotLoopTests.image(files))
            let options = ["check", "-q", "--jobs", "1", "--fail-on", "never", file]
            counts.append(try #require(try counter.count(options + arguments)))
        }
        let perFile = Double(counts[1] - counts[0]) / 4_000
        #expect(perFile <= limit, "\(perFile) allocations for one more file")
        // A counter that counts nothing guards nothing.
        #expect(counts[0] > 1_000)
    }
}
