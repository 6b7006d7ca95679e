// SPDX-License-Identifier: Apache-2.0
internal import NameText

/// Makes text that comes out of an image safe to show on a terminal, and measures it.
///
/// A name may try to move the cursor, hide itself, turn the reading direction or stack marks over the lines above.
/// What could do so is shown by its number (`\x1b`, `\u{202e}`); everything else stays readable as it is.
public enum TerminalText {
    /// The text without anything that a terminal would obey or hide. Line feeds and tabs are escaped too.
    public static func escape(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = ""
        var marks = maximumMarks
        for scalar in text.unicodeScalars { append(scalar, to: &result, marks: &marks) }
        return result
    }

    /// Raw bytes, as names in a tar are; a byte that is not UTF-8 is shown as `\xff`.
    public static func escape(utf8 bytes: some Collection<UInt8>) -> String { escape(NameText.text(of: bytes)) }

    /// How many columns text takes that has gone through `escape`: wide characters two, combining marks none.
    public static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + CharacterWidth.columns(of: $1) }
    }

    /// The escaped text, cut at the end to `columns` with `…` in the last one.
    public static func fit(_ text: String, _ columns: Int) -> String {
        let visible = escape(text)
        if width(visible) <= columns { return visible }
        return columns > 0 ? prefix(visible, columns - 1) + "…" : ""
    }

    /// The escaped text, cut in the middle with `…`: both ends of a path say more than its middle.
    public static func fitMiddle(_ text: String, _ columns: Int) -> String {
        let visible = escape(text)
        if width(visible) <= columns { return visible }
        guard columns > 4 else { return fit(text, columns) }
        let tail = columns * 3 / 5
        return prefix(visible, columns - 1 - tail) + "…" + suffix(visible, tail)
    }

    /// Breaks text at spaces into lines of at most `first` and then `rest` columns, at most `lines` of them; what is
    /// left over is cut with `…`. A word too long for a line is broken. All lines are escaped; white space is folded.
    public static func wrap(_ text: String, first: Int, rest: Int, lines: Int) -> [String] {
        guard lines > 0, first > 0, rest > 0 else { return [] }
        var result: [String] = []
        var line = ""
        var used = 0
        for word in words(of: text) {
            var word = Substring(word)
            while true {
                let room = result.isEmpty ? first : rest
                let gap = used > 0 ? 1 : 0
                // Looks no further than the room, so that one endless word costs no more than its length.
                let (end, length) = measure(word, room - used - gap)
                if end == word.endIndex {
                    if gap > 0 { line += " " }
                    line += word
                    used += gap + length
                    break
                }
                if result.count + 1 == lines {
                    result.append(fit(used > 0 ? line + " " + word : String(word), room))
                    return result
                }
                if used == 0 {
                    guard end > word.startIndex else { return result }
                    line = String(word[..<end])
                    word = word[end...]
                }
                result.append(line)
                (line, used) = ("", 0)
            }
        }
        if used > 0 { result.append(line) }
        return result
    }

    /// The text on one line: runs of white space become one space, the rest is escaped.
    public static func folded(_ text: String) -> String { words(of: text).joined(separator: " ") }
}

extension TerminalText {
    /// More marks than this on one character leave the line they belong to.
    private static let maximumMarks = 3

    private static func words(of text: String) -> [String] {
        text.unicodeScalars.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }.map { escape(String($0)) }
    }

    /// How far the first scalars go that fit, with the marks that belong to the last of them, and their columns.
    private static func measure(_ visible: Substring, _ columns: Int) -> (end: String.Index, width: Int) {
        var used = 0
        var end = visible.unicodeScalars.startIndex
        while end < visible.unicodeScalars.endIndex {
            let width = CharacterWidth.columns(of: visible.unicodeScalars[end])
            if used + width > columns { break }
            used += width
            visible.unicodeScalars.formIndex(after: &end)
        }
        return (end, used)
    }

    private static func prefix(_ visible: String, _ columns: Int) -> Substring {
        visible[..<measure(visible[...], columns).end]
    }

    private static func suffix(_ visible: String, _ columns: Int) -> String {
        var used = 0
        var start = visible.unicodeScalars.endIndex
        var next = start
        while next > visible.unicodeScalars.startIndex {
            visible.unicodeScalars.formIndex(before: &next)
            let width = CharacterWidth.columns(of: visible.unicodeScalars[next])
            used += width
            if used > columns { break }
            // A mark alone would sit on the ellipsis.
            if width > 0 { start = next }
        }
        return String(visible.unicodeScalars[start...])
    }

    /// `marks` counts down the combining marks that the character before may still carry.
    private static func append(_ scalar: Unicode.Scalar, to result: inout String, marks: inout Int) {
        if scalar.value >= 0x20, scalar.value < 0x7F {
            result.unicodeScalars.append(scalar)
            marks = 0
        } else if scalar.value < 0x100, isObeyed(scalar) {
            result += named(scalar) ?? "\\x" + hexadecimal(scalar.value, digits: 2)
            marks = maximumMarks
        } else if isObeyed(scalar) {
            result += "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
            marks = maximumMarks
        } else if CharacterWidth.columns(of: scalar) == 0 {
            if marks < maximumMarks {
                result.unicodeScalars.append(scalar)
                marks += 1
            } else {
                result += "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
            }
        } else {
            result.unicodeScalars.append(scalar)
            marks = 0
        }
    }

    private static func named(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: nil
        }
    }

    /// Whether a terminal would act on the scalar, hide it, or show it in a way nobody can foresee.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            return true
        case .spaceSeparator:
            return scalar != " "
        default:
            return properties.isDefaultIgnorableCodePoint || scalar.properties.isVariationSelector
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
