// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import Sizing

/// Takes values out of YAML nodes, with a sentence for each that is not what it should be.
struct NodeReader {
    let file: String

    func error(_ line: Int, _ what: String) -> ConfigurationError {
        ConfigurationError(file: file, line: line, what: what)
    }

    /// The members of a mapping whose keys must be among `keys`. Members that may hold many things may hold none, and are
    /// left out then; any other one without a value is a limit or an end that somebody believes to be set.
    func mapping(_ node: YAMLNode, _ name: String, keys: [String]) throws(ConfigurationError) -> [YAMLNode.Pair] {
        let pairs = try openMapping(node, name)
        for pair in pairs where !keys.contains(pair.key) {
            let place = name.isEmpty ? "" : " under «\(name)»"
            let hint =
                NearestWord.to(pair.key, among: keys).map { ": did you mean «\($0)»?" }
                ?? ": there are " + keys.joined(separator: ", ")
            throw error(pair.line, "there is no key «\(pair.key)»\(place)\(hint)")
        }
        for pair in pairs where pair.value.isNull && !ConfigurationKeys.lists.contains(pair.key) {
            let place = name.isEmpty ? "" : " under «\(name)»"
            throw error(pair.line, "«\(pair.key)»\(place) has no value: give it one, or take the line out")
        }
        return pairs.filter { !$0.value.isNull }
    }

    /// The members of a mapping with keys of the user's own.
    func openMapping(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> [YAMLNode.Pair] {
        guard case .mapping(let pairs) = node.content else {
            let subject = name.isEmpty ? "a configuration" : "«\(name)»"
            throw error(node.line, "\(subject) must be a mapping of keys to values, not \(node.article)")
        }
        return pairs
    }

    func list(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> [YAMLNode] {
        guard case .sequence(let items) = node.content else {
            throw error(node.line, "«\(name)» must be a list, not \(node.article)")
        }
        return items
    }

    func text(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> String {
        guard case .scalar(let text, _) = node.content, !node.isNull else {
            throw error(node.line, "«\(name)» must be a single value, not \(node.article)")
        }
        guard !text.isEmpty else { throw error(node.line, "«\(name)» must not be empty") }
        return text
    }

    /// Strings: one, or a list of them.
    func texts(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> [String] {
        if case .scalar = node.content { return [try text(node, name)] }
        var texts: [String] = []
        for item in try list(node, name) { texts.append(try text(item, name)) }
        return texts
    }

    /// One of a few words.
    func word(_ node: YAMLNode, _ name: String, among words: [String]) throws(ConfigurationError) -> String {
        let text = try text(node, name)
        guard !words.contains(text) else { return text }
        throw error(node.line, "«\(name)» cannot be «\(text)»" + NodeReader.hint(text, words))
    }

    static func hint(_ text: String, _ words: [String]) -> String {
        NearestWord.to(text, among: words).map { ": did you mean «\($0)»?" }
            ?? ": expected " + words.joined(separator: ", ")
    }

    func number(_ node: YAMLNode, _ name: String, from lowest: Int = 1) throws(ConfigurationError) -> Int {
        let text = try text(node, name)
        guard let number = Int(text), number >= lowest else {
            throw error(node.line, "«\(name)» must be a whole number of at least \(lowest), not «\(text)»")
        }
        return number
    }

    func size(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> Int64 {
        let text = try text(node, name)
        do throws(BudgetError) {
            return try ByteSize.parse(text)
        } catch {
            throw self.error(node.line, "«\(name)»: \(error.what)")
        }
    }

    func day(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> CalendarDay {
        let text = try text(node, name)
        guard let day = CalendarDay(text) else {
            throw error(node.line, "«\(name)» must be a day such as 2027-06-30, not «\(text)»")
        }
        return day
    }
}
