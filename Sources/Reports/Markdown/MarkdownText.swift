// SPDX-License-Identifier: Apache-2.0

/// Makes text that comes out of an image safe inside GitHub's and GitLab's Markdown.
enum MarkdownText {
    /// A code span, for paths, names and instructions: nothing in it is markup, a mention or a link. At most `limit`
    /// characters.
    static func code(_ text: String, limit: Int = 120) -> String {
        let visible = cut(TerminalText.escape(text), limit)
        guard !visible.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for byte in visible.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let space = visible.hasPrefix("`") || visible.hasSuffix("`") ? " " : ""
        // A bar would end the table's cell, in a code span too.
        return fence + space + visible.replacing("|", with: "\\|") + space + fence
    }

    /// Words: whatever Markdown or HTML would make something of is escaped, and nobody is mentioned.
    static func words(_ text: String, limit: Int = 300) -> String {
        var result = ""
        for scalar in cut(TerminalText.escape(text), limit).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "!":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "@", "#":
                // With a joiner of no width behind it, it is no mention and no reference.
                result.unicodeScalars.append(scalar)
                result += "\u{2060}"
            case ":":
                // `https://` becomes a link by itself.
                result += result.hasSuffix("http") || result.hasSuffix("https") || result.hasSuffix("ftp") ? "\\:" : ":"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result.replacing("www.", with: "www\\.")
    }

    /// A row of a table.
    static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

    /// A comment by which a bot finds what it is to replace. Stable from build to build, so nothing that changes with
    /// one (tags, digests) may be in it.
    ///
    /// - Parameter kind: `check`, `diff`.
    static func marker(_ kind: String, _ name: String, _ platform: String?) -> String {
        "<!-- dunnage:\(kind) \(plain(name)) \(plain(platform ?? "unknown")) -->"
    }

    /// Only what cannot end a comment.
    private static func plain(_ text: String) -> String {
        let kept = text.unicodeScalars.prefix(200).filter { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "._/-".unicodeScalars.contains(scalar))
        }
        // Two dashes would end the comment early.
        return String(String.UnicodeScalarView(kept)).split(separator: "-", omittingEmptySubsequences: true)
            .joined(separator: "-")
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.unicodeScalars.count <= limit ? text : String(text.unicodeScalars.prefix(limit - 1)) + "…"
    }
}
