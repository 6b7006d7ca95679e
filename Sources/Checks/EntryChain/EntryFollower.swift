// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerScan
internal import LayerTree

/// Walks from the entry point to what really runs. Every step takes something off a command line or reads one file,
/// and there are at most `stepLimit` of them, so hostile scripts that call one another in a ring end too.
struct EntryFollower {
    /// A command that waits to be followed.
    struct Command {
        var words: [String]
        var why: String
        /// The words come from Entrypoint and Cmd alone, so what is missing is missing for sure.
        var isCertain: Bool
        /// Started beside others, by a launcher or a supervisor.
        var isSide: Bool
        /// The user that was changed to on the way; nil while it is still the one that the image starts as.
        var stepDown: StepDown?
        /// Whether a change of the user counts: false on a way that may not be taken.
        var isProof = true
    }

    /// A script that was read, and by whom: the same one may be run again as another user.
    private struct Reading: Hashable {
        var path: PathTable.ID
        var words: [String]
        var isRoot: Bool
    }

    private static let stepLimit = 64

    let document: ImageConfig
    let tree: ImageTree
    let facts: [LayerFacts]
    let kept: [PathTable.ID: [UInt8]]
    let user: RuntimeUser
    let searchPath: [String]
    var workingDirectory: PathTable.ID
    var chain = EntryChain()
    var queue: [Command] = []
    var side: [String] = []
    private var seenFiles: Set<PathTable.ID> = []
    private var readings: Set<Reading> = []
    private var shownScripts: Set<PathTable.ID> = []
    private var stepCount = 0

    init(
        document: ImageConfig, tree: ImageTree, facts: [LayerFacts], kept: [PathTable.ID: [UInt8]], user: RuntimeUser
    ) {
        self.document = document
        self.user = user
        self.tree = tree
        self.facts = facts
        self.kept = kept
        let path = document.config.environment("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        searchPath = path.split(separator: ":").prefix(64).map(String.init)
        workingDirectory = .root
        change(directory: document.config.workingDir)
    }

    mutating func follow() {
        let config = document.config
        let words = config.entrypoint + config.cmd
        guard !words.isEmpty else {
            chain.problem = .empty
            return
        }
        let form = config.entrypoint.isEmpty ? config.cmd : config.entrypoint
        if EntryFollower.shells.contains(EntryChain.baseName(form[0])) {
            chain.isShellForm = ShellStart(form).commandLine == form.count - 1
        }
        queue = [
            Command(
                words: words, why: config.entrypoint.isEmpty ? "Cmd" : "Entrypoint", isCertain: true, isSide: false)
        ]
        guard document.platform?.os != "windows" else {
            chain.starts = [EntryFollower.shown(words)]
            return
        }
        drain()
        readServers()
        drain()
        if !side.isEmpty { chain.starts.append(side.prefix(12).joined(separator: ", ")) }
        settleUser()
    }

    /// Follows what waits.
    private mutating func drain() {
        while let command = queue.popLast(), stepCount < EntryFollower.stepLimit {
            stepCount += 1
            step(command)
        }
        queue = []
    }

    /// One command, from its first word on.
    private mutating func step(_ command: Command) {
        var command = command
        while let first = command.words.first, first == "exec" || first == "command" || first == "!" {
            command.words.removeFirst()
            if first == "exec", command.words.first == "-a" { command.words.removeFirst(min(2, command.words.count)) }
        }
        guard let first = command.words.first, !first.isEmpty else { return }
        guard !first.contains("$") else {
            add(.binary, command, nil)
            return show(command)
        }
        let name = EntryChain.baseName(first)
        let found = find(first)
        if command.isCertain, chain.problem == nil { judge(first, found) }
        if EntryFollower.shells.contains(name) { return shell(command, found) }
        if wrapper(name, command, found) { return }
        if launcher(name, command, found) { return }
        if interpreter(name, command, found) { return }
        file(command, found)
    }

    /// A program that is what it is: a script or a binary.
    private mutating func file(_ command: Command, _ found: Found?) {
        guard let found else {
            add(.binary, command, nil)
            return show(command)
        }
        switch probe(at: found.path)?.form {
        case .script(let line):
            use(interpreter: line, of: found.path, isCertain: command.isCertain)
            script(command, found.path, line)
            application(EntryChain.baseName(command.words.first ?? ""), command)
        default:
            add(.binary, command, found.path)
            show(command)
            application(EntryChain.baseName(command.words.first ?? ""), command)
        }
    }

    // MARK: Record

    mutating func add(_ role: EntryStep.Role, _ command: Command, _ path: PathTable.ID?) {
        chain.steps.append(
            EntryStep(role: role, words: command.words, path: path, why: command.why, stepDown: command.stepDown))
        if let path { use(path) }
    }

    mutating func use(_ path: PathTable.ID) {
        if seenFiles.insert(path).inserted { chain.files.append(path) }
    }

    /// Whether a script is to be read: once with these words by this user.
    mutating func isNew(_ path: PathTable.ID, _ command: Command) -> Bool {
        readings.insert(Reading(path: path, words: command.words, isRoot: runsAsRoot(command))).inserted
    }

    func runsAsRoot(_ command: Command) -> Bool { user.isRoot && command.stepDown == nil }

    mutating func show(_ command: Command) {
        let isScript = chain.steps.last?.role == .script && chain.steps.last?.words == command.words
        // A script that starts itself again as another user is told once.
        if isScript, let path = chain.steps.last?.path, !shownScripts.insert(path).inserted { return }
        let text = isScript ? EntryChain.baseName(command.words.first ?? "") : EntryFollower.shown(command.words)
        if command.isSide { side.append(text) } else { chain.starts.append(text) }
    }

    /// Program and arguments on one line of at most 60 characters.
    static func shown(_ words: [String]) -> String {
        guard let first = words.first else { return "" }
        var text = EntryChain.baseName(first)
        for word in words.dropFirst() {
            let isLong = text.utf8.count + word.utf8.count > 58
            text += isLong ? " …" : " " + word
            if isLong { break }
        }
        return text
    }

    // MARK: Find

    struct Found {
        /// The name in PATH, links not followed.
        var name: PathTable.ID?
        var path: PathTable.ID
    }

    /// As `execvp` looks: a name with a slash is a path, any other is looked up in PATH.
    func find(_ name: String) -> Found? {
        if name.utf8.contains(UInt8(ascii: "/")) {
            guard case .found(let path) = tree.resolve(Array(name.utf8), from: workingDirectory) else { return nil }
            return Found(name: tree.find(name), path: path)
        }
        for directory in searchPath {
            let text = directory + "/" + name
            guard case .found(let path) = tree.resolve(Array(text.utf8), from: workingDirectory),
                let inode = tree.inode(at: path), tree.entry(of: inode).mode & 0o111 != 0
            else { continue }
            return Found(name: tree.find(text), path: path)
        }
        return nil
    }

    /// A file that is an argument: relative to the working directory.
    func argument(_ name: String, endings: [String] = [""]) -> PathTable.ID? {
        guard !name.contains("$") else { return nil }
        for ending in endings {
            if case .found(let path) = tree.resolve(Array((name + ending).utf8), from: workingDirectory),
                tree.inode(at: path) != nil
            {
                return path
            }
        }
        return nil
    }

    mutating func change(directory: String) {
        guard !directory.isEmpty, !directory.contains("$"),
            case .found(let path) = tree.resolve(Array(directory.utf8), from: workingDirectory),
            tree.isDirectory(at: path)
        else { return }
        workingDirectory = path
    }

    func probe(at path: PathTable.ID) -> ExecutableProbe? {
        guard let id = tree.inode(at: path) else { return nil }
        let inode = tree.inodes[id.index]
        let probes = facts[Int(inode.layer)].probes
        var low = 0
        var high = probes.count
        while low < high {
            let middle = (low + high) / 2
            if probes[middle].entry < inode.entry { low = middle + 1 } else { high = middle }
        }
        return low < probes.count && probes[low].entry == inode.entry ? probes[low] : nil
    }

    // MARK: Judge

    private mutating func judge(_ name: String, _ found: Found?) {
        guard let found else {
            // Without a PATH of its own the runtime's default may differ.
            chain.problem = .missing(name)
            return
        }
        guard let inode = tree.inode(at: found.path) else {
            chain.problem = .directory(found.path)
            return
        }
        if tree.entry(of: inode).kind == .file, tree.entry(of: inode).mode & 0o111 == 0 {
            chain.problem = .notExecutable(found.path)
        } else if case .elf(let machine, let bits, _)? = probe(at: found.path)?.form,
            let wanted = document.platform?.architecture,
            let other = MachineNames.mismatch(machine, bits: bits, architecture: wanted)
        {
            chain.problem = .wrongArchitecture(found.path, other)
        } else if let loader = probe(at: found.path)?.loader, !loader.isEmpty,
            case .missing = tree.resolve(loader)
        {
            chain.problem = .missingLoader(found.path, String(decoding: loader, as: UTF8.self))
        } else if probe(at: found.path)?.form == .other {
            chain.problem = .noProgram(found.path)
        }
    }

    /// The program that a `#!` line names.
    private mutating func use(interpreter line: [UInt8], of script: PathTable.ID, isCertain: Bool) {
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first else { return }
        guard let found = find(first) else {
            if isCertain, chain.problem == nil { chain.problem = .missingInterpreter(script, first) }
            return
        }
        use(found.path)
        guard EntryChain.baseName(first) == "env" else { return }
        guard let name = words.dropFirst().first(where: { !$0.hasPrefix("-") && !CommandLine.isAssignment($0) }) else {
            return
        }
        if let found = find(name) {
            use(found.path)
        } else if isCertain, chain.problem == nil {
            chain.problem = .missingInterpreter(script, name)
        }
    }
}
