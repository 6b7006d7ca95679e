// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Foundation
import TestSupport
import Testing

/// Every archive of `TestImages/` against numbers that a program of its own computed (`TestImages/reference.py`),
/// through both doors.
@Suite struct ExpectedTests {
    typealias Row = [String: String]

    static func table(_ name: String) -> [Row] {
        let text = (try? String(contentsOfFile: BuiltBinary.testImage(name), encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        guard let head = lines.first else { return [] }
        return lines.dropFirst().map { line in
            Row(uniqueKeysWithValues: zip(head.map(String.init), line.map(String.init)))
        }
    }

    static let archives = Array(Set(table("expected.tsv").compactMap { $0["archive"] })).sorted()

    static func analyse(_ archive: String, maps: Bool, jobs: Int) throws -> Analysis {
        var options = AnalysisOptions()
        options.maps = maps
        options.jobs = jobs
        return try Analyzer(options: options).analyze([ImageSource(BuiltBinary.testImage(archive))])
    }

    @Test func thereAreArchives() { #expect(ExpectedTests.archives.count >= 40) }

    @Test(arguments: archives)
    func numbersAreTheReferences(archive: String) throws {
        let mapped = try ExpectedTests.analyse(archive, maps: true, jobs: 1)
        let rows = ExpectedTests.table("expected.tsv").filter { $0["archive"] == archive }
        #expect(mapped.report.images.count == rows.count)
        #expect(mapped.problems.isEmpty, "\(mapped.problems)")
        for row in rows {
            let candidates = mapped.report.images.filter { image in
                rows.count == 1 || image.platform == row["platform"] && image.references.contains(row["image"] ?? "")
            }
            let image = try #require(candidates.first, "no image for \(row)")
            #expect("\(image.layers.count)" == row["layers"])
            #expect("\(image.totals.size)" == row["size"])
            #expect("\(image.totals.live)" == row["live"])
            #expect("\(image.totals.dead)" == row["dead"])
            #expect("\(image.totals.files)" == row["liveFiles"])
            let layers = ExpectedTests.table("expected-layers.tsv").filter {
                $0["archive"] == archive && $0["image"] == row["image"] && $0["platform"] == row["platform"]
            }
            for (layer, expected) in zip(image.layers, layers) where expected["diffID"] != "absent" {
                #expect("\(layer.size)" == expected["size"])
                #expect("\(layer.live)" == expected["live"])
                #expect("\(layer.dead)" == expected["dead"])
                #expect(layer.tarSize.map { "\($0)" } == expected["tarSize"])
                #expect(layer.storedSize.map { "\($0)" } == expected["storedSize"])
                #expect(layer.diffID == expected["diffID"])
                #expect(layer.verified != false)
            }
        }
        // A pipe, any number of jobs: the same report. Directories have one door.
        for jobs in [1, 2] {
            let streamed = try ExpectedTests.analyse(archive, maps: false, jobs: jobs)
            #expect(JSONReport.bytes(of: streamed.report) == JSONReport.bytes(of: mapped.report))
        }
    }
}
