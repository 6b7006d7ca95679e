// SPDX-License-Identifier: Apache-2.0

/// A `.dive-ci` file that cannot be understood.
public struct DiveRulesError: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    public var what: String

    public var description: String { "line \(line): \(what)" }
}

/// Reading `.dive-ci`: one flat map under `rules:`, values plain or quoted, comments. No other YAML is in use there,
/// and what else there is becomes an error rather than a rule that silently does not count.
extension DiveRules {
    private static let names = ["lowestefficiency", "highestwastedbytes", "highestuserwastedpercent"]
    private static let off: Set<String> = ["", "disabled", "off", "false"]

    /// Rules that the file does not name keep dive's defaults.
    public init(file text: String) throws(DiveRulesError) {
        self.init()
        var isInRules = false
        var seen: Set<Int> = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let number = index + 1
            let content = DiveRules.withoutComment(line)
            guard content.contains(where: { !$0.isWhitespace }), content != "---" else { continue }
            let (key, value) = try DiveRules.pair(content, number)
            if content.first?.isWhitespace != true {
                guard key == "rules", value.isEmpty else {
                    throw DiveRulesError(line: number, what: "expected «rules:», found «\(key)»")
                }
                isInRules = true
                continue
            }
            guard isInRules else { throw DiveRulesError(line: number, what: "«\(key)» does not stand under «rules:»") }
            // Dive knows its rules by either spelling and in any case.
            guard let rule = DiveRules.names.firstIndex(of: key.filter { $0 != "-" }.lowercased()) else {
                throw DiveRulesError(
                    line: number,
                    what: "no rule is called «\(key)»: there are lowestEfficiency, highestWastedBytes, "
                        + "highestUserWastedPercent")
            }
            guard seen.insert(rule).inserted else { throw DiveRulesError(line: number, what: "«\(key)» comes twice") }
            let isOff = DiveRules.off.contains(value.lowercased())
            switch rule {
            case 0: lowestEfficiency = isOff ? nil : try DiveRules.ratio(value, number)
            case 1: highestWastedBytes = isOff ? nil : try DiveRules.bytes(value, number)
            default: highestUserWastedPercent = isOff ? nil : try DiveRules.ratio(value, number)
            }
        }
    }

    /// A `#` begins a comment at the start of a line and behind a space (YAML 1.2 §6.6).
    private static func withoutComment(_ line: Substring) -> Substring {
        var before: Character = " "
        var quote: Character?
        for index in line.indices {
            let character = line[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "#", before.isWhitespace {
                return line[..<index]
            } else if character == "\"" || character == "'", before.isWhitespace {
                quote = character
            }
            before = character
        }
        return line
    }

    private static func pair(_ line: Substring, _ number: Int) throws(DiveRulesError) -> (String, String) {
        guard let colon = line.firstIndex(of: ":") else {
            throw DiveRulesError(line: number, what: "expected a rule and its value, as in «lowestEfficiency: 0.9»")
        }
        return (unquoted(line[..<colon]), unquoted(line[line.index(after: colon)...]))
    }

    private static func unquoted(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        if let first = text.first, first == "\"" || first == "'", text.count > 1, text.last == first {
            return String(text.dropFirst().dropLast())
        }
        return String(text)
    }

    private static func ratio(_ text: String, _ line: Int) throws(DiveRulesError) -> Double {
        guard let value = Double(text), value >= 0, value <= 1 else {
            throw DiveRulesError(line: line, what: "«\(text)» is no ratio between 0 and 1")
        }
        return value
    }

    private static let units = ["": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5, "e": 6]

    /// `20MB`, `1.5 GiB`, `1,000 kb`, `4096`: as the library does that dive reads sizes with.
    private static func bytes(_ text: String, _ line: Int) throws(DiveRulesError) -> Int64 {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        var unit = text.dropFirst(digits.count).filter { !$0.isWhitespace }.lowercased()
        if unit.hasSuffix("b") { unit.removeLast() }
        let isBinary = unit.hasSuffix("i")
        if isBinary { unit.removeLast() }
        if let number = Double(digits.filter { $0 != "," }), let power = units[unit], !isBinary || power > 0 {
            let factor = isBinary ? 1_024.0 : 1_000
            let value = (0..<power).reduce(number) { result, _ in result * factor }
            if value < 9.2e18 { return Int64(value) }
        }
        throw DiveRulesError(line: line, what: "«\(text)» is no size such as 20MB")
    }
}
