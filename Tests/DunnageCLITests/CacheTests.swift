// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import DunnageCLI

/// The cache as users meet it: on unless it cannot be, never in the way.
@Suite struct CacheTests {
    private static func check(
        _ arguments: [String], input: [UInt8] = [], _ environment: [String: String] = [:]
    ) throws -> BuiltBinary.Outcome {
        try BuiltBinary().run(["check", "--report", "json"] + arguments, input: input, environment: environment)
    }

    private static func files(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// An archive whose one layer is large enough to be kept.
    private static func image(in folder: TemporaryDirectory) throws -> String {
        var image = ImageBuilder("app:1")
        var random = SeededGenerator(seed: 5)
        let noise = (0..<1_200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        image.layer("RUN make # buildkit") { layer in
            var layer = layer.file("/noise", bytes: noise)
            for number in 0..<400 {
                layer = layer.file("/data/\(number)", String(repeating: "line \(number)\n", count: 4_000))
            }
            return layer
        }
        return try folder.write("app.tar", image.archive(.ociArchive(.gzip)))
    }

    @Test func `It lies where users' caches lie`() throws {
        let folder = try TemporaryDirectory()
        let image = try CacheTests.image(in: folder)
        let usual = try CacheTests.check([image], ["XDG_CACHE_HOME": folder.path])
        let kept = CacheTests.files(folder.file("dunnage"))
        #expect(!kept.isEmpty)
        let again = try CacheTests.check([image], ["XDG_CACHE_HOME": folder.path])
        #expect(again.output == usual.output)
        #expect(CacheTests.files(folder.file("dunnage")) == kept)
        let home = try TemporaryDirectory()
        _ = try CacheTests.check([image], ["XDG_CACHE_HOME": "not/absolute", "HOME": home.path])
        #expect(CacheTests.files(home.file(".cache/dunnage")).count == kept.count)
        let none = try TemporaryDirectory()
        _ = try CacheTests.check(["--no-cache", image], ["XDG_CACHE_HOME": none.path])
        _ = try CacheTests.check(["--no-verify", image], ["XDG_CACHE_HOME": none.path])
        _ = try CacheTests.check(["-"], input: FileBytes.read(image), ["XDG_CACHE_HOME": none.path])
        #expect(CacheTests.files(none.file("dunnage")).isEmpty)
    }

    @Test func `A second run gives the same reports of every format and does less`() throws {
        let folder = try TemporaryDirectory()
        let archive = try CacheTests.image(in: folder)
        func run(_ name: String, _ arguments: [String]) throws -> (outcome: BuiltBinary.Outcome, reports: [[UInt8]]) {
            let formats = ReportRequest.Format.allCases.map(\.rawValue).filter { $0 != "text" }
            let requests = formats.flatMap { ["--report", "\($0)=\(folder.file(name + $0))"] }
            let outcome = try BuiltBinary().run(["check", archive] + arguments + requests)
            return (outcome, try formats.map { try FileBytes.read(folder.file(name + $0)) })
        }
        let without = try run("without", ["--no-cache"])
        let cold = try run("cold", ["--cache", folder.file("cache")])
        let warm = try run("warm", ["--cache", folder.file("cache")])
        #expect(cold.reports == without.reports)
        #expect(warm.reports == without.reports)
        #expect(warm.outcome.code == without.outcome.code)
        #expect(warm.outcome.processorTime < cold.outcome.processorTime)
    }

    @Test func `A cache that cannot be used is said when it was named, and changes nothing else`() throws {
        let folder = try TemporaryDirectory()
        let image = try CacheTests.image(in: folder)
        let file = try folder.write("file", "x")
        let without = try CacheTests.check([image])
        #expect(without.error.isEmpty)
        let named = try CacheTests.check(["--cache", file, image])
        #expect(named.output == without.output)
        #expect(named.code == without.code)
        #expect(named.error == "dunnage: the cache \(file) is no directory\n")
        let usual = try CacheTests.check([image], ["XDG_CACHE_HOME": file])
        #expect(usual.output == without.output)
        #expect(usual.error.isEmpty)
    }

    @Test func `It stays below the size that was given`() throws {
        let folder = try TemporaryDirectory()
        let image = try CacheTests.image(in: folder)
        _ = try CacheTests.check(["--cache", folder.file("a"), "--cache-size", "0", image])
        #expect(CacheTests.files(folder.file("a")).isEmpty)
        _ = try CacheTests.check(["--cache", folder.file("a"), "--cache-size", "100kB", image])
        let bytes = try CacheTests.files(folder.file("a")).reduce(0) {
            $0 + (try FileBytes.read(folder.file("a/" + $1)).count)
        }
        #expect(bytes <= 100_000)
        #expect(bytes > 0)
    }

    @Test func `What makes no sense is refused`() throws {
        for (arguments, words) in [
            (["--cache", "x", "--no-cache"], "exclude each other"), (["--cache-size", "5 lots"], "there is no unit"),
            (["--cache", ""], "needs the name of a directory"),
        ] {
            let outcome = try CacheTests.check(arguments + ["app.tar"])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains(words), "\(outcome.error)")
        }
    }
}
