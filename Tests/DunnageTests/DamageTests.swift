// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Foundation
import TestSupport
import Testing

/// Real archives cut short and with flipped bytes: an outcome or a clear error within seconds, never a trap.
///
/// Here a few of each archive, through the doors in turn; `make damage`, which CI runs too, makes 200 cuts and 500 flips
/// of each and gives them to both doors, in a release build: in a debug build that takes ten minutes.
@Suite struct DamageTests {
    static let isWhole = ProcessInfo.processInfo.environment["DUNNAGE_DAMAGE"] == "whole"
    static let archives = ExpectedTests.archives.filter { (try? FileBytes.read(BuiltBinary.testImage($0))) != nil }
    static let cuts = isWhole ? 200 : 10
    static let flips = isWhole ? 500 : 20

    /// The doors that a damage goes through.
    private static func doors(_ number: Int) -> [Bool] { isWhole ? [true, false] : [number.isMultiple(of: 2)] }

    private static let mapping = Analyzer()
    private static let streaming: Analyzer = {
        var options = AnalysisOptions()
        options.maps = false
        return Analyzer(options: options)
    }()

    /// Reads damaged bytes through one door; within five seconds there is an outcome.
    private static func expectAnOutcome(
        _ bytes: [UInt8], maps: Bool, _ what: String, _ location: SourceLocation = #_sourceLocation
    ) {
        let chunk = bytes.withUnsafeBytes { Chunk(copying: $0) }
        // All of it happens on this thread; what else the machine does is none of its business.
        let started = DamageTests.processorTime()
        do {
            let analysis = try (maps ? mapping : streaming).analyze([.memory(chunk, name: "damaged.tar")])
            #expect(!analysis.report.images.isEmpty, "\(what)", sourceLocation: location)
            // Whoever could not read everything says so.
            if analysis.report.images.contains(where: { !$0.complete }) {
                #expect(!analysis.problems.isEmpty, "\(what)", sourceLocation: location)
            }
        } catch let error as ImageError {
            #expect(error.source == "damaged.tar", sourceLocation: location)
            #expect(!error.what.isEmpty, "\(what)", sourceLocation: location)
        } catch {
            Issue.record("\(what): \(error)", sourceLocation: location)
        }
        let spent = DamageTests.processorTime() - started
        #expect(spent < 5_000_000_000, "\(what)", sourceLocation: location)
    }

    /// Nanoseconds that this thread ran.
    private static func processorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    @Test(arguments: archives)
    func damageEndsInAnOutcome(archive: String) throws {
        let whole = try FileBytes.read(BuiltBinary.testImage(archive))
        var random = SeededGenerator(seed: 0x5EED)
        for round in 0..<DamageTests.cuts {
            let end = whole.count * round / DamageTests.cuts
            for maps in DamageTests.doors(round) {
                DamageTests.expectAnOutcome(Array(whole[..<end]), maps: maps, "\(archive) cut at \(end)")
            }
        }
        for round in 0..<DamageTests.flips {
            var bytes = whole
            var places: [String] = []
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let bit = Int.random(in: 0..<8, using: &random)
                bytes[place] ^= UInt8(1 << bit)
                places.append("\(place):\(bit)")
            }
            for maps in DamageTests.doors(round) {
                DamageTests.expectAnOutcome(bytes, maps: maps, "\(archive) flipped at \(places)")
            }
        }
    }

    /// Once took five seconds.
    @Test func flipsThatMakeALayerExpensive() throws {
        var bytes = try FileBytes.read(BuiltBinary.testImage("bad.full-size.oci-archive.tar"))
        bytes[260_513] ^= 0xFF
        bytes[286_152] ^= 0xFF
        for maps in [true, false] { DamageTests.expectAnOutcome(bytes, maps: maps, "two flips") }
    }

    @Test func whatIsCutOffNeverPasses() throws {
        let folder = try TemporaryDirectory()
        let whole = try FileBytes.read(BuiltBinary.testImage("good.rules-oci.tar"))
        let file = try folder.write("cut.tar", Array(whole[..<(whole.count * 2 / 3)]))
        let outcome = try BuiltBinary().run(["check", file, "--fail-on", "never"])
        #expect(outcome.code == 2)
        #expect(!outcome.error.isEmpty)
    }

    @Test func aWrongDigestIsReportedAndNeverPasses() throws {
        var image = ImageBuilder("app:1")
        image.layer("COPY . /app # buildkit") { $0.file("/app/run", "one") }
        let bytes = image.archive(.docker25)
        let position = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("one".utf8)) })
        var damaged = bytes
        damaged[position] = UInt8(ascii: "O")
        let folder = try TemporaryDirectory()
        let file = try folder.write("app.tar", damaged)
        let outcome = try BuiltBinary().run(["check", file, "--report", "json", "--fail-on", "never"])
        #expect(outcome.code == 2)
        #expect(outcome.output.contains("\"digest-mismatch\""))
        #expect(outcome.output.contains("\"verified\": false"))
        #expect(outcome.error.contains("layer 0"))
        let screen = try BuiltBinary().run(["check", file])
        #expect(screen.output.contains("CANNOT VOUCH"))
        let work = screen.output.components(separatedBy: "FIX IN YOUR DOCKERFILE").dropFirst().joined()
        #expect(!work.contains("digest promises"))
        #expect(try BuiltBinary().run(["check", file, "--no-verify", "--fail-on", "never"]).code == 0)
    }
}
