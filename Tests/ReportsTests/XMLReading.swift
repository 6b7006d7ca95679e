// SPDX-License-Identifier: Apache-2.0

/// A strict reader of the XML that this program may write: elements, attributes in double quotes, text, the five
/// named references. Everything else is a mistake.
struct XMLReading {
    struct Element {
        var name: String
        var attributes: [String: String] = [:]
        var children: [Element] = []
        var text = ""
    }

    struct Mistake: Error {
        let what: String
    }

    private var rest: Substring

    static func root(of text: String) throws -> Element {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        guard text.hasPrefix(declaration) else { throw Mistake(what: "no declaration") }
        let allowed = text.unicodeScalars.allSatisfy {
            $0 == "\t" || $0 == "\n" || $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF
        }
        guard allowed else { throw Mistake(what: "a character that XML forbids") }
        var reading = XMLReading(rest: text.dropFirst(declaration.count))
        let root = try reading.element()
        guard reading.rest.allSatisfy(\.isWhitespace) else { throw Mistake(what: "text behind the root") }
        return root
    }

    private mutating func element() throws -> Element {
        skipBlanks()
        try expect("<")
        var element = Element(name: name())
        guard !element.name.isEmpty else { throw Mistake(what: "an element without a name at \(rest.prefix(20))") }
        while true {
            skipBlanks()
            if rest.hasPrefix("/>") {
                rest = rest.dropFirst(2)
                return element
            }
            if rest.hasPrefix(">") { break }
            let key = name()
            try expect("=\"")
            let value = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(value.count)
            try expect("\"")
            guard !key.isEmpty, element.attributes[key] == nil else { throw Mistake(what: "attribute \(key)") }
            element.attributes[key] = try plain(value)
        }
        try expect(">")
        while !rest.hasPrefix("</") {
            if rest.hasPrefix("<") {
                element.children.append(try self.element())
            } else {
                let text = rest.prefix { $0 != "<" }
                guard !text.isEmpty else { throw Mistake(what: "no end of \(element.name)") }
                rest = rest.dropFirst(text.count)
                element.text += try plain(text)
            }
        }
        try expect("</" + element.name + ">")
        return element
    }

    private mutating func name() -> String {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\n" } }

    private mutating func expect(_ text: String) throws {
        guard rest.hasPrefix(text) else { throw Mistake(what: "expected \(text) at \(rest.prefix(20))") }
        rest = rest.dropFirst(text.count)
    }

    private func plain(_ text: Substring) throws -> String {
        guard !text.contains("<") else { throw Mistake(what: "< in text") }
        var result = ""
        var rest = text
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            let references = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")]
            guard let (reference, character) = references.first(where: { rest.hasPrefix($0.0) }) else {
                throw Mistake(what: "reference \(rest.prefix(8))")
            }
            result += character
            rest = rest.dropFirst(reference.count)
        }
        return result + rest
    }
}
