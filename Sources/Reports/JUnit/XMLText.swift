// SPDX-License-Identifier: Apache-2.0

/// Writes XML 1.0, element by element.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    typealias Attributes = KeyValuePairs<String, String>

    mutating func begin(_ name: String, _ attributes: Attributes = [:]) {
        indent()
        text += "<" + name + XMLText.written(attributes) + ">\n"
        open.append(name)
    }

    mutating func end() {
        guard let name = open.popLast() else { return }
        indent()
        text += "</" + name + ">\n"
    }

    /// An element with text, or with none.
    mutating func element(_ name: String, _ attributes: Attributes = [:], _ content: String? = nil) {
        indent()
        text += "<" + name + XMLText.written(attributes)
        text += content.map { ">" + XMLText.escape($0) + "</" + name + ">\n" } ?? "/>\n"
    }

    private mutating func indent() { text += String(repeating: "  ", count: open.count) }

    private static func written(_ attributes: Attributes) -> String {
        attributes.map { " \($0)=\"\(escape(line: $1))\"" }.joined()
    }

    /// Text of lines that the caller made; each is escaped, the line feeds between them stay.
    private static func escape(_ content: String) -> String {
        content.split(separator: "\n", omittingEmptySubsequences: false).map { escape(line: String($0)) }
            .joined(separator: "\n")
    }

    /// XML 1.0 forbids most control characters even as references, so what a terminal would obey is shown by its
    /// number.
    private static func escape(line: String) -> String {
        TerminalText.escape(line).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
