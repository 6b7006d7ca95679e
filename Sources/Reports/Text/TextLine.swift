// SPDX-License-Identifier: Apache-2.0

/// One line of the screen, put together from left to right. All text is escaped on its way in.
struct TextLine: Sendable {
    private var pieces: [(text: String, ink: Ink)] = []
    /// Columns so far.
    private(set) var width = 0

    init() {}

    init(_ text: String, _ ink: Ink = .plain) { add(text, ink) }

    var isEmpty: Bool { width == 0 }

    mutating func add(_ text: String, _ ink: Ink = .plain) {
        let visible = TerminalText.escape(text)
        pieces.append((visible, ink))
        width += TerminalText.width(visible)
    }

    /// Adds as much of the text as fits before `end`.
    mutating func add(_ text: String, _ ink: Ink = .plain, upTo end: Int) {
        add(TerminalText.fit(text, end - width), ink)
    }

    /// Moves to a column; nothing when the line is beyond it.
    mutating func pad(to column: Int) {
        guard column > width else { return }
        add(String(repeating: " ", count: column - width))
    }

    /// Adds text that ends at a column, at least one space away from what is there.
    mutating func add(_ text: String, _ ink: Ink = .plain, endingAt column: Int) {
        let start = column - TerminalText.width(TerminalText.escape(text))
        pad(to: max(start, width == 0 ? 0 : width + 1))
        add(text, ink)
    }

    mutating func add(_ line: TextLine) {
        pieces.append(contentsOf: line.pieces)
        width += line.width
    }

    /// The line as it is written, without spaces at its end and without line feed.
    func rendered(colour: Bool) -> String {
        var last = pieces.count
        while last > 0, pieces[last - 1].text.allSatisfy({ $0 == " " }) { last -= 1 }
        var result = ""
        for (text, ink) in pieces[..<last] {
            if colour, let parameters = ink.parameters, text.contains(where: { $0 != " " }) {
                result += "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
            } else {
                result += text
            }
        }
        while !colour, result.utf8.last == UInt8(ascii: " ") { result.removeLast() }
        return TextLine.withoutCommands(result)
    }

    /// In a build's log, a line that begins with `::` is an order to GitHub's runner, and `##[` and `##vso[` anywhere in
    /// it are orders to it and to Azure's.
    private static func withoutCommands(_ line: String) -> String {
        var line = line
        if let start = line.firstIndex(where: { $0 != " " }), line[start...].hasPrefix("::") {
            line.replaceSubrange(start...start, with: "\\x3a")
        }
        guard line.contains("##") else { return line }
        return line.replacing("##[", with: "#\\x23[").replacing("##vso[", with: "#\\x23vso[")
    }
}
