// SPDX-License-Identifier: Apache-2.0
internal import LayerScan
internal import LayerTree

/// Supervisors, whose configuration says what they start and as whom.
extension EntryFollower {
    /// Reads the configuration of the supervisors among the steps and queues what they start.
    mutating func readServers() {
        for index in chain.steps.indices {
            guard let word = chain.steps[index].words.first else { continue }
            switch EntryChain.baseName(word) {
            case "supervisord": supervisor(index)
            case "init", "s6-svscan", "s6-overlay-suexec": services(index)
            default: break
            }
        }
    }

    func keptFile(_ path: String) -> [UInt8]? {
        guard case .found(let id) = tree.resolve(Array(path.utf8), from: workingDirectory) else { return nil }
        return kept[id]
    }

    /// Lines without blanks around them and without comments.
    static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(4_096).compactMap { line in
            var text = line.drop { $0.isWhitespace }
            while text.last?.isWhitespace == true { text.removeLast() }
            return text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") ? nil : text
        }
    }

    /// `key = value` or `key=value`, without the comment behind it.
    static func setting(_ line: Substring) -> (key: String, value: String)? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        guard let key = line[..<equals].split(whereSeparator: \.isWhitespace).first else { return nil }
        var value = line[line.index(after: equals)...].drop { $0.isWhitespace }
        if let comment = value.indices.first(where: { value[$0...].hasPrefix(" ;") }) { value = value[..<comment] }
        while value.last?.isWhitespace == true { value.removeLast() }
        return (String(key), String(value))
    }

    private struct Supervised {
        var words: [String]
        var user = ""
    }

    private mutating func supervisor(_ index: Int) {
        let step = chain.steps[index]
        var paths = [
            "/etc/supervisor/supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor.conf",
            "supervisord.conf", "etc/supervisord.conf",
        ]
        if let option = step.words.firstIndex(where: { $0 == "-c" || $0 == "--configuration" }),
            option + 1 < step.words.count
        {
            paths = [step.words[option + 1]]
        }
        var texts = paths.compactMap(keptFile)
        texts += directory("/etc/supervisor/conf.d", ending: ".conf").map(\.bytes)
        texts += directory("/etc/supervisor.d", ending: "").map(\.bytes)
        var programs: [Supervised] = []
        var everyone = ""
        for bytes in texts {
            var section = Substring()
            var program = Supervised(words: [])
            for line in EntryFollower.lines(bytes) + ["[end]"] {
                if line.hasPrefix("[") {
                    if section.hasPrefix("[program:"), !program.words.isEmpty { programs.append(program) }
                    section = line
                    program = Supervised(words: [])
                    continue
                }
                guard let (key, value) = EntryFollower.setting(line) else { continue }
                if section == "[supervisord]", key == "user" { everyone = value }
                guard section.hasPrefix("[program:") else { continue }
                if key == "user" { program.user = value }
                if key == "command" { program.words = CommandLine(value).commands.first ?? [] }
            }
        }
        guard !programs.isEmpty else { return }
        chain.steps[index].role = .launcher
        for program in programs.prefix(16).reversed() {
            let user = program.user.isEmpty ? everyone : program.user
            var stepDown = step.stepDown
            if stepDown == nil, !user.isEmpty, user != "root", user != "0" {
                stepDown = StepDown(user: user.contains("%") ? "" : user, proof: "user=\(user) of supervisord")
            }
            queue.append(
                Command(
                    words: program.words, why: "program of supervisord", isCertain: false, isSide: true,
                    stepDown: stepDown))
        }
    }

    /// s6-overlay: `/etc/services.d/NAME/run` and `/etc/s6-overlay/s6-rc.d/NAME/run`.
    private mutating func services(_ index: Int) {
        var runs: [String] = []
        for folder in ["/etc/services.d", "/etc/s6-overlay/s6-rc.d"] {
            guard case .found(let id) = tree.resolve(Array(folder.utf8)) else { continue }
            for service in tree.children(of: id).prefix(16) {
                guard case .found(let run) = tree.resolve(Array("run".utf8), from: service), probe(at: run) != nil
                else { continue }
                runs.append(tree.paths.string(of: run))
            }
        }
        guard !runs.isEmpty else { return }
        chain.steps[index].role = .launcher
        let stepDown = chain.steps[index].stepDown
        for run in runs.reversed() {
            queue.append(
                Command(words: [run], why: "service of s6", isCertain: false, isSide: true, stepDown: stepDown))
        }
    }

    /// Kept files of a folder, by name.
    func directory(_ path: String, ending: String) -> [(path: String, bytes: [UInt8])] {
        guard case .found(let id) = tree.resolve(Array(path.utf8)) else { return [] }
        return tree.children(of: id).prefix(64).compactMap { child in
            guard let bytes = kept[child], String(decoding: tree.paths.name(of: child), as: UTF8.self).hasSuffix(ending)
            else { return nil }
            return (tree.paths.string(of: child), bytes)
        }
    }
}
