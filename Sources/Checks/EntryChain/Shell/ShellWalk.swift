// SPDX-License-Identifier: Apache-2.0

/// Goes through a script the way a shell would, as far as that can be told beforehand, and notes what it starts.
///
/// A condition that is known decides; behind one that is unknown both ways are taken, and what is met there is not
/// certain. A program in an `&&` list is taken to succeed. An `exit` with an error is taken not to happen: whoever
/// runs the image gives what the script asks for. At most `stepLimit` commands, and no more work than the budget has:
/// what stands behind that counts as not understood.
struct ShellWalk {
    enum Flow: Equatable {
        case next(ShellStatus)
        case returned(ShellStatus)
        /// `break`, `continue`.
        case left
        /// Gave up with an error.
        case failed
        /// Another program took the script's place, or it ended.
        case ended
    }

    private static let stepLimit = 20_000
    private static let callDepth = 16
    private static let rounds = 64

    let scene: ShellScene
    private(set) var handovers: [ShellHandover] = []
    private(set) var isDamaged = false
    /// The directory that `cd` went to on the certain way; nil when it stayed.
    private(set) var directory: String?
    private var functions: [String: [ShellNode]] = [:]
    private var steps = 0
    var budget = ShellBudget()
    private var calls = 0
    /// Defaults within defaults.
    var nesting = 0
    /// Nested blocks below function calls: an interpreter's own recursion.
    private var depth = 0

    init(_ script: [UInt8], _ scene: ShellScene) {
        self.scene = scene
        let (nodes, isDamaged) = ShellParser.parse(script)
        self.isDamaged = isDamaged
        var state = ShellState()
        state.arguments = scene.arguments.map { ShellState.Value(text: $0, isKnown: !$0.contains("$")) }
        _ = run(nodes, &state)
    }

    // MARK: Nodes

    private mutating func run(_ nodes: [ShellNode], _ state: inout ShellState) -> Flow {
        depth += 1
        defer { depth -= 1 }
        guard depth < 200 else { return .next(.unknown) }
        var status = ShellStatus.yes
        for node in nodes {
            let flow = run(node, &state)
            guard case .next(let value) = flow else { return flow }
            status = value
        }
        return .next(status)
    }

    private mutating func run(_ node: ShellNode, _ state: inout ShellState) -> Flow {
        steps += 1
        guard steps < ShellWalk.stepLimit, !budget.isSpent else {
            isDamaged = true
            return .ended
        }
        switch node {
        case .command(let words): return command(words, &state)
        case .pipeline(let nodes, let isNegated): return pipeline(nodes, isNegated, &state)
        case .list(let first, let links): return list(first, links, &state)
        case .background(let node):
            background(node, state)
            return .next(.yes)
        case .conditional(let branches, let otherwise): return conditional(branches, otherwise, &state)
        case .loop(let condition, let isNegated, let body): return loop(condition, isNegated, body, &state)
        case .each(let name, let words, let body): return each(name, words, body, &state)
        case .choice(let subject, let choices): return choice(subject, choices, &state)
        case .group(let nodes): return run(nodes, &state)
        case .subshell: return .next(.assumed)
        case .test(let words): return .next(test(words, &state, isDouble: true))
        case .function(let name, let body):
            functions[name] = body
            return .next(.yes)
        }
    }

    /// Behind something unknown: nothing that happens there is certain.
    private mutating func maybe(_ nodes: [ShellNode], _ state: inout ShellState, isGuarded: Bool = false) {
        budget.spend(8 * state.size)
        var copy = state
        copy.isCertain = false
        copy.isRootGuarded = copy.isRootGuarded || isGuarded
        let flow = run(nodes, &copy)
        if case .returned = flow { copy.mayHaveReturned = true }
        if flow == .ended || flow == .failed {
            state.mayHaveReturned = state.mayHaveReturned || copy.mayHaveReturned
            return
        }
        copy.isCertain = state.isCertain
        state.join(copy)
    }

    private mutating func conditional(
        _ branches: [ShellNode.Branch], _ otherwise: [ShellNode], _ state: inout ShellState
    ) -> Flow {
        var isSure = true
        for branch in branches {
            let (status, asked) = judge(branch.condition, &state)
            switch status {
            case .no: continue
            case .yes where isSure:
                let guarded = state.isRootGuarded
                state.isRootGuarded = guarded || asked
                let flow = run(branch.body, &state)
                state.isRootGuarded = guarded
                return flow == .failed ? .next(.unknown) : flow
            case .yes:
                maybe(branch.body, &state, isGuarded: asked)
                return .next(.unknown)
            case .assumed, .unknown:
                isSure = false
                maybe(branch.body, &state, isGuarded: asked)
            }
        }
        guard isSure else {
            maybe(otherwise, &state)
            return .next(.unknown)
        }
        let flow = run(otherwise, &state)
        return flow == .failed ? .next(.unknown) : flow
    }

    /// The status of a condition, and whether it asked for root on the way.
    private mutating func judge(_ condition: [ShellNode], _ state: inout ShellState) -> (ShellStatus, Bool) {
        let before = state.askedForRoot
        state.askedForRoot = false
        let flow = run(condition, &state)
        let asked = state.askedForRoot
        state.askedForRoot = before
        guard case .next(let status) = flow else { return (.unknown, asked) }
        return (status == .assumed ? .unknown : status, asked)
    }

    private mutating func list(_ first: ShellNode, _ links: [ShellNode.Link], _ state: inout ShellState) -> Flow {
        let outer = state.askedForRoot
        state.askedForRoot = false
        defer { state.askedForRoot = state.askedForRoot || outer }
        var flow = run(first, &state)
        for link in links {
            guard case .next(let status) = flow else {
                guard flow == .failed else { return flow }
                flow = .next(.unknown)
                continue
            }
            switch (status, link.isAnd) {
            case (.no, true), (.yes, false): continue
            case (.yes, true), (.no, false), (.assumed, true):
                let guarded = state.isRootGuarded
                state.isRootGuarded = guarded || state.askedForRoot
                flow = run(link.node, &state)
                state.isRootGuarded = guarded
                if flow == .failed { flow = .next(.unknown) }
            case (.unknown, _), (.assumed, false):
                let asked = state.askedForRoot
                flow = .next(either(status, link, asked, &state))
            }
        }
        return flow
    }

    /// A link that may be run or not: the status of the whole.
    private mutating func either(
        _ status: ShellStatus, _ link: ShellNode.Link, _ asked: Bool, _ state: inout ShellState
    ) -> ShellStatus {
        // A test may stand for itself, whichever way the one before it went.
        if case .command(let words) = link.node, ["[", "test"].contains(words.first?.plain) {
            let right = test(Array(words.dropFirst()), &state, isDouble: false)
            return link.isAnd ? status && right : status || right
        }
        if case .test(let words) = link.node {
            let right = test(words, &state, isDouble: true)
            return link.isAnd ? status && right : status || right
        }
        if case .pipeline(let nodes, true) = link.node, nodes.count == 1, isHarmless(nodes[0]) {
            if case .next(let right) = run(link.node, &state) { return link.isAnd ? status && right : status || right }
        }
        maybe([link.node], &state, isGuarded: asked)
        return status == .assumed ? .assumed : .unknown
    }

    private func isHarmless(_ node: ShellNode) -> Bool {
        switch node {
        case .test: true
        case .command(let words): ["[", "test"].contains(words.first?.plain)
        default: false
        }
    }

    private mutating func pipeline(_ nodes: [ShellNode], _ isNegated: Bool, _ state: inout ShellState) -> Flow {
        guard nodes.count > 1 else {
            guard let node = nodes.first else { return .next(.yes) }
            let flow = run(node, &state)
            guard isNegated, case .next(let status) = flow else { return flow }
            return .next(status.negated)
        }
        // Every part runs beside the script: the first one is what people mean («server | tee log»).
        if case .command(let words) = nodes[0] {
            budget.spend(state.size)
            var copy = state
            let fields = expand(Array(words.drop { $0.assignment != nil }), &copy).map(\.text)
            if let first = fields.first, !ShellWalk.passing.contains(first), functions[first] == nil {
                note(.foreground, fields.first == "exec" ? Array(fields.dropFirst()) : fields, state)
            }
        }
        return .next(isNegated ? .unknown : .assumed)
    }

    private mutating func background(_ node: ShellNode, _ state: ShellState) {
        guard case .command(let words) = node else { return }
        budget.spend(state.size)
        var copy = state
        let fields = expand(Array(words.drop { $0.assignment != nil }), &copy).map(\.text)
        guard let first = fields.first, !ShellWalk.passing.contains(first), functions[first] == nil else { return }
        note(.background, fields, state)
    }

    private mutating func loop(
        _ condition: [ShellNode], _ isNegated: Bool, _ body: [ShellNode], _ state: inout ShellState
    ) -> Flow {
        for _ in 0..<ShellWalk.rounds {
            var (status, asked) = judge(condition, &state)
            if isNegated { status = status.negated }
            guard status != .no else { return .next(.yes) }
            guard status == .yes else {
                maybe(body, &state, isGuarded: asked)
                return .next(.unknown)
            }
            let flow = run(body, &state)
            switch flow {
            case .next: continue
            case .left, .failed: return .next(.unknown)
            default: return flow
            }
        }
        return .next(.unknown)
    }

    private mutating func each(
        _ name: String, _ words: [ShellWord]?, _ body: [ShellNode], _ state: inout ShellState
    ) -> Flow {
        let values = words.map { expand($0, &state) } ?? state.arguments
        for value in values.prefix(ShellWalk.rounds) {
            state.variables[name] = value
            guard value.isKnown else {
                maybe(body, &state)
                continue
            }
            let flow = run(body, &state)
            switch flow {
            case .next, .failed: continue
            case .left: return .next(.unknown)
            default: return flow
            }
        }
        return .next(.yes)
    }

    private mutating func choice(
        _ subject: ShellWord, _ choices: [ShellNode.Choice], _ state: inout ShellState
    ) -> Flow {
        let before = state.askedForRoot
        state.askedForRoot = false
        let value = joined(subject, &state)
        let asked = state.askedForRoot
        state.askedForRoot = before
        var isSure = true
        for choice in choices {
            var status = ShellStatus.no
            for pattern in choice.patterns {
                let wanted = self.pattern(pattern, &state)
                let isAny = wanted.isKnown && wanted.text == "*"
                status =
                    status
                    || (isAny
                        ? .yes
                        : value.isKnown && wanted.isKnown
                            ? ShellStatus(ShellPattern.matches(value.text, wanted.text, &budget)) : .unknown)
            }
            switch status {
            case .no: continue
            case .yes where isSure:
                let guarded = state.isRootGuarded
                state.isRootGuarded = guarded || asked
                let flow = run(choice.body, &state)
                state.isRootGuarded = guarded
                return flow == .failed ? .next(.unknown) : flow
            case .yes:
                maybe(choice.body, &state)
                return .next(.unknown)
            case .assumed, .unknown:
                isSure = false
                maybe(choice.body, &state, isGuarded: asked)
            }
        }
        return .next(isSure ? .yes : .unknown)
    }

    // MARK: Commands

    private mutating func command(_ words: [ShellWord], _ state: inout ShellState) -> Flow {
        var words = words[...]
        var assigned: [(String, ShellState.Value)] = []
        while let (name, value) = words.first?.assignment {
            assigned.append((name, joined(value, &state)))
            words = words.dropFirst()
        }
        if words.isEmpty {
            for (name, value) in assigned { state.variables[name] = value }
            return .next(assigned.allSatisfy(\.1.isKnown) ? .yes : .assumed)
        }
        // Words of `[` keep their form: an empty string is an operand.
        if let first = words.first?.plain, first == "[" || first == "test" {
            return .next(test(Array(words.dropFirst()), &state, isDouble: false))
        }
        var fields = expand(Array(words), &state)
        var start = 0
        while start < fields.count, ["command", "builtin", "!"].contains(fields[start].text), fields[start].isKnown {
            if start + 1 < fields.count, ["-v", "-V"].contains(fields[start + 1].text) { break }
            start += 1
        }
        fields.removeFirst(start)
        guard let first = fields.first else { return .next(.yes) }
        guard first.isKnown else {
            note(.foreground, fields.map(\.text), state)
            return .next(.assumed)
        }
        if let flow = builtin(first.text, fields, Array(words), &state) { return flow }
        if let body = functions[first.text] { return call(body, Array(fields.dropFirst()), &state) }
        if ShellWalk.passing.contains(EntryChain.baseName(first.text)) { return .next(.assumed) }
        note(.foreground, fields.map(\.text), state)
        return .next(.assumed)
    }

    private mutating func call(
        _ body: [ShellNode], _ arguments: [ShellState.Value], _ state: inout ShellState
    ) -> Flow {
        guard calls < ShellWalk.callDepth else { return .next(.unknown) }
        calls += 1
        defer { calls -= 1 }
        let (outer, count, returned) = (state.arguments, state.knowsCount, state.mayHaveReturned)
        state.arguments = arguments
        state.knowsCount = true
        state.mayHaveReturned = false
        let flow = run(body, &state)
        let isUnsure = state.mayHaveReturned
        (state.arguments, state.knowsCount, state.mayHaveReturned) = (outer, count, returned)
        switch flow {
        case .next(let status), .returned(let status): return .next(isUnsure ? .unknown : status)
        case .left: return .next(.unknown)
        case .failed: return .failed
        case .ended: return .ended
        }
    }

    /// What the shell does itself; nil for everything else.
    private mutating func builtin(
        _ name: String, _ fields: [ShellState.Value], _ words: [ShellWord], _ state: inout ShellState
    ) -> Flow? {
        let rest = fields.dropFirst()
        switch name {
        case "exec":
            var program = rest
            while let option = program.first?.text, option.hasPrefix("-"), option.utf8.count > 1 {
                program = program.dropFirst(option == "-a" ? 2 : 1)
            }
            guard !program.isEmpty else { return rest.isEmpty && words.count == 1 ? .next(.yes) : .ended }
            note(.exec, program.map(\.text), state)
            return .ended
        case "exit":
            let code = rest.first?.text ?? "0"
            return code == "0" ? .ended : .failed
        case "return":
            let code = rest.first
            if let code, !code.isKnown { return .returned(.unknown) }
            return .returned(ShellStatus((code?.text ?? "0") == "0"))
        case "break", "continue": return .left
        case "true", ":": return .next(.yes)
        case "false": return .next(.no)
        case "set":
            guard let first = rest.first, first.isKnown, first.text == "--" || !"-+".contains(first.text.prefix(1))
            else { return .next(.yes) }
            state.arguments = Array(first.text == "--" ? rest.dropFirst() : rest)
            state.knowsCount = true
            return .next(.yes)
        case "shift":
            let count = rest.first.map { Int($0.text) ?? 1 } ?? 1
            guard count <= state.arguments.count, count >= 0 else { return .next(.no) }
            state.arguments.removeFirst(count)
            return .next(.yes)
        case "export", "local", "declare", "readonly", "typeset":
            for word in words.dropFirst() {
                if let (name, value) = word.assignment {
                    state.variables[name] = joined(value, &state)
                } else if name != "export", name != "readonly", let plain = word.plain, !plain.hasPrefix("-"),
                    state.variables[plain] == nil, scene.environment[plain] == nil
                {
                    state.variables[plain] = ShellState.Value(text: "", isKnown: true)
                }
            }
            return .next(.yes)
        case "unset":
            for field in rest { state.variables[field.text] = ShellState.Value(text: "", isKnown: true) }
            return .next(.yes)
        case "read", "getopts", "mapfile", "readarray":
            for field in rest where !field.text.hasPrefix("-") {
                state.variables[field.text] = ShellState.Value(text: "$" + field.text, isKnown: false)
            }
            return .next(.unknown)
        case ".", "source", "eval":
            state.isOpen = true
            return .next(.assumed)
        case "cd":
            if state.isCertain, let first = rest.first, first.isKnown { directory = first.text }
            return .next(.assumed)
        case "command", "type", "which", "hash":
            guard let program = rest.last, program.isKnown, !program.text.hasPrefix("-") else { return .next(.unknown) }
            return .next(ShellStatus(functions[program.text] != nil || find(program.text) != nil))
        default: return nil
        }
    }

    mutating func note(_ kind: ShellHandover.Kind, _ words: [String], _ state: ShellState) {
        guard !words.isEmpty else { return }
        guard handovers.count < 256 else {
            isDamaged = true
            return
        }
        handovers.append(
            ShellHandover(kind: kind, words: words, isCertain: state.isCertain, isRootGuarded: state.isRootGuarded))
    }

    /// Programs that do their work and end: they start nothing that stays.
    private static let passing: Set<String> = [
        "echo", "printf", "umask", "ulimit", "mkdir", "chown", "chmod", "chgrp", "sleep", "touch", "cp", "mv", "rm",
        "ln", "trap", "wait", "cat", "sed", "grep", "egrep", "awk", "envsubst", "ls", "id", "tee", "kill", "let",
        "find", "xargs", "install", "stat", "date", "hostname", "basename", "dirname", "realpath", "readlink", "tr",
        "cut", "sort", "head", "tail", "wc", "test", "[", "alias", "shopt", "popd", "pushd", "times", "usermod",
        "groupmod", "useradd", "groupadd", "adduser", "addgroup", "getent", "mktemp", "tar", "unzip", "gzip", "diff",
        "cmp", "seq", "expr", "uname", "whoami", "logger", "jobs", "disown", "enable", "setcap", "sysctl", "mount",
        "umount", "openssl", "nproc", "free", "df", "du", "ip", "env-check", "dpkg", "update-ca-certificates",
    ]
}
