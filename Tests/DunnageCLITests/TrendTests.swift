// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// `dunnage snapshot --trend` and `dunnage trend`.
@Suite struct TrendTests {
    let binary = BuiltBinary()

    /// Lines as the tool writes them, a day apart from 2026-11-01 on.
    private func lines(_ sizes: [Int], name: String = "shop") -> String {
        sizes.enumerated().map { day, size in
            let date = "2026-11-\(day < 9 ? "0" : "")\(day + 1)T00:00:00Z"
            let directory = "{\"name\":\"/app/debug\",\"bytes\":\(size / 2)}"
            return
                "{\"schema\":\"dunnage.trend/1\",\"date\":\"\(date)\",\"name\":\"\(name)\",\"platform\":\"linux/amd64\","
                + "\"tag\":\"v\(day + 1)\",\"size\":\(size),\"packages\":[],\"directories\":[\(directory)]}\n"
        }.joined()
    }

    private func image(_ size: Int, in folder: TemporaryDirectory) throws -> String {
        var image = ImageBuilder("registry.example/team/shop:v7")
        image.layer("COPY . /app") { $0.file("/app/x", bytes: [UInt8](repeating: 65, count: size)) }
        return try folder.write("image\(size).tar", image.archive(.docker25))
    }

    @Test func aLineABuild() throws {
        let folder = try TemporaryDirectory()
        let trend = folder.file("size.ndjson")
        for (size, commit) in [(1_000, "aaa"), (2_000, "bbb")] {
            let outcome = try binary.run(
                ["snapshot", try image(size, in: folder), "--trend", trend, "--commit", commit],
                environment: ["SOURCE_DATE_EPOCH": "1800000000"])
            #expect(outcome.code == 0, "\(outcome.error)")
        }
        let text = String(decoding: try FileBytes.read(trend), as: UTF8.self)
        let rows = try text.split(separator: "\n").map { try JSONReader.parse(Array($0.utf8)) }
        #expect(rows.map { $0["size"]?.int64Value } == [1_000, 2_000])
        #expect(rows.map { $0["commit"]?.stringValue } == ["aaa", "bbb"])
        #expect(rows.map { $0["name"]?.stringValue } == ["shop", "shop"])
        #expect(rows.map { $0["tag"]?.stringValue } == ["v7", "v7"])
        #expect(rows.first?["date"]?.stringValue == "2027-01-15T08:00:00Z")
        let schema = try SchemaValidator(documented: "trend")
        for row in rows { #expect(schema.violations(of: row) == []) }
        let drawn = try binary.run(["trend", trend])
        #expect(drawn.code == 0)
        #expect(drawn.output.contains("2 builds"))
    }

    /// Twenty writers at once, each with a line of its own.
    @Test func twoWritersLoseNoLine() async throws {
        let folder = try TemporaryDirectory()
        let trend = folder.file("size.ndjson")
        let archive = try image(1_000, in: folder)
        let snapshot = folder.file("s")
        #expect(try binary.run(["snapshot", archive, "-o", snapshot]).code == 0)
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try binary.run(["snapshot", snapshot, "--trend", trend, "--commit", "c\(number)"]).code
                }
            }
            for try await code in group { #expect(code == 0) }
        }
        let rows = try String(decoding: FileBytes.read(trend), as: UTF8.self).split(separator: "\n")
            .map { try JSONReader.parse(Array($0.utf8)) }
        #expect(Set(rows.compactMap { $0["commit"]?.stringValue }) == Set((0..<20).map { "c\($0)" }))
        #expect(rows.count == 20)
    }

    @Test func aDamagedLineIsNamedAndKept() throws {
        let folder = try TemporaryDirectory()
        let good = lines([100_000_000, 150_000_000])
        // The last writer died in the middle of its line.
        let damaged = "{\"schema\":\"dunnage.trend/2\"}\nrubbish\n\n" + good + "{\"schema\":\"dunnage.tre"
        let file = try folder.write("size.ndjson", damaged)
        let outcome = try binary.run(["trend", file])
        #expect(outcome.code == 0)
        for words in [":1 was skipped", ":2 was skipped", ":6 was skipped", "2 builds"] {
            #expect(outcome.output.contains(words), "\(words) in \(outcome.output)")
        }
        #expect(try binary.run(["snapshot", try image(1_000, in: folder), "--trend", file]).code == 0)
        let text = String(decoding: try FileBytes.read(file), as: UTF8.self)
        #expect(text.hasPrefix(damaged + "\n{"))
        #expect(try binary.run(["trend", file]).output.contains("3 builds"))
    }

    @Test func creepIsJudgedOverTheLowestOfThirtyDays() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write(
            "size.ndjson", lines([100_000_000, 110_000_000, 115_000_000, 119_000_000, 123_000_000]))
        #expect(try binary.run(["trend", file]).code == 0)
        #expect(try binary.run(["trend", file, "--creep", "25%"]).code == 0)
        let broken = try binary.run(["trend", file, "--creep", "20%"])
        #expect(broken.code == 1)
        #expect(broken.output.contains("FAIL") && broken.output.contains("+23.0 %"))
        // Two days back the lowest is 115 MB.
        #expect(try binary.run(["trend", file, "--creep", "20", "--days", "2"]).code == 0)
        for bad in [["--creep", "much"], ["--creep", "-3%"], ["--days", "0"]] {
            #expect(try binary.run(["trend", file] + bad).code == 2)
        }
        #expect(try binary.run(["trend", folder.file("nothing")]).code == 2)
        for text in ["", "{}\nnothing\n"] {
            let empty = try folder.write("empty", text)
            #expect(try binary.run(["trend", empty]).code == 0)
            let outcome = try binary.run(["trend", empty, "--creep", "20%"])
            #expect(outcome.code == 2 && outcome.output.contains("holds no build yet"))
            #expect(outcome.error.contains("holds no build that --creep could judge"))
        }
    }

    @Test func theScreenAndThePicture() throws {
        let folder = try TemporaryDirectory()
        _ = try folder.write(
            "size.ndjson",
            lines([140_000_000, 141_000_000, 141_200_000, 147_200_000, 146_000_000, 286_200_000, 285_000_000])
                + lines([20_000_000, 20_100_000], name: "worker <b>&\\u001b[31m"))
        let outcome = try binary.run(
            ["trend", "size.ndjson", "--creep", "20%", "--svg", "size.svg"], environment: ["COLUMNS": "80"],
            directory: folder.path)
        #expect(outcome.code == 1)
        try Golden.compare(outcome.output, "trend.80.txt")
        try Golden.compare(String(decoding: FileBytes.read(folder.file("size.svg")), as: UTF8.self), "trend.svg")
    }
}
