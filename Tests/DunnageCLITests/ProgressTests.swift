// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import DunnageCLI
@testable import LayerScan

/// The line that says how far a run is.
@Suite struct ProgressTests {
    @Test func whatIsKnownIsSaid() {
        let progress = ScanProgress()
        #expect(ProgressLine.text(progress, 0) == "layer 1 · 0 B")
        for _ in 0..<9 { progress.expectLayer(stored: 1_000_000) }
        progress.add(stored: 3_000_000)
        progress.add(bytes: 1_200_000_000)
        for _ in 0..<2 { progress.addLayer() }
        #expect(ProgressLine.text(progress, 2) == "layer 3 of 9 · 1.20 GB · 600.0 MB/s · 4 s left")
        for _ in 0..<9 { progress.addLayer() }
        #expect(ProgressLine.text(progress, 2).hasPrefix("layer 9 of 9 · "))
        // A pipe tells of a layer when it comes.
        let piped = ScanProgress()
        piped.expectLayer(stored: nil)
        piped.add(bytes: 5_000_000)
        #expect(ProgressLine.text(piped, 10) == "layer 1 · 5.0 MB · 500.0 kB/s")
    }

    /// On standard error, cleared at the end, and only where it was asked for: this is no terminal.
    @Test func itNeverMeetsTheReport() throws {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        image.layer("COPY . /app") { $0.file("/app/x", bytes: [UInt8](repeating: 65, count: 200_000)) }
        let archive = try folder.write("app.tar", image.archive(.docker25))
        let binary = BuiltBinary()
        func run(_ arguments: String) throws -> (output: String, error: String) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            // A pipe that pauses half way.
            process.arguments = [
                "-c",
                "(head -c 100000 '\(archive)'; sleep 1; tail -c +100001 '\(archive)') | '\(binary.path)' \(arguments)",
            ]
            process.environment = ["SOURCE_DATE_EPOCH": "1735689600", "PATH": "/usr/bin:/bin"]
            let (output, error) = (try folder.write("output", []), try folder.write("error", []))
            process.standardOutput = FileHandle(forWritingAtPath: output)
            process.standardError = FileHandle(forWritingAtPath: error)
            try process.run()
            process.waitUntilExit()
            return (
                String(decoding: try FileBytes.read(output), as: UTF8.self),
                String(decoding: try FileBytes.read(error), as: UTF8.self)
            )
        }
        for command in ["check - --config /dev/null", "snapshot - --json --config /dev/null", "files -"] {
            let shown = try run(command + " --progress always")
            #expect(shown.error.contains("layer 1 · "), "\(command)")
            #expect(shown.error.hasSuffix("\r\u{1B}[2K"), "\(command)")
            #expect(!shown.output.isEmpty && !shown.output.contains("layer 1 · "), "\(command)")
        }
        #expect(try run("check - --config /dev/null").error.isEmpty)
        #expect(try run("check - --config /dev/null --progress never").error.isEmpty)
    }
}
