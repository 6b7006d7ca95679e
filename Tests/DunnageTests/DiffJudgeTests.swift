// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Testing

/// What may grow, and what a smaller image is told: the growth policy in numbers.
@Suite struct DiffJudgeTests {
    /// An image of one base layer and one app layer, a file of that many bytes in each.
    private func image(base: Int64 = 0, app: Int64) throws -> ImageSnapshot {
        let layers = [("usr/lib/base", base), ("app/model", app)].map { path, size in
            var layer = LayerEntries()
            layer.entries.append(
                Entry(
                    path: layer.paths.intern(path), kind: .file, size: size,
                    hash: ContentHash(high: 7, low: UInt64(size))))
            return layer
        }
        let tree = try ImageTree(layers: layers)
        return ImageSnapshot(
            tool: "test", reference: "shop:v1", platform: "linux/amd64", base: ImageSnapshot.Base(layers: 1),
            layers: ["ADD rootfs", "COPY . /app"].enumerated().map { index, instruction in
                ImageSnapshot.Layer(diffID: "sha256:\(index)\([base, app][index])", instruction: instruction)
            },
            files: SnapshotFiles(tree: tree, packages: PackageSet(tree: tree, rows: []), isHidden: { _ in false }))
    }

    private func report(
        _ before: ImageSnapshot, _ after: ImageSnapshot, _ change: (inout DiffOptions) -> Void = { _ in }
    ) -> DiffReport {
        var options = DiffOptions(today: CalendarDay(secondsSince1970: 1_800_000_000))
        change(&options)
        return DiffJudge(options: options).report(before: before, after: after, sources: ("a", "b"))
    }

    /// In tenths of a megabyte. The limit is 10 MB or 5 %, below 50 MB 5 MB or 10 %; a word from 2 MB or 1 % on.
    @Test(arguments: [
        (1_000, 1_020, DiffReport.Status.pass), (1_000, 1_021, .warn), (1_000, 1_100, .warn), (1_000, 1_101, .fail),
        (3_000, 3_030, .pass), (3_000, 3_031, .warn), (3_000, 3_150, .warn), (3_000, 3_151, .fail),
        (400, 420, .pass), (400, 421, .warn), (400, 450, .warn), (400, 451, .fail),
        (499, 549, .warn), (499, 550, .fail), (500, 600, .warn), (500, 601, .fail),
        (10, 30, .pass), (10, 60, .warn), (10, 61, .fail), (1_000, 1_000, .pass), (1_000, 500, .pass),
    ])
    func `Silent, a word, too much`(before: Int64, after: Int64, status: DiffReport.Status) throws {
        let (old, new) = (try image(app: before * 100_000), try image(app: after * 100_000))
        let judged = report(old, new)
        #expect(judged.status == status)
        let row = try #require(judged.budgets.first { $0.name == "growth" })
        #expect((row.state == .broken) == (status == .fail) && (row.state == .warned) == (status == .warn))
        // Only a report is asked for: nothing fails.
        #expect(report(old, new) { $0.policy.failOn = nil }.status == (status == .pass ? .pass : .warn))
    }

    @Test func `Another base is no growth, and counts to the image's own limit`() throws {
        let (old, new) = (try image(base: 80_000_000, app: 20_000_000), try image(base: 140_000_000, app: 20_000_000))
        #expect(report(old, new).status == .pass)
        #expect(report(old, new) { $0.budgets.image = 150_000_000 }.status == .fail)
        #expect(report(old, new).comparison?.totals.base.delta == 60_000_000)
        #expect(report(old, new).comparison?.causes.map(\.kind) == [.base])
    }

    @Test func `An image that shrank by a tenth gets a lower limit to paste`() throws {
        let old = try image(app: 100_000_000)
        #expect(report(old, try image(app: 90_000_000)).proposal == "budgets: {image: 99MB}")
        #expect(report(old, try image(app: 90_000_001)).proposal == nil)
        #expect(report(old, try image(app: 50_000_000)).proposal == "budgets: {image: 55MB}")
        #expect(report(old, try image(app: 50_000_000)) { $0.budgets.image = 54_000_000 }.proposal == nil)
        #expect(report(old, try image(app: 50_000_000)) { $0.budgets.image = 250_000_000 }.proposal != nil)
        // Of a few bytes nobody wants to hear.
        #expect(report(try image(app: 1_000_000), try image(app: 500_000)).proposal == nil)
    }

    @Test func `What if, for every cause`() throws {
        let judged = report(try image(app: 100_000_000), try image(app: 130_000_000))
        let (growth, cause) = (try #require(judged.growth), try #require(judged.comparison?.causes.first))
        #expect(growth.without(cause.appBytes) == (0, 0))
        #expect(growth.without(5_000_000) == (25_000_000, 15_000_000))
    }

    /// An unfinished image may hide what it grew by.
    @Test func `Nobody vouches for half an image`() throws {
        var half = try image(app: 100_000_000)
        half.gaps = ["layer 1 is cut off"]
        #expect(report(try image(app: 100_000_000), half).status == .incomplete)
        #expect(report(half, try image(app: 100_000_000)).status == .incomplete)
    }
}
