// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Programs that run a file which is given to them.
extension EntryFollower {
    private struct Form {
        /// Options that take a word of their own.
        var valued: Set<String> = []
        /// Options after which no file is run.
        var inline: Set<String> = []
        /// Endings to try when the file is named without.
        var endings: [String] = [""]
    }

    private static let forms: [String: Form] = [
        "node": Form(
            valued: ["-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file", "-C"],
            inline: ["-e", "--eval", "-p", "--print"], endings: ["", ".js", ".mjs", ".cjs", "/index.js"]),
        "nodejs": Form(valued: ["-r", "--require"], inline: ["-e", "-p"], endings: ["", ".js", "/index.js"]),
        "ts-node": Form(valued: ["-P", "--project", "-r", "-O"], inline: ["-e"], endings: ["", ".ts", "/index.ts"]),
        "ts-node-dev": Form(valued: ["-P", "--project", "-r"], endings: ["", ".ts"]),
        "tsx": Form(valued: ["--tsconfig"], inline: ["-e"], endings: ["", ".ts"]),
        "python": Form(valued: ["-W", "-X"], inline: ["-c", "-m"]),
        "ruby": Form(valued: ["-I", "-r", "-C"], inline: ["-e"]),
        "perl": Form(valued: ["-I"], inline: ["-e"]),
        "php": Form(valued: ["-d", "-c"], inline: ["-r", "-S"]),
        "java": Form(
            valued: ["-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens", "--add-modules"],
            inline: ["-m", "--module"]),
        "dotnet": Form(valued: ["--runtimeconfig", "--depsfile"]), "lua": Form(inline: ["-e"]),
        "Rscript": Form(inline: ["-e"]), "julia": Form(inline: ["-e"]), "mono": Form(),
        "bun": Form(inline: ["-e"], endings: ["", ".ts", ".js"]), "deno": Form(endings: ["", ".ts"]),
    ]

    /// Runs a file with an interpreter; false when the program is none.
    mutating func interpreter(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        guard let form = EntryFollower.forms[EntryFollower.unversioned(name)] else { return false }
        add(.interpreter, command, found?.path)
        addNodePackage(found)
        show(command)
        var index = 1
        let words = command.words
        while index < words.count, words[index].hasPrefix("-") {
            if words[index] == "-m", name.hasPrefix("python") {
                pythonModule(Array(words[(index + 1)...]), command)
                return true
            }
            if form.inline.contains(words[index]) { return true }
            if words[index] == "-jar" {
                index += 1
                break
            }
            index += form.valued.contains(words[index]) ? 2 : 1
        }
        if name == "bun" || name == "deno", index < words.count, words[index] == "run" { index += 1 }
        while index < words.count, words[index].hasPrefix("-") { index += 1 }
        guard index < words.count, let path = argument(words[index], endings: form.endings) else { return true }
        add(.program, command.uncertain(Array(words[index...]), why: name), path)
        return true
    }

    /// `python3.11` is `python`; `ts-node` stays.
    private static func unversioned(_ name: String) -> String {
        guard name.utf8.last.map({ $0 >= 0x30 && $0 <= 0x39 }) == true else { return name }
        var end = name.endIndex
        while end > name.startIndex {
            let before = name.index(before: end)
            guard name[before].isNumber || name[before] == "." else { break }
            end = before
        }
        if end > name.startIndex, name[name.index(before: end)] == "-" { end = name.index(before: end) }
        return String(name[..<end])
    }

    /// The npm package whose program was found in a `.bin` directory or in a package itself.
    mutating func addNodePackage(_ found: Found?) {
        guard let found else { return }
        let parts = tree.paths.string(of: found.path).split(separator: "/").map(String.init)
        guard let last = parts.lastIndex(of: "node_modules"), last + 1 < parts.count else { return }
        let name = parts[last + 1]
        if name.hasPrefix("@"), last + 2 < parts.count {
            chain.nodePackages.insert(name + "/" + parts[last + 2])
        } else if name != ".bin" {
            chain.nodePackages.insert(name)
        }
    }
}
