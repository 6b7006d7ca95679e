// SPDX-License-Identifier: Apache-2.0
import LayerTree
import TestSupport
import Testing

/// Patterns against a model that tries everything.
@Suite struct PathGlobPropertyTests {
    @Test(arguments: 0..<4) func `Matches as the model does`(batch: Int) {
        var random = SeededGenerator(seed: UInt64(batch) &+ 41)
        var hits = 0
        for _ in 0..<10_000 {
            let glob = PathGlobPropertyTests.pattern(&random)
            let path = PathGlobPropertyTests.path(&random)
            let expected = Model.matches(glob, path)
            if expected { hits += 1 }
            if PathGlob(glob).matches(Array(path.utf8)) != expected {
                Issue.record("\(glob) and \(path): the model says \(expected)")
            }
        }
        // Neither side is trivially empty.
        #expect((500...9_500).contains(hits))
    }

    private static func pattern(_ random: inout SeededGenerator) -> String {
        let pieces = ["a", "b", "c", "*", "?", "[ab]", "[!a]", "[a-b]", "\\a", "[", "]", "ab", "a*"]
        let components = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            if Int.random(in: 0..<4, using: &random) == 0 { return "**" }
            return (0..<Int.random(in: 1...3, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "a" }
                .joined()
        }
        let lead = Bool.random(using: &random) ? "/" : ""
        return lead + components.joined(separator: "/") + (Int.random(in: 0..<6, using: &random) == 0 ? "/" : "")
    }

    private static func path(_ random: inout SeededGenerator) -> String {
        "/"
            + (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    ["a", "b", "c"].randomElement(using: &random) ?? "a"
                }
                .joined()
            }.joined(separator: "/")
    }

    /// The rules as they are documented, word by word, by recursion.
    private enum Model {
        static func matches(_ glob: String, _ path: String) -> Bool {
            var pattern = glob
            while pattern.count > 1, pattern.hasSuffix("/") { pattern.removeLast() }
            let names = path.split(separator: "/").map { Array($0) }
            let components = pattern.split(separator: "/").map { Array($0) }
            if pattern.contains("/") { return tree(components[...], names[...]) }
            guard let only = components.first else { return true }
            return only == ["*", "*"] || names.contains { name(only[...], $0[...]) }
        }

        private static func tree(_ pattern: ArraySlice<[Character]>, _ names: ArraySlice<[Character]>) -> Bool {
            guard let first = pattern.first else { return true }
            if first == ["*", "*"] {
                if pattern.count == 1 { return !names.isEmpty }
                return (0...names.count).contains { tree(pattern.dropFirst(), names.dropFirst($0)) }
            }
            guard let head = names.first else { return false }
            return name(first[...], head[...]) && tree(pattern.dropFirst(), names.dropFirst())
        }

        private static func name(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            if first == "*" { return (0...text.count).contains { name(pattern.dropFirst(), text.dropFirst($0)) } }
            guard let head = text.first else { return false }
            let rest = text.dropFirst()
            switch first {
            case "?": return name(pattern.dropFirst(), rest)
            case "\\" where pattern.count > 1:
                let literal = pattern[pattern.startIndex + 1]
                return literal == head && name(pattern.dropFirst(2), rest)
            case "[":
                let inside = pattern.dropFirst()
                // The first character of a class may be a bracket itself.
                guard let end = inside.dropFirst().firstIndex(of: "]") else { break }
                var members = inside[..<end]
                let isNegated = members.first == "!" || members.first == "^"
                if isNegated { members = members.dropFirst() }
                var isIn = false
                while let low = members.first {
                    if members.count > 2, members[members.startIndex + 1] == "-" {
                        if low <= head, head <= members[members.startIndex + 2] { isIn = true }
                        members = members.dropFirst(3)
                    } else {
                        if low == head { isIn = true }
                        members = members.dropFirst()
                    }
                }
                return isIn != isNegated && name(pattern[(end + 1)...], rest)
            default: break
            }
            return first == head && name(pattern.dropFirst(), rest)
        }
    }
}
