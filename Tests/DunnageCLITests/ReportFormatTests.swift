// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

/// Reports of every format as a CI job asks for them.
@Suite struct ReportFormatTests {
    private let binary = BuiltBinary()
    private let bad = BuiltBinary.testImage("bad.docker-archive.tar")
    private let recipe = BuiltBinary.testImage("recipes/bad")

    private static let formats = [
        "text", "json", "markdown", "github", "sarif", "html", "gitlab-codequality", "gitlab-container-scanning",
        "junit",
        "cyclonedx", "findings-csv", "findings-ndjson", "files-csv", "files-ndjson",
    ]

    @Test func allFormatsComeOutOfOneRunAndTheGateStays() throws {
        let folder = try TemporaryDirectory()
        let files = ReportFormatTests.formats.map { ($0, folder.file($0)) }
        let outcome = try binary.run(["check", bad] + files.flatMap { ["--report", "\($0.0)=\($0.1)"] })
        #expect(outcome.code == 1)
        #expect(outcome.error.isEmpty)
        #expect(outcome.output.contains("LAYERS"))
        for (format, file) in files { #expect(try FileBytes.read(file).count > 500, "\(format)") }
        // The same bytes on standard output, in the text's place.
        for (format, file) in files.dropFirst() where format != "text" {
            let alone = try binary.run(["check", bad, "--report", format])
            #expect(alone.output == String(decoding: try FileBytes.read(file), as: UTF8.self), "\(format)")
            #expect(alone.code == 1)
        }
    }

    @Test func twoOnStandardOutputAreAnError() throws {
        for second in ["junit", "junit=-", "junit=/dev/stdout"] {
            let outcome = try binary.run(["check", bad, "--report", "sarif", "--report", second])
            #expect(outcome.code == 2)
            #expect(outcome.output.isEmpty)
        }
    }

    @Test func findingsPointAtTheLinesOfTheDockerfile() throws {
        let outcome = try binary.run(["check", bad, "--dockerfile", recipe, "--report", "findings-ndjson"])
        let rows = try outcome.output.utf8.split(separator: 0x0A).map { try JSONReader.parse(Array($0)) }
        func line(_ kind: String, _ path: String? = nil) -> Int64? {
            rows.first { row in
                row["kind"]?.stringValue == kind && path.map { row["path"]?.stringValue == $0 } ?? true
            }?["dockerfile_line"]?.int64Value
        }
        // The recipe's lines: 3 ENV, 5 RUN apk add, 6 COPY . ., 7 COPY the key, 8 npm ci, 10 chmod.
        #expect(line("database-password") == 3)
        #expect(line("gcc") == 5)
        #expect(line("npm-token") == 6)
        #expect(line("aws-secret-access-key", "/app/.env") == 6)
        #expect(line("private-key", "/root/.ssh/id_ed25519") == 7)
        #expect(rows.contains { $0["dockerfile_line"]?.int64Value == 10 })
        let quality = try binary.run(["check", bad, "--dockerfile", recipe, "--report", "gitlab-codequality"])
        let issues = try #require(try JSONReader.parse(Array(quality.output.utf8)).arrayValue)
        #expect(issues.allSatisfy { $0["location"]?["path"]?.stringValue?.hasSuffix("recipes/bad") == true })
    }

    /// A report that a machine reads must not look whole when one of two archives could not be read.
    @Test func anArchiveThatCannotBeReadIsInEveryReport() throws {
        let folder = try TemporaryDirectory()
        let cut = try folder.write("cut.tar", Array(try FileBytes.read(bad).prefix(700)))
        let good = BuiltBinary.testImage("good.docker-archive.tar")
        let formats = [
            "text", "json", "markdown", "github", "sarif", "html", "gitlab-container-scanning", "junit",
        ]
        let reports = formats.flatMap { ["--report", "\($0)=\(folder.file($0))"] }
        let outcome = try binary.run(["check", cut, good] + reports)
        #expect(outcome.code == 2)
        var written: [String: String] = [:]
        for format in formats {
            written[format] = String(decoding: try FileBytes.read(folder.file(format)), as: UTF8.self)
            guard format != "gitlab-container-scanning" else { continue }
            #expect(written[format]?.contains("cut.tar") == true, "\(format)")
        }
        #expect(written["sarif"]?.contains("\"executionSuccessful\": false") == true)
        #expect(written["gitlab-container-scanning"]?.contains("\"status\": \"failure\"") == true)
        #expect(written["junit"]?.contains("errors=\"1\"") == true)
        #expect(written["github"]?.hasPrefix("::error title=dunnage%3A incomplete::") == true)
        let json = try JSONReader.parse(Array(written["json"]?.utf8 ?? "".utf8))
        #expect(json["warnings"]?.arrayValue?.first?["code"]?.stringValue == "unread-archive")
    }

    @Test func aDockerfileThatCannotBeReadIsSaidSo() throws {
        let folder = try TemporaryDirectory()
        let huge = try folder.write("huge", [UInt8](repeating: 0x20, count: (1 << 20) + 1))
        let other = try folder.write("other", "This is no recipe\n# FROM x\n")
        for file in [folder.file("absent"), folder.path, huge, other] {
            let outcome = try binary.run(["check", bad, "--dockerfile", file])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains(file))
            #expect(outcome.output.isEmpty)
            // Said before the image, which takes longer, is read.
            #expect(try binary.run(["check", folder.file("image"), "--dockerfile", file]).error == outcome.error)
        }
    }

    /// Earlier commands of the step have written there.
    @Test func theStepSummaryIsAddedTo() throws {
        let folder = try TemporaryDirectory()
        let summary = try folder.write("summary", Array("before\n".utf8))
        let arguments = ["check", bad, "--report", "markdown=\(summary)"]
        _ = try binary.run(arguments, environment: ["GITHUB_STEP_SUMMARY": summary])
        let text = String(decoding: try FileBytes.read(summary), as: UTF8.self)
        #expect(text.hasPrefix("before\n<!-- dunnage:check "))
        _ = try binary.run(arguments)
        #expect(String(decoding: try FileBytes.read(summary), as: UTF8.self).hasPrefix("<!-- dunnage:check "))
    }

    @Test func annotationsMayGoToStandardError() throws {
        let outcome = try binary.run(["check", bad, "--report", "github=/dev/stderr"])
        #expect(outcome.output.contains("LAYERS"))
        #expect(outcome.error.hasPrefix("::error "))
    }
}
