// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

/// Known values are planted everywhere, then looked for in every byte that is written.
@Suite struct RedactionTests {
    /// Random enough for every rule; composed, so that none stands in a file of the repository.
    private static func body(_ count: Int, seed: UInt64) -> String {
        var state = seed
        let alphabet = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String(
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            })
    }

    private static let password = body(18, seed: 1)
    private static let inHistory = body(20, seed: 2)
    private static let inFile = "glpat" + "-" + body(20, seed: 3)
    private static let inLabel = "glpat" + "-" + body(20, seed: 4)
    private static let inCommand = body(22, seed: 5)
    private static let deleted = "glpat" + "-" + body(20, seed: 6)

    private static var image: [UInt8] {
        var image = ImageBuilder("app:1")
        image.env.append("DB_PASSWORD=\(password)")
        image.labels = [("deploy.token", inLabel)]
        image.entrypoint = .array([.string("/app/run"), .string("--password"), .string(inCommand)])
        image.layer("RUN |1 NPM_TOKEN=\(inHistory) /bin/sh -c make # buildkit") { layer in
            layer.file("/app/.env", "GITLAB_TOKEN=\(inFile)\n").file("/app/old.env", "T=\(deleted)\n")
        }
        image.layer("RUN /bin/sh -c rm /app/old.env # buildkit") { $0.whiteout("/app/old.env") }
        image.instruction("ENV DB_PASSWORD=\(password)")
        return image.archive(.docker25)
    }

    @Test func noValueIsEverWritten() throws {
        let folder = try TemporaryDirectory()
        let archive = try folder.write("app.tar", RedactionTests.image)
        let json = folder.file("report.json")
        let runs = [
            ["check", archive], ["check", "-v", archive], ["check", "-q", archive], ["inspect", archive],
            ["inspect", "--json", archive], ["check", archive, "--report", "json=\(json)"],
        ]
        var written = ""
        for arguments in runs {
            let outcome = try BuiltBinary().run(arguments)
            #expect(outcome.signal == nil)
            written += outcome.output + outcome.error
        }
        written += String(decoding: try FileBytes.read(json), as: UTF8.self)
        let values = [
            RedactionTests.password, RedactionTests.inHistory, RedactionTests.inFile, RedactionTests.inLabel,
            RedactionTests.inCommand, RedactionTests.deleted,
        ]
        for value in values { #expect(!written.contains(value), "a planted value of \(value.count) characters") }
        // They were found all the same.
        #expect(written.contains("config:Env[DB_PASSWORD]"))
        #expect(written.contains("/app/.env"))
        #expect(written.contains("deleted"))
    }
}
