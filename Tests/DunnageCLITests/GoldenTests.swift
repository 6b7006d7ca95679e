// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// What the built binary says of real archives, byte for byte. `DUNNAGE_UPDATE_GOLDEN=1` writes the files anew: look at
/// the difference before it is committed.
@Suite struct GoldenTests {
    static let images = [
        "bad.docker-archive.tar", "bad.full-size.oci-archive.tar", "good.docker-archive.tar", "good.buildx-oci.tar",
        "good.docker-1.9.tar", "several.docker-archive.tar", "known-distroless.tar", "known-rpm.oci-archive.tar",
        "java.jib.tar",
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    @Test(arguments: images)
    func textAndJSON(image: String) throws {
        let root = URL(fileURLWithPath: BuiltBinary.testImage("")).path
        for columns in [80, 120] {
            let outcome = try BuiltBinary().run(
                ["check", image], environment: ["COLUMNS": "\(columns)"], directory: root)
            try compare(GoldenTests.withoutTime(outcome.output), "\(image).\(columns).txt")
        }
        let json = try BuiltBinary().run(["check", image, "--report", "json"], directory: root)
        try compare(json.output, "\(image).json")
    }

    /// The run's time ends the last line.
    private static func withoutTime(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("PASS") || line.hasPrefix("FAIL"), line.hasSuffix(" s") else { return String(line) }
            let words = line.dropLast(2)
            let time = words.reversed().prefix { $0.isNumber || $0 == "." }.count
            return String(words.dropLast(time).reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    func compare(_ text: String, _ name: String) throws {
        let file = GoldenTests.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["DUNNAGE_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name) differs")
    }
}
