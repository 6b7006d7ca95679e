// SPDX-License-Identifier: Apache-2.0
import Findings
import ImageFormat
import JSONText
import LayerScan
import TestSupport
import Testing

@testable import Checks

/// Whoever makes an image chooses how many there are of everything: no rule may compare each with each.
@Suite("Work grows with the image, not with its square")
struct ManyOfOneKindTests {
    private static let patience = Duration.seconds(10)

    private func facts(_ layer: LayerBuilder) throws -> ImageFacts {
        let document = try ImageConfig(
            JSONReader.parse(Array(#"{"rootfs":{"type":"layers"}}"#.utf8)), document: "config")
        let scanned = ExampleMaker.scan([layer.tar()])
        return try ImageFacts(
            document: document, history: History.map(document.history, layerCount: 1),
            base: BaseSplit(layers: 0, how: .none, name: nil, digest: nil, isPinned: nil), facts: scanned,
            engine: ExampleMaker.engine, today: CalendarDay(secondsSince1970: 0))
    }

    private func elapsed(_ work: () throws -> Void) rethrows -> Duration { try ContinuousClock().measure(work) }

    @Test("one library in many places, asked for by many programs")
    func libraries() throws {
        var layer = LayerBuilder()
        let program = ProgramBuilder().needing("libx.so.1").bytes()
        for index in 0..<4_000 {
            layer = layer.file("srv/program/\(index)/run", bytes: program, mode: 0o755)
                .file("srv/library/\(index)/libx.so.1", bytes: [0x7F, 0x45, 0x4C, 0x46])
        }
        let image = try facts(layer)
        var loaded: LoadedLibraries?
        let time = elapsed {
            loaded = LoadedLibraries(
                tree: image.tree, facts: image.facts, files: image.files, packages: image.packages, entry: image.entry)
        }
        #expect(time < ManyOfOneKindTests.patience)
        #expect(loaded?.paths.count == 8_000)
    }

    @Test("one secret in many files and in many members of archives")
    func secrets() throws {
        let line = "token = " + ExampleSecret.token + "\n"
        var layer = LayerBuilder()
        // An archive tells a thousand.
        for part in 0..<6 {
            var zip = ZipBuilder()
            for index in part * 1_000..<(part + 1) * 1_000 {
                layer = layer.file("srv/\(index).conf", line)
                zip = zip.file("srv/\(index).conf", line, isStored: true)
            }
            layer = layer.file("srv/\(part).jar", bytes: zip.bytes())
        }
        let image = try facts(layer)
        #expect(image.facts[0].secrets.count == 12_000)
        #expect(elapsed { _ = RuleRegistry.check(image) } < ManyOfOneKindTests.patience)
    }

    @Test("many log files in one configuration")
    func logs() throws {
        let files = (0..<40).map { file in
            let lines = (0..<1_000).map { "access_log /l/\(file)-\($0);\n" }.joined()
            return ExampleFile.file("/etc/nginx/conf.d/\(file).conf", lines)
        }
        let image = try ExampleMaker.facts(
            ExampleImage().copying([.program("/usr/sbin/nginx")] + files).with { $0.cmd = ["/usr/sbin/nginx"] })
        var findings: [Finding] = []
        #expect(elapsed { findings = RuleRegistry.check(image) } < ManyOfOneKindTests.patience)
        #expect(findings.contains { $0.rule == "logs-to-file" })
    }

    @Test("many grants for many accounts")
    func accounts() throws {
        let users = (0..<20_000).map { "u\($0):x:1:1" }.joined(separator: "\n")
        let grants = (0..<4_000).map { "v\($0) ALL=(ALL) NOPASSWD:ALL\n" }.joined()
        let image = try ExampleMaker.facts(
            ExampleImage.app().copying(
                [.file("/etc/passwd", users), .program("/usr/bin/sudo")]
                    + (0..<10).map { .file("/etc/sudoers.d/\($0)", grants) }))
        #expect(image.accounts.users.count == 20_000)
        var findings: [Finding] = []
        #expect(elapsed { findings = RuleRegistry.check(image) } < ManyOfOneKindTests.patience)
        #expect(findings.contains { $0.rule == "passwordless-sudo" && $0.kind == "nobody" })
    }
}
