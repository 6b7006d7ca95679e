// SPDX-License-Identifier: Apache-2.0
internal import JSONText
internal import LayerTree

/// Programs that run what a project's own file names.
extension EntryFollower {
    /// Follows a launcher; false when the program is none.
    mutating func launcher(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        switch name {
        case "npm", "yarn", "yarnpkg", "pnpm": return packageScript(name, command, found)
        case "npx", "pnpx", "bunx":
            let rest = Array(command.words.dropFirst().drop { $0.hasPrefix("-") })
            return pass(rest, name, command, found)
        case "bundle", "bundler":
            guard command.words.count > 2, command.words[1] == "exec" else { return false }
            return pass(Array(command.words.dropFirst(2)), name, command, found)
        case "poetry", "pipenv", "uv", "pdm", "hatch":
            guard command.words.count > 2, command.words[1] == "run" else { return false }
            return pass(Array(command.words.dropFirst(2)).filter { $0 != "--no-dev" }, name, command, found)
        case "nodemon", "node-dev", "supervisor": return watcher(name, command, found)
        case "concurrently", "multirun", "npm-run-all", "run-p", "run-s": return several(name, command, found)
        case "wait-for-it.sh", "wait-for-it", "wait-for.sh", "wait-for":
            guard let dashes = command.words.firstIndex(of: "--") else { return false }
            return pass(Array(command.words[(dashes + 1)...]), name, command, found)
        default: return false
        }
    }

    /// The launcher stays for people to see, its command is followed.
    private mutating func pass(_ rest: [String], _ name: String, _ command: Command, _ found: Found?) -> Bool {
        guard !rest.isEmpty else { return false }
        add(.launcher, command, found?.path)
        queue.append(command.uncertain(nodeProgram(rest), why: name))
        let shown = command.uncertain(Array(command.words.prefix(command.words.count - rest.count)), why: command.why)
        if shown.words.count > 1 || name == "npx" { show(shown) }
        return true
    }

    /// `npm run dev`, `npm start`, `yarn dev`, `pnpm start`.
    private mutating func packageScript(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        var words = Array(command.words.dropFirst())
        var directory: String?
        while let word = words.first, word.hasPrefix("-") {
            let takesWord = ["--prefix", "-C", "--cwd", "--dir", "-w", "--workspace", "--filter", "-F"].contains(word)
            if takesWord, words.count > 1, word != "-w", word != "--workspace", word != "--filter", word != "-F" {
                directory = words[1]
            }
            words.removeFirst(takesWord ? min(2, words.count) : 1)
        }
        guard let verb = words.first else { return false }
        var script: String
        switch verb {
        case "run", "run-script", "exec", "dlx", "x":
            guard words.count > 1 else { return false }
            if verb != "run", verb != "run-script" {
                return pass(Array(words.dropFirst().drop { $0.hasPrefix("-") }), name, command, found)
            }
            script = words[1]
            if script.hasPrefix("-"), let plain = words.dropFirst().first(where: { !$0.hasPrefix("-") }) {
                script = plain
            }
        case "start", "test", "stop", "restart": script = verb
        case "install", "ci", "i", "add": return false
        default:
            // yarn and pnpm run a script by its name alone.
            guard name != "npm" else { return false }
            script = verb
        }
        add(.launcher, command, found?.path)
        show(command)
        if let directory { change(directory: directory) }
        let line = packageScripts()[script] ?? (script == "start" ? "node server.js" : nil)
        guard let line else { return true }
        for words in CommandLine(line).commands.suffix(16).reversed() {
            queue.append(command.uncertain(nodeProgram(words), why: "script " + script, isSide: true))
        }
        return true
    }

    /// `scripts` of the `package.json` in the working directory or above it.
    private func packageScripts() -> [String: String] {
        var directory = workingDirectory
        for _ in 0..<16 {
            if case .found(let path) = tree.resolve(Array("package.json".utf8), from: directory),
                let bytes = kept[path], let document = try? JSONReader.parse(bytes)
            {
                var scripts: [String: String] = [:]
                for member in document["scripts"]?.objectValue?.members ?? [] {
                    if let line = member.value.stringValue { scripts[member.key] = line }
                }
                return scripts
            }
            guard directory != .root else { break }
            directory = tree.paths.parent(of: directory)
        }
        return [:]
    }

    /// Scripts of a project find programs in `node_modules/.bin` before PATH.
    private func nodeProgram(_ words: [String]) -> [String] {
        guard let first = words.first, !first.contains("/"), !first.contains("$") else { return words }
        let local = "node_modules/.bin/" + first
        guard case .found = tree.resolve(Array(local.utf8), from: workingDirectory) else { return words }
        return [local] + words.dropFirst()
    }

    /// nodemon and its like start a program anew whenever a file changes.
    private mutating func watcher(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        guard found != nil || command.isSide else { return false }
        add(.launcher, command, found?.path)
        addNodePackage(found)
        chain.nodePackages.insert(name)
        show(command.uncertain([name], why: command.why))
        var index = 1
        let words = command.words
        var next: [String]?
        while index < words.count {
            let word = words[index]
            if word == "--exec" || word == "-x", index + 1 < words.count {
                next = words[index + 1].split(separator: " ").map(String.init) + words[(index + 2)...]
                break
            }
            if word.hasPrefix("-") {
                index +=
                    ["-w", "--watch", "-e", "--ext", "-i", "--ignore", "-d", "--delay", "--config"].contains(word)
                    ? 2 : 1
                continue
            }
            next = [word.hasSuffix(".ts") ? "ts-node" : "node"] + words[index...]
            break
        }
        if let next { queue.append(command.uncertain(nodeProgram(next), why: name)) }
        return true
    }

    /// Every word is a command line of its own.
    private mutating func several(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        add(.launcher, command, found?.path)
        addNodePackage(found)
        let lines = command.words.dropFirst().filter { !$0.hasPrefix("-") }
        for line in lines.prefix(16).reversed() {
            guard let words = CommandLine(line).commands.last else { continue }
            let started =
                switch name {
                case "concurrently": nodeProgram(words)
                case "multirun": words
                default: ["npm", "run"] + words
                }
            queue.append(command.uncertain(started, why: name, isSide: true))
        }
        return true
    }
}
