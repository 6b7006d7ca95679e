// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerScan
internal import LayerTree

/// Shells and the scripts they run.
extension EntryFollower {
    static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh"]

    /// Servers that a script starts and that go to the background by themselves.
    private static let daemons: Set<String> = [
        "nginx", "php-fpm", "cron", "crond", "sshd", "redis-server", "memcached", "apache2ctl", "apachectl", "postfix",
        "rsyslogd", "service", "supervisord", "dockerd", "varnishd", "haproxy", "mysqld_safe",
    ]

    /// `sh -c "…"`, `sh script …`, or an interactive shell.
    mutating func shell(_ command: Command, _ found: Found?) {
        let start = ShellStart(command.words)
        add(.shell, command, found?.path)
        var words = command.words
        if let line = start.commandLine {
            let rest = words[(line + 1)...]
            let walk = walk(
                Array(words[line].utf8), name: rest.first ?? words[0], arguments: Array(rest.dropFirst()), command)
            return take(walk, command, script: nil)
        }
        guard let index = start.script else { return show(command) }
        // The script need not be executable.
        words.removeFirst(index)
        let script = command.uncertain(words, why: command.why)
        guard let path = argument(words[0]) ?? find(words[0])?.path else { return show(script) }
        add(.script, script, path)
        show(script)
        handOver(script, path)
    }

    /// A script that was started by its name.
    mutating func script(_ command: Command, _ path: PathTable.ID, _ interpreter: [UInt8]) {
        let isShell = EntryFollower.isShell(interpreter)
        let isExecline = String(decoding: interpreter, as: UTF8.self).contains("execlineb")
        add(isShell || isExecline ? .script : .program, command, path)
        show(command)
        if isShell { return handOver(command, path) }
        if isExecline { execline(command, path) }
    }

    /// What a script hands over to.
    mutating func handOver(_ command: Command, _ path: PathTable.ID) {
        guard let text = probe(at: path)?.script, !text.isEmpty, isNew(path, command) else { return }
        let walk = walk(
            text, name: tree.paths.string(of: path), arguments: Array(command.words.dropFirst()), command)
        take(walk, command, script: path)
    }

    private func walk(_ text: [UInt8], name: String, arguments: [String], _ command: Command) -> ShellWalk {
        var environment: [String: String] = [:]
        for setting in document.config.env.prefix(1_024) {
            guard let equals = setting.firstIndex(of: "=") else { continue }
            environment[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
        }
        let scene = ShellScene(
            name: name, arguments: arguments, environment: environment, isRoot: runsAsRoot(command),
            program: { name in find(name).map { tree.paths.string(of: $0.path) } },
            file: { name in
                guard case .found(let path) = tree.resolve(Array(name.utf8), from: workingDirectory) else { return nil }
                guard let inode = tree.inode(at: path) else { return (true, 0, true) }
                let entry = tree.entry(of: inode)
                return (false, entry.size, entry.mode & 0o111 != 0)
            })
        return ShellWalk(text, scene)
    }

    /// Queues what a shell starts: what stays, and beside it the servers that went to the background. Of a command
    /// line everything is told, since somebody wrote it for this image.
    private mutating func take(_ walk: ShellWalk, _ command: Command, script: PathTable.ID?) {
        if let directory = walk.directory { change(directory: directory) }
        let (main, isProof) = EntryFollower.main(walk, isRoot: runsAsRoot(command))
        // The shell that Entrypoint or Cmd was written for hands process 1 over.
        if script == nil, chain.steps.count == 1, main?.kind == .exec { chain.isShellForm = false }
        var why = command.why
        if let script { why = "exec in " + EntryChain.baseName(tree.paths.string(of: script)) }
        var beside: [[String]] = []
        for handover in walk.handovers where handover != main && handover.isCertain && handover.kind != .exec {
            guard let first = handover.words.first else { continue }
            let name = EntryChain.baseName(first)
            let isDaemon = EntryFollower.daemons.contains(name) || name.hasPrefix("php-fpm")
            if script == nil || isDaemon || handover.kind == .background { beside.append(handover.words) }
        }
        beside = Array(beside.suffix(8))
        guard let main else {
            // Arguments to nothing: what comes is whatever they name.
            if script == nil { show(command) }
            for words in beside.reversed() { queue.append(command.uncertain(words, why: why, isSide: true)) }
            return
        }
        var next = command.uncertain(
            main.words, why: why, isSide: command.isSide || script == nil && !beside.isEmpty)
        next.isProof = command.isProof && isProof
        queue.append(next)
        for words in beside.reversed() { queue.append(command.uncertain(words, why: why, isSide: true)) }
    }

    /// What takes the script's place, or stays in the foreground at its end, and whether a change of user on the way
    /// there is proven: it has to be on the way that is taken. A test for uid 0 on the way is what official images
    /// do, and enough; otherwise everything before it has to be known.
    static func main(_ walk: ShellWalk, isRoot: Bool) -> (ShellHandover?, isProof: Bool) {
        func switches(_ handover: ShellHandover) -> Bool {
            UserSwitch(handover.words)?.isStepDown ?? false
        }
        let execs = walk.handovers.filter { $0.kind == .exec }
        let certain = execs.firstIndex(where: \.isCertain)
        if isRoot,
            let guarded = execs.firstIndex(where: { switches($0) && ($0.isCertain || $0.isRootGuarded) }),
            guarded <= certain ?? .max
        {
            return (execs[guarded], true)
        }
        if let certain { return (execs[certain], true) }
        // What stands at the end of the script stays in front of it.
        if let last = walk.handovers.last, last.kind == .foreground, last.isCertain {
            return (last, !walk.isDamaged && execs.isEmpty)
        }
        // Every way there is changes the user.
        if let any = execs.last { return (any, !walk.isDamaged && execs.allSatisfy(switches)) }
        return (walk.handovers.last { $0.kind == .foreground }, false)
    }

    /// execline, which s6 services are written in: one command line over several lines, each program starting the
    /// next. A change of the user is where its program stands.
    private mutating func execline(_ command: Command, _ path: PathTable.ID) {
        guard let text = probe(at: path)?.script else { return }
        let lines = text.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }
        let words = CommandLine(lines.joined(separator: [UInt8(ascii: " ")])).commands.first ?? []
        guard let start = words.lastIndex(where: { UserSwitch.names.contains(EntryChain.baseName($0)) }) else { return }
        queue.append(
            command.uncertain(
                Array(words[start...]), why: "exec in " + EntryChain.baseName(tree.paths.string(of: path))))
    }

    static func isShell(_ interpreter: [UInt8]) -> Bool {
        let words = String(decoding: interpreter, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.prefix(3).contains { shells.contains(EntryChain.baseName(String($0))) }
    }
}
