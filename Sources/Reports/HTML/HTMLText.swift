// SPDX-License-Identifier: Apache-2.0

/// Puts HTML together; every text is escaped on its way in.
struct HTMLText {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Markup of our own.
    mutating func add(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

    mutating func add(bytes more: [UInt8]) { bytes.append(contentsOf: more) }

    /// Text, as content or as an attribute's value in double quotes.
    mutating func text(_ text: String) { add(HTMLText.escape(text)) }

    /// An element with nothing but text in it.
    mutating func element(_ name: String, _ attributes: String = "", _ content: String) {
        add("<\(name)\(attributes.isEmpty ? "" : " " + attributes)>")
        text(content)
        add("</\(name)>")
    }

    /// What a terminal would obey turns the reading direction of a page too, or hides in it, so it is shown by its
    /// number.
    static func escape(_ text: String) -> String {
        let visible = TerminalText.escape(text)
        guard visible.utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22, 0x27].contains($0) }) else { return visible }
        return visible.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
