// SPDX-License-Identifier: Apache-2.0
import Archives
import JSONText
import TestSupport
import Testing

@testable import DunnageCLI

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
    private static let inArchive = "glpat" + "-" + body(20, seed: 7)
    private static let inHealthcheck = body(21, seed: 8)
    private static let inAnnotation = "glpat" + "-" + body(20, seed: 9)
    private static let inProvenance = body(23, seed: 10)
    private static let inSource = body(24, seed: 11)
    private static let ofUser = "acme" + "_" + body(24, seed: 12).lowercased()
    private static let dropped = "glpat" + "-" + "xxxxxxxx" + body(12, seed: 13)
    private static let inOddPlaces = (0..<6).map { "glpat" + "-" + body(20, seed: 40 + $0) }
    private static let inNames = (0..<6).map { "glpat" + "-" + body(20, seed: 60 + $0) }
    /// Too short to be looked for everywhere: hidden where they are found.
    private static let short = (0..<3).map { body(5, seed: 80 + $0) }
    private static let values =
        [
            password, inHistory, inFile, inLabel, inCommand, deleted, inArchive, inHealthcheck, inAnnotation,
            inProvenance, inSource, ofUser, dropped,
        ] + inOddPlaces + inNames + short

    private static var builder: ImageBuilder {
        var image = ImageBuilder("app:1")
        image.env.append("DB_PASSWORD=\(password)")
        image.env.append("ADMIN_PASSWORD=\(short[0])")
        image.labels = [("deploy.token", inLabel), ("x." + inOddPlaces[0], "y"), ("db.password", short[1])]
        image.user = inOddPlaces[1]
        image.volumes = ["/" + inOddPlaces[2]]
        image.exposedPorts = [inOddPlaces[3]]
        image.stopSignal = inOddPlaces[4]
        image.env.append(inOddPlaces[5])
        image.entrypoint = .array([.string("/app/run"), .string("--password"), .string(inCommand)])
        image.healthcheck = ["Test": ["CMD", "curl", "--password", .string(inHealthcheck), "http://localhost"]]
        image.annotations = [("org.acme.token", inAnnotation)]
        let arguments: JSONValue = ["build-arg:DB_PASSWORD": .string(inProvenance)]
        let source: JSONValue = ["uri": .string("https://ci:\(inSource)@git.corp.internal/shop.git")]
        let invocation: JSONValue = ["configSource": source, "parameters": ["args": arguments]]
        let predicate: JSONValue = ["builder": ["id": ""], "invocation": invocation]
        image.attestation = [
            "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://slsa.dev/provenance/v0.2",
            "predicate": predicate,
        ]
        let named = ZipBuilder().file("\(inNames[5]).conf", "token = \(inArchive)\n").bytes()
        let zip = ZipBuilder().file("conf/a", "token = \(inArchive)\n").bytes()
        image.layer("RUN |1 NPM_TOKEN=\(inHistory) /bin/sh -c make # buildkit") { layer in
            layer.file("/app/.env", "GITLAB_TOKEN=\(inFile)\n").file("/app/old.env", "T=\(deleted)\n")
                .file("/app/app.jar", bytes: zip).file("/app/own.txt", "x \(ofUser) y\n")
                .file("/app/README.md", "use \(dropped)\n")
                .file("/app/\(inNames[0]).txt", "x").directory("/app/\(inNames[1])")
                .file("/app/\(inNames[1])/a", "x").file("/app/\(inNames[2])", "x")
                .symlink("/app/link", to: "/app/t-\(inNames[3])").hardLink("/app/\(inNames[4])", to: "/app/own.txt")
                .file("/app/b.zip", bytes: named).file("/app/bad-\(inNames[0]).zip", bytes: Array(named.dropLast(30)))
        }
        image.layer("RUN /bin/sh -c clean # buildkit") { $0.whiteout("/app/\(inNames[2])") }
        image.layer("RUN /bin/sh -c rm /app/old.env # buildkit") { $0.whiteout("/app/old.env") }
        image.instruction("ENV DB_PASSWORD=\(password)")
        image.instruction("ENV ADMIN_PASSWORD=\(short[0])")
        image.instruction("CMD [\"/app/run\" \"--password\" \"\(short[2])\"]")
        image.cmd = .array([.string("--password"), .string(short[2])])
        return image
    }

    @Test func noValueIsEverWritten() throws {
        let folder = try TemporaryDirectory()
        let rules = try folder.write(
            "company.toml", Array("[[rules]]\nid='acme-token'\nregex='acme_[a-z0-9]{24}'\n".utf8))
        // Every format there is, those that are added later too.
        let formats = ReportRequest.Format.allCases.map(\.rawValue)
        var written = ""
        for shape in [ArchiveShape.docker25, .ociArchive(.gzip)] {
            let archive = try folder.write("app.tar", RedactionTests.builder.archive(shape))
            var runs = [
                ["check", "-v", archive, "--secret-rules", rules], ["check", "-q", archive], ["inspect", archive],
                ["inspect", "--json", archive], ["files", archive, "--flat"], ["files", archive, "--json"],
                ["why", archive, "/app/.env"], ["check", archive + ".none"],
            ]
            for format in formats {
                runs.append(["check", archive, "--secret-rules", rules, "--report", "\(format)=\(folder.file(format))"])
            }
            for arguments in runs {
                let outcome = try BuiltBinary().run(arguments)
                #expect(outcome.signal == nil, "\(arguments)")
                written += outcome.output + outcome.error
            }
            for format in formats {
                written += String(decoding: try FileBytes.read(folder.file(format)), as: UTF8.self)
            }
        }
        for value in RedactionTests.values {
            #expect(!written.contains(value), "a planted value of \(value.count) characters")
        }
        // They were found all the same.
        for place in [
            "config:Env[DB_PASSWORD]", "/app/.env", "deleted", "/app/app.jar!/conf/a", "config:Healthcheck",
            "config:Labels", "config:Entrypoint", "annotations[org.acme.token]", "provenance:source",
            "provenance:args[DB_PASSWORD]", "history:", "/app/own.txt", "documented examples and placeholders",
        ] {
            #expect(written.contains(place), "\(place)")
        }
    }

    /// What lies about afterwards: snapshots, lines of a trend, baselines, configurations, proposals, comparisons.
    @Test func noValueIsInAnyFileThatIsKept() throws {
        let folder = try TemporaryDirectory()
        var image = RedactionTests.builder
        let after = try folder.write("after.tar", image.archive(.docker25))
        image.env[image.env.count - 1] = "DB_PASSWORD=\(RedactionTests.body(19, seed: 30))"
        image.layer("COPY more /app") { layer in
            layer.file("/app/more", "GITLAB_TOKEN=glpat" + "-\(RedactionTests.body(20, seed: 31))\n")
        }
        let before = try folder.write("before.tar", image.archive(.docker25))
        let values = RedactionTests.values + [RedactionTests.body(19, seed: 30), RedactionTests.body(20, seed: 31)]
        let (old, new) = (folder.file("old.snapshot"), folder.file("new.snapshot"))
        let (trend, baseline) = (folder.file("trend.ndjson"), folder.file("baseline.json"))
        var runs = [
            ["snapshot", before, "-o", old], ["snapshot", after, "-o", new, "--trend", trend],
            ["trend", trend, "-v", "--svg", folder.file("trend.svg")], ["baseline", after, "-o", baseline],
            ["check", after, "--baseline", baseline, "-v"], ["check", after, "--explain", "/app/.env"],
            ["fix", after], ["init", after], ["why", after, "/app/own.txt", "--json"], ["inspect", "--json", old],
            ["diff", before, after, "-v"], ["diff", old, new, "-v"],
        ]
        var kept = [trend, folder.file("trend.svg"), baseline, ".dunnage.yml", ".dunnage-baseline.json"]
        for format in DiffRequest.Format.allCases.map(\.rawValue) {
            let name = folder.file("diff." + format)
            runs.append(["diff", before, after, "--report", "\(format)=\(name)"])
            kept.append(name)
        }
        var written = ""
        for arguments in runs {
            let outcome = try BuiltBinary().run(arguments, directory: folder.path)
            #expect(outcome.signal == nil, "\(arguments)")
            written += outcome.output + outcome.error
            let isThere = values.contains { outcome.output.contains($0) || outcome.error.contains($0) }
            #expect(!isThere, "\(arguments)")
        }
        for file in kept {
            let path = file.hasPrefix("/") ? file : folder.file(file)
            written += String(decoding: try FileBytes.read(path), as: UTF8.self)
        }
        for file in [old, new] {
            let packed = try FileBytes.read(file).withUnsafeBytes { Chunk(copying: $0) }
            written += String(decoding: try Compressor.decodedZstd(packed, limit: 1 << 30), as: UTF8.self)
        }
        for (number, value) in values.enumerated() {
            let isThere = written.contains(value)
            #expect(!isThere, "planted value \(number) of \(value.count) characters")
        }
        for place in ["•••", "/app/more", "gitlab-pat", "fingerprint", "<svg"] {
            let isThere = written.contains(place)
            #expect(isThere, "\(place)")
        }
    }
}
