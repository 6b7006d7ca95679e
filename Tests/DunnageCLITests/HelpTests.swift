// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// Help and completions, which the argument parser makes from the commands' own declarations.
@Suite struct HelpTests {
    private let binary = BuiltBinary()

    /// As `dunnage --help` lists them.
    private var commands: [String] {
        get throws {
            let help = try binary.run(["--help"]).output
            let list = help.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
            return list.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.compactMap {
                line in
                // A name stands in the third column, what follows it on the next line in the 27th.
                guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
                return line.split(separator: " ").first.map(String.init)
            }
        }
    }

    @Test func everyCommandHasItsHelp() throws {
        let commands = try commands
        #expect(commands.count >= 5)
        // The number of cores is the machine's.
        let cores = /\(default: \d+\)/
        for command in [[]] + commands.map({ [$0] }) {
            let outcome = try binary.run(command + ["--help"], environment: ["COLUMNS": "80"])
            #expect(outcome.code == 0)
            let text = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.contains("--jobs") ? String(line).replacing(cores, with: "(default: cores)") : String(line)
            }.joined(separator: "\n")
            try GoldenTests().compare(text, "help\(command.map { "." + $0 }.joined()).txt")
            #expect(try binary.run(["help"] + command).output == outcome.output)
        }
    }

    /// What the manual pages are made from (`make man`): every command and every option has its words there.
    @Test func theManualHasItsWords() throws {
        let outcome = try binary.run(["--experimental-dump-help"])
        #expect(outcome.code == 0)
        let document = try JSONReader.parse(Array(outcome.output.utf8))
        #expect(document["serializationVersion"] == 0)
        let root = try #require(document["command"])
        let pages = root["subcommands"]?.arrayValue ?? []
        #expect(Set(try commands).isSubset(of: pages.compactMap { $0["commandName"]?.stringValue }))
        // The parser's own «help» is as the parser has it.
        for page in [root] + pages where page["commandName"] != "help" {
            let name = page["commandName"]?.stringValue ?? ""
            #expect(page["abstract"]?.stringValue?.isEmpty == false, "\(name)")
            for argument in page["arguments"]?.arrayValue ?? [] where argument["shouldDisplay"] == true {
                #expect(argument["abstract"]?.stringValue?.isEmpty == false, "\(name): \(argument)")
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let outcome = try binary.run(["--generate-completion-script", shell])
        #expect(outcome.code == 0)
        for command in try commands { #expect(outcome.output.contains(command)) }
        for word in ["fail-on", "dockerfile", "gitlab-codequality"] { #expect(outcome.output.contains(word)) }
    }

    /// The script is sourced by a real bash, and asked.
    @Test(arguments: [
        (["dunnage", "che"], "check"), (["dunnage", "check", "--fail-on", "cri"], "critical"),
        (["dunnage", "check", "--report", "sar"], "sarif"), (["dunnage", "check", "--docker"], "--dockerfile"),
    ])
    func bashCompletes(words: [String], wanted: String) throws {
        let script = try binary.run(["--generate-completion-script", "bash"]).output
        let folder = try TemporaryDirectory()
        let file = try folder.write("completion", Array(script.utf8))
        let line = words.joined(separator: " ")
        let program = """
            source '\(file)'
            COMP_LINE='\(line)'; COMP_POINT=\(line.utf8.count); COMP_CWORD=\(words.count - 1)
            COMP_WORDS=(\(words.joined(separator: " ")))
            _dunnage dunnage '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["--noprofile", "--norc", "-c", program]
        let output = try folder.write("output", [])
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let answers = String(decoding: try FileBytes.read(output), as: UTF8.self).split(separator: "\n").map {
            $0.trimmingPrefix(while: { $0 == " " }).prefix { $0 != " " }
        }
        #expect(answers.contains(wanted[...]), "\(answers)")
    }
}
