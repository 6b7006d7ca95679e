// SPDX-License-Identifier: Apache-2.0

/// Whether a history entry may have come from an instruction, and how sure that is.
///
/// Builders rewrite what they record: sources become hashes, targets absolute paths, variables values, flags vanish;
/// and a report hides secrets. What can differ for such a reason may differ here, everything else may not.
enum Likeness {
    /// 0 when they have nothing to do with each other; the surer the higher, up to 4.
    static func of(_ step: Step, _ entry: HistoryLine) -> Int32 {
        guard step.verb == entry.verb else { return 0 }
        switch step.verb {
        case "RUN": return run(step, entry)
        case "COPY", "ADD": return copy(step, entry)
        case "WORKDIR": return target(step.words.last, entry.words.last)
        case "ENV", "LABEL", "ARG":
            let names = names(step.words)
            let recorded = self.names(entry.words)
            if names == recorded { return 3 }
            return !recorded.isEmpty && recorded.isSubset(of: names) ? 2 : 0
        default: return like(step.words, entry.words) ? 3 : 1
        }
    }

    /// The names that `NAME=value …` or `NAME value` sets.
    static func names(_ words: [String]) -> Set<String> {
        guard let first = words.first else { return [] }
        guard first.contains("=") else { return [unquoted(first)] }
        return Set(words.compactMap { word in word.firstIndex(of: "=").map { unquoted(String(word[..<$0])) } })
    }

    private static func run(_ step: Step, _ entry: HistoryLine) -> Int32 {
        let recorded = entry.words
        // The list form is recorded without quotes and commas.
        let words = step.words.flatMap { $0.split(whereSeparator: Step.isBlank).map(String.init) }
        if like(words, recorded) { return 4 }
        guard !step.heredocs.isEmpty else { return 0 }
        // Builders record the body alone, or behind the line that opens it.
        let body = step.heredocs.flatMap { $0.split(whereSeparator: Step.isBlank).map(String.init) }
        if like(body, recorded) { return 4 }
        return !body.isEmpty && recorded.count > body.count && recorded.starts(with: step.words) ? 3 : 0
    }

    private static func copy(_ step: Step, _ entry: HistoryLine) -> Int32 {
        let words = step.words
        let recorded = entry.words
        let isHashed = recorded.contains("→")
        // Whatever came from a heredoc or another image is recorded in many ways.
        let isFree = isHashed || words.contains { $0.hasPrefix("<<") }
        if !isFree, !like(Array(words.dropLast()), Array(recorded.dropLast())) { return 0 }
        let sureness = target(words.last, recorded.last)
        return sureness == 0 ? 0 : sureness + (isFree ? 0 : 1)
    }

    /// A target as written against one that may have been made absolute.
    private static func target(_ written: String?, _ recorded: String?) -> Int32 {
        guard let written, let recorded else { return 0 }
        let (left, right) = (cleaned(written), cleaned(recorded))
        if left.elementsEqual(right) { return 3 }
        if left.contains("$") { return like(word: written, recorded) ? 2 : 0 }
        if left.isEmpty { return recorded.hasPrefix("/") ? 2 : 0 }
        return !written.hasPrefix("/") && recorded.hasPrefix("/") && right.hasSuffix("/" + left) ? 2 : 0
    }

    /// Without quotes, `./` and the slash at the end.
    private static func cleaned(_ path: String) -> Substring {
        var path = unquoted(path)[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        while path.count > 1, path.last == "/" { path = path.dropLast() }
        return path == "." ? "" : Substring(path)
    }

    private static func unquoted(_ text: String) -> String {
        String(text.filter { $0 != "\"" && $0 != "'" })
    }

    private static func like(_ words: [String], _ recorded: [String]) -> Bool {
        if words == recorded { return true }
        guard words.count == recorded.count else {
            // A hidden value may have had blanks in it.
            return recorded.contains { $0.contains("•••") }
                && like(word: words.joined(separator: " "), recorded.joined(separator: " "))
        }
        return zip(words, recorded).allSatisfy { like(word: $0, $1) }
    }

    /// Equal but for variables on the left and hidden secrets on the right.
    private static func like(word: String, _ recorded: String) -> Bool {
        if word == recorded || unquoted(word) == unquoted(recorded) { return true }
        if recorded.contains("•••") { return fits(word, pieces: pieces(recorded, "•••")) }
        guard word.contains("$") else { return false }
        return fits(recorded, pieces: variablePieces(word))
    }

    private static func pieces(_ text: String, _ mark: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = text[...]
        while let range = rest.firstRange(of: mark) {
            pieces.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return pieces + [rest]
    }

    /// What stands between the variables.
    private static func variablePieces(_ word: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = word[...]
        while let dollar = rest.firstIndex(of: "$") {
            pieces.append(rest[..<dollar])
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "{", let brace = rest.firstIndex(of: "}") {
                rest = rest[rest.index(after: brace)...]
            } else {
                rest = rest.drop { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        }
        return pieces + [rest]
    }

    /// Whether the text has the pieces in order, the first at its start and the last at its end.
    private static func fits(_ text: String, pieces: [Substring]) -> Bool {
        guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else { return false }
        var rest = text.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return pieces.count == 1 ? rest.isEmpty : rest.hasSuffix(last)
    }
}
