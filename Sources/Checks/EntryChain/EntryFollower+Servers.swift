// SPDX-License-Identifier: Apache-2.0
internal import LayerScan
internal import LayerTree

/// Servers and supervisors whose configuration says what they start and as whom.
extension EntryFollower {
    /// Reads the configuration of what was found at the end of the chain.
    mutating func readServers() {
        for step in chain.steps {
            guard let word = step.words.first else { continue }
            switch EntryChain.baseName(word) {
            case "supervisord": supervisor(step)
            case "nginx", "openresty", "nginx-debug": nginx()
            case "httpd", "apache2", "httpd-foreground", "apache2ctl", "apachectl", "apache2-foreground": apache()
            case let name where name.hasPrefix("php-fpm"): phpPool()
            case "init", "s6-svscan", "s6-overlay-suexec": services()
            default: break
            }
        }
    }

    private func file(_ path: String) -> [UInt8]? {
        guard case .found(let id) = tree.resolve(Array(path.utf8)) else { return nil }
        return kept[id]
    }

    /// Lines without blanks around them and without comments.
    private static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(4_096).compactMap { line in
            var text = line.drop { $0.isWhitespace }
            while text.last?.isWhitespace == true { text.removeLast() }
            return text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") ? nil : text
        }
    }

    private mutating func prove(_ user: some StringProtocol, _ proof: String) {
        guard chain.stepDown == nil, !user.isEmpty, user != "root", user != "0" else { return }
        chain.stepDown = StepDown(user: user.contains("$") ? "" : String(user), proof: proof)
    }

    private mutating func nginx() {
        for path in ["/etc/nginx/nginx.conf", "/usr/local/nginx/conf/nginx.conf"] {
            for line in EntryFollower.lines(file(path) ?? []) where line.hasPrefix("user ") || line.hasPrefix("user\t")
            {
                let words = line.split { $0.isWhitespace || $0 == ";" }
                if words.count > 1 { return prove(words[1], "user in " + path) }
            }
        }
    }

    private mutating func apache() {
        let paths = ["/etc/apache2/apache2.conf", "/usr/local/apache2/conf/httpd.conf", "/etc/httpd/conf/httpd.conf"]
        for path in paths {
            for line in EntryFollower.lines(file(path) ?? []) where line.hasPrefix("User ") {
                let words = line.split { $0.isWhitespace }
                if words.count > 1 { return prove(words[1], "User in " + path) }
            }
        }
    }

    private mutating func phpPool() {
        let pools = directory("/usr/local/etc/php-fpm.d", ending: ".conf")
        for (path, bytes) in pools {
            for line in EntryFollower.lines(bytes) {
                let parts = line.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].split(whereSeparator: \.isWhitespace).first == "user",
                    let user = parts[1].split(whereSeparator: \.isWhitespace).first
                else { continue }
                return prove(user, "user in " + path)
            }
        }
    }

    private mutating func supervisor(_ step: EntryStep) {
        var paths = ["/etc/supervisor/supervisord.conf", "/etc/supervisord.conf"]
        if let option = step.words.firstIndex(where: { $0 == "-c" || $0 == "--configuration" }),
            option + 1 < step.words.count
        {
            paths = [step.words[option + 1]]
        }
        var users: [Substring] = []
        var programs = 0
        var texts = paths.compactMap(file)
        texts += directory("/etc/supervisor/conf.d", ending: ".conf").map(\.bytes)
        texts += directory("/etc/supervisor.d", ending: "").map(\.bytes)
        var shown: [String] = []
        for bytes in texts {
            var isProgram = false
            for line in EntryFollower.lines(bytes) {
                if line.hasPrefix("[") {
                    isProgram = line.hasPrefix("[program:")
                    if isProgram { programs += 1 }
                    continue
                }
                guard isProgram, let equals = line.firstIndex(of: "=") else { continue }
                let key = line[..<equals].split(whereSeparator: \.isWhitespace).first
                let value = line[line.index(after: equals)...].drop { $0.isWhitespace }
                if key == "user" { users.append(value) }
                guard key == "command", let words = CommandLine(String(value)).commands.first else { continue }
                let found = words.first.flatMap(find)
                chain.steps.append(
                    EntryStep(role: .binary, words: words, path: found?.path, why: "program of supervisord"))
                if let found { use(found.path) }
                shown.append(EntryFollower.shown(words))
            }
        }
        if !shown.isEmpty { chain.starts.append(shown.prefix(6).joined(separator: ", ")) }
        // Only when no program is left as root.
        if programs > 0, users.count >= programs, !users.contains("root"), let first = users.first {
            prove(first, "user of every program of supervisord")
        }
    }

    /// s6-overlay: `/etc/services.d/NAME/run` and `/etc/s6-overlay/s6-rc.d/NAME/run`.
    private mutating func services() {
        var shown: [String] = []
        for folder in ["/etc/services.d", "/etc/s6-overlay/s6-rc.d"] {
            guard case .found(let id) = tree.resolve(Array(folder.utf8)) else { continue }
            for service in tree.children(of: id).prefix(32) {
                guard case .found(let run) = tree.resolve(Array("run".utf8), from: service),
                    let handovers = probe(at: run)?.handovers
                else { continue }
                use(run)
                chain.steps.append(
                    EntryStep(
                        role: .script, words: [tree.paths.string(of: run)], path: run, why: "service of s6"))
                shown.append(String(decoding: tree.paths.name(of: service), as: UTF8.self))
                for line in handovers {
                    guard var words = CommandLine(line).commands.first else { continue }
                    if words.first == "exec" { words.removeFirst() }
                    if let user = UserSwitch.user(words) {
                        prove(user, "exec \(words[0]) in \(tree.paths.string(of: run))")
                    }
                }
            }
        }
        if !shown.isEmpty { chain.starts.append(shown.prefix(6).joined(separator: ", ")) }
    }

    /// Kept files of a folder, by name.
    private func directory(_ path: String, ending: String) -> [(path: String, bytes: [UInt8])] {
        guard case .found(let id) = tree.resolve(Array(path.utf8)) else { return [] }
        return tree.children(of: id).prefix(64).compactMap { child in
            guard let bytes = kept[child], String(decoding: tree.paths.name(of: child), as: UTF8.self).hasSuffix(ending)
            else { return nil }
            return (tree.paths.string(of: child), bytes)
        }
    }
}
