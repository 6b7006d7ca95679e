// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageText {
    /// What it is: name and platform, sizes and user, what starts.
    func head(withStart: Bool = true) -> [TextLine] {
        var lines = title() + summary()
        if withStart { lines += start() }
        return lines
    }

    private func title() -> [TextLine] {
        let identity = [image.platform, image.distribution, name == shortID ? nil : shortID]
        let facts = identity.compactMap { $0.map(TerminalText.folded) }.joined(separator: " · ")
        var line = TextLine()
        // The name is what people look for: it is never cut for the sake of the facts beside it.
        if TerminalText.width(TerminalText.escape(name)) + 2 + TerminalText.width(facts) <= width {
            line.add(name, .strong)
            line.add(facts, .faint, endingAt: width)
            return [line]
        }
        line.add(TerminalText.fitMiddle(name, width), .strong)
        return [line, TextLine(TerminalText.fit(facts, width), .faint)]
    }

    private func summary() -> [TextLine] {
        let totals = image.totals
        let count = image.layers.count
        var facts = [
            ByteText.text(totals.size) + " in " + (count == 0 ? "no layers" : ByteText.count(count, "layer")),
            ByteText.count(totals.files) + (totals.files == 1 ? " file" : " files"),
        ]
        if let pull = totals.pullSize {
            facts.append("pull " + (totals.pullSizeIsApproximate ? ByteText.approximate(pull) : ByteText.text(pull)))
        }
        facts.append("runs as " + user)
        return flow(facts, separator: " · ", indent: 0, lines: 2)
    }

    private var user: String {
        let written = image.config.user.flatMap { $0.isEmpty ? nil : $0 }
        // Windows has no uids.
        if image.config.effectiveUser == nil, image.platform?.hasPrefix("windows/") == true {
            return written.map { TerminalText.fit($0, 24) } ?? "the base's default user"
        }
        guard let effective = image.config.effectiveUser, let uid = effective.uid else {
            guard let written else { return "an unknown user" }
            return TerminalText.fit(written, 24) + " (not in /etc/passwd)"
        }
        let name = effective.name.map { TerminalText.fit($0, 24) }
        if effective.isRoot {
            guard let written else { return "root (no USER)" }
            return written == "root" ? "root" : "root (USER \(TerminalText.fit(written, 24)))"
        }
        return name.map { "\($0) (\(uid))" } ?? String(uid)
    }

    private func start() -> [TextLine] {
        let config = image.config
        var chain = config.starts
        if chain.isEmpty {
            let command = (config.entrypoint ?? []) + (config.cmd ?? [])
            chain = command.isEmpty ? ["nothing: neither ENTRYPOINT nor CMD"] : [command.joined(separator: " ")]
        }
        let text = chain.map(TerminalText.folded).joined(separator: " → ")
        let wrapped = TerminalText.wrap(text, first: width - 8, rest: width - 8, lines: isVerbose ? .max : 2)
        return wrapped.enumerated().map { index, part in
            var line = TextLine(index == 0 ? "starts" : "", .faint)
            line.pad(to: 8)
            line.add(part)
            return line
        }
    }

    /// Facts in a row, broken between facts.
    func flow(_ facts: [String], separator: String, indent: Int, lines maximum: Int) -> [TextLine] {
        var lines: [TextLine] = []
        var line = TextLine()
        for fact in facts {
            let fact = TerminalText.folded(fact)
            let needed = TerminalText.width(fact) + (line.width > indent ? TerminalText.width(separator) : 0)
            if line.width > indent, line.width + needed > width, lines.count + 1 < maximum {
                lines.append(line)
                line = TextLine()
                line.pad(to: indent)
            }
            line.add(line.width > indent ? separator : "", upTo: width)
            line.add(fact, upTo: width)
        }
        lines.append(line)
        return lines
    }
}
