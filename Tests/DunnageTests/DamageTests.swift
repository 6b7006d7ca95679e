// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Foundation
import TestSupport
import Testing

/// Real archives cut short and with flipped bytes: an outcome or a clear error, never a trap.
@Suite struct DamageTests {
    static let archives = [
        "bad.docker-archive.tar", "bad.zstd.oci-archive.tar", "bad.containerd.tar", "good.docker-24.tar",
        "good.docker-1.9.tar", "good.buildx-oci.tar", "good.docker-archive.tar.gz", "good.docker-archive.tar.xz",
        "good.estargz.oci-archive.tar", "known-rpm.oci-archive.tar", "java.jib.tar",
    ]

    @Test(arguments: archives)
    func damageEndsInAnOutcome(archive: String) throws {
        let whole = try FileBytes.read(BuiltBinary.testImage(archive))
        let folder = try TemporaryDirectory()
        var state: UInt64 = 0x5EED
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for round in 0..<24 {
            var bytes = whole
            if round < 8 {
                bytes = Array(whole[..<random(whole.count)])
            } else {
                for _ in 0...random(4) { bytes[random(bytes.count)] ^= UInt8(1 << random(8)) }
            }
            let file = try folder.write("damaged.tar", bytes)
            for maps in [true, false] {
                var options = AnalysisOptions()
                options.maps = maps
                let started = ContinuousClock.now
                do {
                    let analysis = try Analyzer(options: options).analyze([ImageSource(file)])
                    #expect(!analysis.report.images.isEmpty)
                    // Whoever could not read everything says so.
                    if analysis.report.images.contains(where: { !$0.complete }) { #expect(!analysis.problems.isEmpty) }
                } catch let error as ImageError {
                    #expect(error.source == file)
                    #expect(!error.what.isEmpty)
                }
                #expect(ContinuousClock.now - started < .seconds(5))
            }
        }
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
