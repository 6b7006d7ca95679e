// SPDX-License-Identifier: Apache-2.0

/// A Dockerfile as far as lines and stages go: nothing is run, and no file that it names is opened.
///
/// It may be anything: what is no instruction is passed over. Reading is linear in its length.
public struct Recipe: Sendable, Equatable {
    /// In the order of the file.
    public let steps: [Step]
    public let stages: [Stage]

    public init(_ bytes: [UInt8]) {
        var reader = RecipeReader(bytes)
        reader.read()
        steps = reader.steps
        stages = Recipe.stages(of: reader.steps)
    }

    /// The stages that make up the image, base first: the last one, the stage that it starts from, and so on.
    public var finalChain: [Stage] {
        guard let last = stages.indices.last else { return [] }
        var chain = [last]
        // A stage can only start from one above it, so this ends.
        while let current = chain.last, let next = stage(named: stages[current].base, above: current) {
            chain.append(next)
        }
        return chain.reversed().map { stages[$0] }
    }

    /// The latest of several with one name, as builders have it; a number is none.
    private func stage(named name: String, above index: Int) -> Int? {
        let wanted = name.lowercased()
        return stages[..<index].lastIndex { $0.name == wanted }
    }

    private static func stages(of steps: [Step]) -> [Stage] {
        let starts = steps.indices.filter { steps[$0].verb == "FROM" }
        var defaults: [String: String] = [:]
        for step in steps.prefix(starts.first ?? 0) where step.verb == "ARG" {
            for word in step.words {
                guard let equals = word.firstIndex(of: "=") else { continue }
                let value = word[word.index(after: equals)...]
                defaults[String(word[..<equals])] = unquoted(value)
            }
        }
        return starts.enumerated().map { number, start in
            let words = steps[start].words
            let end = number + 1 < starts.count ? starts[number + 1] : steps.count
            let isNamed = words.count >= 3 && words[1].lowercased() == "as"
            return Stage(
                base: expand(words.first ?? "", defaults), name: isNamed ? words[2].lowercased() : nil, from: start,
                steps: start + 1..<end)
        }
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, let quote = text.first, quote == text.last, quote == "\"" || quote == "'" else {
            return String(text)
        }
        return String(text.dropFirst().dropLast())
    }

    /// `$NAME`, `${NAME}` and `${NAME:-default}`; what is unknown stays as it is.
    private static func expand(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let isBraced = rest.first == "{"
            if isBraced { rest = rest.dropFirst() }
            let name = rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
            rest = rest[name.endIndex...]
            var fallback: Substring?
            if isBraced {
                guard let brace = rest.firstIndex(of: "}") else { return result + "$" + name + rest }
                if rest.hasPrefix(":-") { fallback = rest[..<brace].dropFirst(2) }
                rest = rest[rest.index(after: brace)...]
            }
            result += values[String(name)] ?? fallback.map(String.init) ?? "$" + name
        }
        return result + rest
    }
}
