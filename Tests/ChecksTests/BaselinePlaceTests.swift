// SPDX-License-Identifier: Apache-2.0
import Findings
import LayerTree
import Testing

@testable import Checks

/// A finding that tells several places together is accepted place by place.
@Suite struct BaselinePlaceTests {
    private static let day = CalendarDay("2026-11-24") ?? CalendarDay(secondsSince1970: 0)

    private static func baseline(_ findings: [Finding]) -> Baseline {
        Baseline.accepting(findings, reason: "known", created: day, expires: day).baseline
    }

    /// Places that count and places that do not, of one rule.
    private func places(
        _ rule: String, accepted: [ExampleFile], found: [ExampleFile]
    ) throws -> (loud: [String], quiet: [String]) {
        func image(_ files: [ExampleFile]) throws -> ImageFacts {
            try ExampleMaker.facts(ExampleImage.app().copying(files))
        }
        let baseline = BaselinePlaceTests.baseline(RuleRegistry.check(try image(accepted)))
        // What is written is what counts.
        #expect(try Baseline(file: baseline.fileBytes) == baseline)
        let facts = try image(found)
        let judged = Policy(baseline: baseline, today: BaselinePlaceTests.day).judge(
            RuleRegistry.check(facts), image: facts)
        let own = judged.findings.filter { $0.rule == rule }
        func paths(_ findings: [Finding]) -> [String] { findings.flatMap(\.locations).map(\.path).sorted() }
        return (paths(own.filter { $0.suppressedBy == nil }), paths(own.filter { $0.suppressedBy != nil }))
    }

    @Test(arguments: ["setuid-setgid", "world-writable", "backup-file", "authorized-keys", "shell-history"])
    func `A new place is new, whatever its name, and a known one stays known when another goes`(rule: String) throws {
        func file(_ name: String) -> ExampleFile {
            switch rule {
            case "setuid-setgid": .program("/opt/\(name)", mode: 0o4755)
            case "world-writable": .file("/opt/\(name)", "x", mode: 0o666)
            case "backup-file": .file("/opt/\(name).bak", "x", size: 9_000)
            case "authorized-keys": .file("/home/\(name)/.ssh/authorized_keys", "ssh-ed25519 AAAA\(name) a@b\n")
            default: .file("/home/\(name)/.bash_history", "ls\n")
            }
        }
        let (first, known, last) = (file("a"), file("k"), file("z"))
        for new in [first, last] {
            let outcome = try places(rule, accepted: [known], found: [known, new])
            #expect(outcome.loud == [new.path])
            #expect(outcome.quiet == [known.path])
        }
        let fewer = try places(rule, accepted: [first, known, last], found: [known, last])
        #expect(fewer.loud == [])
        #expect(fewer.quiet == [known.path, last.path])
    }

    @Test func `The files of one thing may change`() throws {
        let folder = "/usr/lib/gcc/x86_64-linux-gnu"
        func tool(_ version: String) -> [ExampleFile] {
            [.program("/usr/bin/gcc-\(version)", size: 40_000_000), .program("/usr/bin/gcc", size: 30_000_000)]
                + ExampleFile.debian(
                    ExamplePackage(
                        "gcc", files: ["/usr/bin/gcc", "/usr/bin/gcc-\(version)", "\(folder)/\(version)/cc1"]))
        }
        let outcome = try places("build-tool", accepted: tool("12"), found: tool("13"))
        #expect(outcome.loud == [] && !outcome.quiet.isEmpty)
    }

    private func finding(
        _ paths: [String], cut: Int = 0, all: String? = nil, severity: Severity = .high, kind: String = "k"
    ) -> Finding {
        Finding(
            rule: "r", kind: kind, severity: severity, category: .privilege, message: "m", remedy: "r", origin: .app,
            fingerprint: paths.first ?? "", locations: paths.map { Location(path: $0, layer: 0) }, locationsCut: cut,
            recognition: .kindAtPlace, placesFingerprint: all)
    }

    private func judge(_ finding: Finding, _ baseline: Baseline) throws -> Judged {
        let image = try ExampleMaker.facts(.app())
        return Policy(baseline: baseline, today: BaselinePlaceTests.day).judge([finding], image: image)
    }

    @Test func `Places that nobody listed are accepted only where all are the same`() throws {
        let baseline = BaselinePlaceTests.baseline([finding(["/a", "/b"], cut: 5, all: "seven")])
        func loud(_ found: Finding) throws -> [[String]] {
            try judge(found, baseline).findings.filter { $0.suppressedBy == nil }.map { $0.locations.map(\.path) }
        }
        #expect(try loud(finding(["/a", "/b"], cut: 5, all: "seven")) == [])
        #expect(try loud(finding(["/a", "/b"], cut: 5, all: "others")) == [["/a", "/b"]])
        #expect(try loud(finding(["/a", "/b"], cut: 5)) == [["/a", "/b"]])
        #expect(try loud(finding(["/a", "/c"], cut: 5, all: "others")) == [["/c"]])
        // Where all are listed, the rest of what was accepted is gone.
        #expect(try loud(finding(["/a"])) == [])
    }

    @Test func `What was taken out by an exception makes the places that nobody listed others`() throws {
        let image = try ExampleMaker.facts(.app())
        var whole = finding(["/a", "/b", "/c"], cut: 5, all: "eight")
        whole.evidence = "+5 more places"
        let (matched, rest) = PlaceSplit(image: image).divide(whole) { path, _ in path == "/a" }
        #expect(matched?.placeCount == 1 && matched?.placesFingerprint == nil)
        #expect(rest?.placeCount == 7)
        #expect(matched?.evidence == "" && rest?.evidence == whole.evidence)
        #expect(rest?.placesFingerprint != whole.placesFingerprint)
        let (_, other) = PlaceSplit(image: image).divide(whole) { path, _ in path == "/b" }
        #expect(other?.placesFingerprint != rest?.placesFingerprint)
    }

    @Test func `A thousand places and more`() throws {
        func files(_ count: Int, and more: String? = nil) -> [ExampleFile] {
            var files = (0..<count).map { ExampleFile.file("/opt/d/\(1_000_000 + $0)", "x", mode: 0o666) }
            if let more { files.append(.file(more, "x", mode: 0o666)) }
            return files
        }
        let same = try places("world-writable", accepted: files(1_100), found: files(1_100))
        #expect(same.loud == [] && same.quiet.count == 1_000)
        // One that is listed, and one that is not: behind it the others cannot be told.
        for path in ["/opt/a", "/opt/z"] {
            let more = try places("world-writable", accepted: files(1_100), found: files(1_100, and: path))
            #expect(!more.loud.isEmpty)
            #expect(path == "/opt/z" || more.loud == ["/opt/a"])
        }
    }

    @Test func `A place that became worse counts again`() throws {
        let baseline = BaselinePlaceTests.baseline([
            finding(["/a"], severity: .medium), finding(["/b"], severity: .high), finding(["/c"], kind: "other"),
        ])
        let judged = try judge(finding(["/a", "/b", "/c"]), baseline)
        #expect(judged.findings.map { $0.locations.map(\.path) } == [["/a", "/c"], ["/b"]])
        #expect(judged.findings.map { $0.suppressedBy == nil } == [true, false])
    }

    @Test func `What an earlier version wrote accepts as it did, and is told`() throws {
        let entry = Baseline.Entry(rule: "r", kind: "k", severity: .high, path: "/a", fingerprint: "/a")
        let baseline = Baseline(
            created: BaselinePlaceTests.day, expires: BaselinePlaceTests.day, reason: "x", entries: [entry])
        let one = try judge(finding(["/a"]), baseline)
        #expect(one.findings.allSatisfy { $0.suppressedBy != nil } && one.placelessEntries.isEmpty)
        let two = try judge(finding(["/a", "/b"]), baseline)
        #expect(two.findings.allSatisfy { $0.suppressedBy != nil } && two.placelessEntries == [entry])
        #expect(try judge(finding(["/b"]), baseline).findings.allSatisfy { $0.suppressedBy == nil })
    }
}
