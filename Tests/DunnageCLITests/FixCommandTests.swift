// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `dunnage fix`, as somebody redirects it into files.
@Suite struct FixCommandTests {
    let binary = BuiltBinary()
    let bad = BuiltBinary.testImage("bad.full-size.oci-archive.tar")

    @Test func theIgnoreFileNamesWhatLiesThere() throws {
        let outcome = try binary.run(["fix", bad, "--only", "dockerignore"])
        #expect(outcome.code == 0 && outcome.error.isEmpty)
        let patterns = outcome.output.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        #expect(
            Set(patterns) == [
                "node_modules", ".git", ".env*", "!.env.example", "Dockerfile*", "logs", "config/tls.key", "test",
                ".github", "**/*.log", ".npmrc", "docker-compose*", ".git*", ".dockerignore",
            ])
    }

    @Test func theDockerfileKeepsWhatRuns() throws {
        let outcome = try binary.run(["fix", bad, "--only", "dockerfile"])
        #expect(outcome.code == 0)
        for line in [
            "FROM localhost/bad:latest AS build",
            "RUN cd /app && npm prune --omit=dev --offline --ignore-scripts --no-audit --no-fund",
            "FROM localhost/node:20-alpine", "COPY --from=build /app /app", "USER 1001",
            #"CMD ["node", "dist/server.js"]"#,
        ] { #expect(outcome.output.contains(line + "\n"), "\(line)") }
        #expect(!outcome.output.contains("build-base"))
    }

    @Test func anotherWordIsAUsageError() throws {
        #expect(try binary.run(["fix", bad, "--only", "everything"]).code == 2)
        #expect(try binary.run(["fix"]).code == 2)
        #expect(try binary.run(["fix", bad + ".missing"]).code == 2)
    }
}
