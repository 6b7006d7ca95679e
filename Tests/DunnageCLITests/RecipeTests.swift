// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The shell lines of `docs/ci-size.md`, run as a runner would: block by block in an empty directory, `dunnage` the built
/// one, everything that needs a network a stand-in that writes down what it was asked.
@Suite struct RecipeTests {
    /// One `##` section's blocks.
    private static let recipes: [(title: String, lines: [String])] = {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/ci-size.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        var title = ""
        var recipes: [(String, [String])] = []
        var block: [String]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let lines = block { recipes.append((title, lines)) }
                block = block == nil && (line == "```sh" || line == "```yaml") ? [] : nil
            } else if block != nil {
                block?.append(line)
            } else if line.hasPrefix("#") {
                title = String(line.drop { $0 == "#" || $0 == " " })
            }
        }
        return recipes.filter { recipe in recipe.1.contains { $0.contains("dunnage ") && !$0.hasPrefix("#") } }
    }()

    /// The commands of a block: of `run:`, of the items of `script:`, or all of a plain one.
    private static func commands(_ lines: [String]) -> String {
        guard lines.contains(where: { $0.contains("run:") || $0.hasSuffix("script:") }) else {
            return lines.joined(separator: "\n")
        }
        var commands: [String] = []
        var depth: Int?
        var isScript = false
        for line in lines {
            let indent = line.prefix { $0 == " " }.count
            let text = String(line.dropFirst(indent))
            if let start = depth, indent > start {
                commands.append(text)
                continue
            }
            depth = nil
            let item = text.hasPrefix("- ") ? String(text.dropFirst(2)) : text
            if item == "run: |" {
                depth = text.hasPrefix("- ") ? indent + 2 : indent
            } else if item.hasPrefix("run: ") {
                commands.append(String(item.dropFirst(5)))
            } else if text.hasSuffix("script:") {
                isScript = true
            } else if isScript, text.hasPrefix("- ") {
                // Quoted, since it holds a colon.
                commands.append(item.hasPrefix("'") ? String(item.dropFirst().dropLast()) : item)
            } else if !text.hasPrefix("- ") {
                isScript = false
            }
        }
        return commands.joined(separator: "\n")
    }

    /// Stand-ins for what a runner has. Artifacts and releases hold what `$ARTIFACT` names.
    private static let tools = [
        "docker": "case $1 in save) cat \"$IMAGE\";; esac",
        "gh": """
        echo "gh $*" >> "$LOG"
        case "$1 $2" in
        "run list") echo 7;;
        "run download"|"release download")
            while [ $# -gt 1 ]; do [ "$1" != --dir ] || dir=$2; [ "$1" != --name ] || name=$2; shift; done
            mkdir -p "$dir"; cp "$ARTIFACTS/${name:-app.snapshot}" "$dir/" 2>/dev/null;;
        esac
        true
        """,
        "git": "case $1 in merge-base) echo 0123abcd;; describe) echo v1;; esac",
        "curl": """
        echo "curl $*" >> "$LOG"
        case "$*" in *artifacts*) while [ "$1" != --output ]; do shift; done; cp "$ARTIFACTS/app.snapshot" "$2";; esac
        """,
    ]

    @Test func thereAreRecipes() { #expect(RecipeTests.recipes.count >= 6) }

    @Test(arguments: 0..<6) func aRecipeRuns(number: Int) throws {
        try #require(RecipeTests.recipes.indices.contains(number))
        let (title, lines) = RecipeTests.recipes[number]
        let folder = try TemporaryDirectory()
        for (name, script) in RecipeTests.tools {
            let file = try folder.write(name, "#!/bin/sh\n" + script + "\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }
        let binary = BuiltBinary()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("dunnage"), withDestinationPath: binary.path)
        var image = ImageBuilder("app:v1")
        image.layer("ADD rootfs") { $0.file("/etc/os-release", "ID=debian\n") }
        image.instruction("CMD [\"sh\"]")
        image.layer("COPY . /app") { $0.file("/app/x", bytes: [UInt8](repeating: 65, count: 100_000)) }
        let before = try folder.write("before.tar", image.archive(.docker25))
        let artifacts = folder.file("artifacts")
        try FileManager.default.createDirectory(atPath: artifacts, withIntermediateDirectories: true)
        #expect(try binary.run(["snapshot", before, "-o", artifacts + "/app.snapshot"]).code == 0)
        image.layer("COPY more /app") { $0.file("/app/y", bytes: [UInt8](repeating: 66, count: 3_000_000)) }
        let after = try folder.write("after.tar", image.archive(.docker25))
        let log = try folder.write("log", "")
        let summary = try folder.write("summary.md", "")
        let work = folder.file("work")
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)

        let script = try folder.write("recipe.sh", "set -eu\n" + RecipeTests.commands(lines) + "\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [script]
        process.currentDirectoryURL = URL(fileURLWithPath: work)
        process.environment = [
            "PATH": folder.path + ":/usr/bin:/bin", "IMAGE": after, "ARTIFACTS": artifacts, "LOG": log, "PR": "12",
            "GITHUB_STEP_SUMMARY": summary, "GITHUB_REPOSITORY": "team/app", "GITHUB_REF_NAME": "v2",
            "GITHUB_SHA": "0123456789abcdef", "CI_JOB_TOKEN": "t", "CI_API_V4_URL": "https://gitlab.example/api/v4",
            "CI_PROJECT_ID": "3", "CI_DEFAULT_BRANCH": "main", "CI_MERGE_REQUEST_IID": "5", "BOT_TOKEN": "b",
        ]
        let output = try folder.write("output", "")
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let said = String(decoding: try FileBytes.read(output), as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(title): \(said)")
        let asked = String(decoding: try FileBytes.read(log), as: UTF8.self)
        let told = String(decoding: try FileBytes.read(summary), as: UTF8.self)
        if lines.contains(where: { $0.contains("dunnage diff") }), number > 0 {
            #expect(said.contains("+3.0 MB"), "\(title): \(said)")
        }
        if lines.contains(where: { $0.contains("--report github") }) { #expect(told.contains("+3.0 MB"), "\(title)") }
        if lines.contains(where: { $0.contains("comment.md") }) {
            let comment = String(decoding: try FileBytes.read(work + "/comment.md"), as: UTF8.self)
            #expect(comment.hasPrefix("<!-- dunnage:diff app linux/amd64 -->\n"), "\(title)")
            #expect(asked.contains("comment.md"), "\(title): \(asked)")
        }
        if lines.contains(where: { $0.contains("--trend") }) {
            let trend = String(decoding: try FileBytes.read(work + "/size.ndjson"), as: UTF8.self)
            #expect(trend.split(separator: "\n").count == 1)
            #expect(trend.contains("\"commit\":\"0123456789abcdef\""))
            #expect(FileManager.default.fileExists(atPath: work + "/size.svg"))
        }
    }
}
