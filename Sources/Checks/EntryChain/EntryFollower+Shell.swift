// SPDX-License-Identifier: Apache-2.0
internal import LayerScan
internal import LayerTree

/// Shells and the scripts they run.
extension EntryFollower {
    static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh"]

    /// Words that begin a line of a script but start nothing that stays.
    private static let passing: Set<String> = [
        "cd", "export", "set", "echo", "printf", "true", ":", "test", "[", "[[", "umask", "ulimit", "source", ".",
        "mkdir", "chown", "chmod", "sleep", "touch", "cp", "rm", "ln", "trap", "wait", "if", "then", "else", "fi",
        "while", "until", "do", "done", "for", "case", "esac", "return", "exit", "local", "unset", "read", "eval",
        "shift", "cat", "sed", "grep", "envsubst", "ls", "id", "tee", "kill",
    ]

    /// `sh -c "…"`, `sh script …`, or an interactive shell.
    mutating func shell(_ command: Command, _ found: Found?) {
        var index = 1
        var words = command.words
        while index < words.count, words[index].hasPrefix("-") || words[index].hasPrefix("+") {
            let option = words[index]
            if option.hasPrefix("-"), !option.hasPrefix("--"), option.contains("c"), index + 1 < words.count {
                add(.shell, command, found?.path)
                return run(lines: words[index + 1], arguments: Array(words[(index + 2)...].dropFirst()), command)
            }
            index += option == "-o" || option == "-O" ? 2 : 1
        }
        guard index < words.count else {
            add(.shell, command, found?.path)
            return show(command)
        }
        // The script need not be executable.
        add(.shell, command, found?.path)
        words.removeFirst(index)
        let script = Command(
            words: words, why: command.why, isCertain: false, isSide: command.isSide)
        guard let path = argument(words[0]) ?? find(words[0])?.path else { return show(script) }
        add(.script, script, path)
        show(script)
        handOver(script, path)
    }

    /// A command line as a shell runs it: the last command is what stays, those before it are told beside it.
    private mutating func run(lines: String, arguments: [String], _ command: Command) {
        var commands: [[String]] = []
        for words in CommandLine(lines).commands {
            guard let first = words.first else { continue }
            if first == "cd", words.count > 1 { change(directory: words[1]) }
            if EntryFollower.passing.contains(first) { continue }
            commands.append(EntryFollower.expand(words, arguments))
        }
        guard let last = commands.last else { return show(command) }
        queue.append(
            Command(words: last, why: command.why, isCertain: false, isSide: command.isSide || commands.count > 1))
        for words in commands.dropLast().suffix(8).reversed() {
            queue.append(Command(words: words, why: command.why, isCertain: false, isSide: true))
        }
    }

    /// `"$@"` and `$*` become the arguments.
    static func expand(_ words: [String], _ arguments: [String]) -> [String] {
        words.flatMap { word in
            ["$@", "$*", "${@}", "${*}"].contains(word) ? arguments : [word]
        }
    }

    /// What a script hands over to, by its lines that begin with `exec` or a program that changes the user.
    mutating func handOver(_ command: Command, _ script: PathTable.ID) {
        guard let probe = probe(at: script), !probe.handovers.isEmpty else { return }
        let name = EntryChain.baseName(command.words.first ?? "")
        let arguments = Array(command.words.dropFirst())
        var general: [String]?
        var fixed: [String]?
        for line in probe.handovers {
            guard var words = CommandLine(line).commands.first else { continue }
            if words.first == "exec" { words.removeFirst() }
            guard let first = words.first else { continue }
            if let user = UserSwitch.user(words), chain.stepDown == nil, user != "root", user != "0" {
                let shown = user.contains("$") ? "" : user
                chain.stepDown = StepDown(user: shown, proof: "exec \(first) in \(tree.paths.string(of: script))")
            }
            // A second run of the script itself, as another user.
            if words.contains(where: { ["$0", "$BASH_SOURCE", "${BASH_SOURCE[0]}", "${BASH_SOURCE}"].contains($0) }) {
                continue
            }
            let expanded = EntryFollower.expand(words, arguments)
            if expanded.count != words.count || words.contains("$@") || words.contains("$*") {
                if !arguments.isEmpty { general = expanded }
            } else {
                fixed = words
            }
        }
        guard let next = general ?? fixed, next != command.words else { return }
        queue.append(
            Command(words: next, why: "exec in " + name, isCertain: false, isSide: command.isSide))
    }

    static func isShell(_ interpreter: [UInt8]) -> Bool {
        let words = String(decoding: interpreter, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.prefix(3).contains { shells.contains(EntryChain.baseName(String($0))) }
    }
}
