// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

extension DiffText {
    /// Budgets, findings, configuration, layers, packages and files: a line or two each.
    func facts(_ comparison: ImageComparison) -> [TextLine] {
        budgets() + labelled("FINDINGS", findings(comparison.findings)) + labelled("CONFIG", config(comparison.config))
            + labelled("LAYERS", layers(comparison.layers)) + counts(comparison) + directories(comparison)
            + labelled("RATCHET", report.proposal.map { "to keep it that small: \($0) in .dunnage.yml" } ?? "")
    }

    private func labelled(_ label: String, _ text: String, lines: Int = 2) -> [TextLine] {
        guard !text.isEmpty else { return [] }
        let room = width - 10
        return TerminalText.wrap(text, first: room, rest: room, lines: isVerbose ? 40 : lines).enumerated().map {
            index, part in
            var line = TextLine(index == 0 ? label : "", .heading)
            line.pad(to: 10)
            line.add(part)
            return line
        }
    }

    func budgets() -> [TextLine] {
        let shown = report.budgets.filter { isVerbose || $0.state != .kept }
        let room = min(24, max(8, shown.map { TerminalText.width(TerminalText.escape($0.name)) }.max() ?? 0))
        return shown.prefix(isVerbose ? .max : 6).enumerated().map { index, budget in
            var line = TextLine(index == 0 ? "BUDGETS" : "", .heading)
            line.pad(to: 10)
            line.add(TerminalText.fitMiddle(budget.name, room))
            line.pad(to: 10 + room)
            let actual = budget.name == "growth" ? ByteText.signed(budget.actual) : ByteText.text(budget.actual)
            line.add(actual, .strong, endingAt: 10 + room + 11)
            line.add(" of")
            line.add(DiffText.round(budget.limit), endingAt: 10 + room + 23)
            switch budget.state {
            case .kept: line.add("   kept", .pass)
            case .warned: line.add("   worth a look", .doubt)
            case .accepted: line.add("   accepted", .pass)
            case .broken:
                line.add("   broken", .fail)
                line.add("by \(ByteText.text(budget.over))", endingAt: min(width, line.width + 14))
            }
            if budget.state != .kept, let cause = budget.cause, line.width + 12 < width {
                line.add("  " + TerminalText.fitMiddle(cause, width - line.width - 2), .faint)
            }
            return line
        }
    }

    private func findings(_ changes: FindingChanges) -> String {
        func list(_ marks: [ImageSnapshot.FindingMark], _ most: Int) -> String {
            let sorted = marks.sorted { left, right in
                (Severity(rawValue: left.severity) ?? .info) > (Severity(rawValue: right.severity) ?? .info)
            }
            let named = sorted.prefix(most).map { mark -> String in
                let what = mark.kind.isEmpty || mark.kind == mark.rule ? mark.rule : "\(mark.rule) \(mark.kind)"
                return "\(mark.severity) \(what)" + (mark.path.isEmpty ? "" : " (\(PlaceText.place(mark.path)))")
            }
            let more = marks.count > most ? ", \(marks.count - most) more" : ""
            return named.joined(separator: ", ") + more
        }
        // Whether a man page came or went is nobody's news.
        func told(_ marks: [ImageSnapshot.FindingMark]) -> [ImageSnapshot.FindingMark] {
            isVerbose ? marks : marks.filter { (Severity(rawValue: $0.severity) ?? .info) > .info }
        }
        let (came, went) = (told(changes.new), told(changes.fixed))
        guard !came.isEmpty || !went.isEmpty else { return "" }
        let most = isVerbose ? 100 : 2
        let new = came.isEmpty ? "none" : list(came, most)
        let fixed = went.isEmpty ? "none" : list(went, most)
        return "new: \(new) · fixed: \(fixed)"
    }

    /// Settings that changed alike share their words: `Env APP_VERSION and label version: v1 → v2`.
    private func config(_ changes: [ConfigChange]) -> String {
        var groups: [(fields: [String], words: String)] = []
        for change in changes {
            let words = DiffText.words(change)
            if let known = groups.firstIndex(where: { $0.words == words }) {
                groups[known].fields.append(DiffText.field(change.field))
            } else {
                groups.append(([DiffText.field(change.field)], words))
            }
        }
        let most = isVerbose ? 100 : 4
        let shown = groups.prefix(most).map { group in
            let fields = group.fields.prefix(most)
            let more = group.fields.count > most ? " and \(group.fields.count - most) more" : ""
            let list =
                more.isEmpty && fields.count > 1
                ? fields.dropLast().joined(separator: ", ") + " and " + (fields.last ?? "")
                : fields.joined(separator: ", ") + more
            return list + group.words
        }
        return shown.joined(separator: " · ") + (groups.count > most ? " · \(groups.count - most) more" : "")
    }

    private static func words(_ change: ConfigChange) -> String {
        guard let before = change.before else { return " new: \(TerminalText.fit(change.after ?? "", 40))" }
        guard let after = change.after else { return " gone" }
        return ": \(TerminalText.fit(before, 40)) → \(TerminalText.fit(after, 40))"
    }

    /// `Env NAME`, `label name`, `User`.
    static func field(_ field: String) -> String {
        for (prefix, word) in [("Env[", "Env "), ("Labels[", "label ")] where field.hasPrefix(prefix) {
            return word + field.dropFirst(prefix.count).dropLast()
        }
        return field
    }

    /// `0-2 same · 3 rebuilt +13.1 MB (RUN apt-get install changed) · 4 new +125.8 MB`
    private func layers(_ changes: [LayerChange]) -> String {
        guard changes.contains(where: { $0.kind != .same }) else { return "" }
        var words: [String] = []
        var start = changes.startIndex
        while start < changes.endIndex {
            var end = start + 1
            while end < changes.endIndex, changes[start].kind == .same, changes[end].kind == .same { end += 1 }
            words.append(layer(changes[start..<end]))
            start = end
        }
        return words.joined(separator: " · ")
    }

    private func layer(_ changes: ArraySlice<LayerChange>) -> String {
        guard let first = changes.first, let last = changes.last else { return "" }
        let number = first.after.map(String.init) ?? "(\(first.before ?? 0))"
        let bytes = first.size.delta == 0 ? "" : " " + ByteText.signed(first.size.delta)
        switch first.kind {
        case .same: return (first.after == last.after ? number : "\(number)-\(last.after ?? 0)") + " same"
        case .moved: return "\(number) moved, was \(first.before ?? 0)"
        case .rebuilt: return "\(number) rebuilt\(bytes)"
        case .replaced: return "\(number) changed\(bytes) (\(TerminalText.fit(first.instruction ?? "", 28)))"
        case .added: return "\(number) new\(bytes)"
        case .removed: return "\(number) gone\(bytes)"
        }
    }

    private func counts(_ comparison: ImageComparison) -> [TextLine] {
        func part(_ count: Int, _ word: String) -> String? {
            count > 0 ? "\(ByteText.count(Int64(count))) \(word)" : nil
        }
        func signed(_ added: Int, _ removed: Int) -> [String] {
            let words = [added > 0 ? "+\(added)" : nil, removed > 0 ? "-\(removed)" : nil].compactMap(\.self)
            return words.isEmpty ? [] : [words.joined(separator: " ")]
        }
        func packages(_ kind: PackageChange.Kind) -> Int { comparison.packages.count { $0.kind == kind } }
        let files = comparison.fileCounts
        let packageWords =
            signed(packages(.added), packages(.removed))
            + [part(packages(.upgraded), "upgraded"), part(packages(.downgraded), "downgraded")].compactMap(\.self)
        let fileWords =
            signed(files[.added], files[.removed])
            + [
                part(files[.modified], "changed"), part(files[.metadata], "with another mode or owner"),
                part(files[.moved], "moved"), part(files[.renamed], "renamed by hash"),
                part(files[.rewritten], "written again"),
            ].compactMap(\.self)
        var line = TextLine()
        for (label, words) in [("PACKAGES", packageWords), ("FILES", fileWords)] where !words.isEmpty {
            if line.width > 0 { line.pad(to: max(line.width + 2, 24)) }
            line.add(label, .heading)
            line.add(line.width < 10 ? String(repeating: " ", count: 10 - line.width) : "  ")
            line.add(words.joined(separator: ", "), upTo: width)
        }
        return line.isEmpty ? [] : [line]
    }

    private func directories(_ comparison: ImageComparison) -> [TextLine] {
        guard isVerbose else { return [] }
        return comparison.directories.enumerated().map { index, directory in
            var line = TextLine(index == 0 ? "WHERE" : "", .heading)
            line.add(ByteText.signed(directory.size.delta), .strong, endingAt: 21)
            line.add("  " + CauseText.text(directory.path), upTo: width)
            return line
        }
    }
}
