// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What an archive or a file of rules says shows on a terminal as text, never as what a terminal obeys.
@Suite struct ErrorTextTests {
    private let binary = BuiltBinary()
    private let escape = "\u{1B}[2J"

    private func expectPlain(_ outcome: BuiltBinary.Outcome, _ location: SourceLocation = #_sourceLocation) {
        #expect(outcome.code == 2, sourceLocation: location)
        #expect(!outcome.error.isEmpty, sourceLocation: location)
        #expect(!outcome.error.contains("\u{1B}"), "\(outcome.error)", sourceLocation: location)
        #expect(!outcome.error.contains("\u{202E}"), "\(outcome.error)", sourceLocation: location)
    }

    @Test func namesOfImagesAndFiles() throws {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        image.tags = ["app:\(escape)\u{202E}1"]
        image.layer("COPY a /a # buildkit") { $0.file("/a", "first") }
        image.lies.diffIDs = [0]
        let archive = try folder.write("app.tar", image.archive(.docker25))
        for arguments in [["baseline", archive, "-o", "file"], ["init", archive], ["check", archive]] {
            expectPlain(try binary.run(arguments, directory: folder.path))
        }
        expectPlain(try binary.run(["why", archive, "/\(escape)"]))
        expectPlain(try binary.run(["rules", escape]))
    }

    @Test func keysOfARuleFile() throws {
        let folder = try TemporaryDirectory()
        let archive = BuiltBinary.testImage("good.docker-archive.tar")
        let rules = try folder.write(
            "rules.toml", "\"\\u001b[2J\" = 1\n\"\\u001b[2J\" = 2\n[[rules]]\nid = \"\\u001b[2J\"\nregex = '''('''\n")
        expectPlain(try binary.run(["check", archive, "--secret-rules", rules]))
    }
}
