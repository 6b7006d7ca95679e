// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText

/// Levels, names and URIs as SARIF wants them.
enum SARIFText {
    static func level(_ severity: Severity) -> String {
        switch severity {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low, .info: "note"
        }
    }

    /// In GitHub's bands: above 9 critical, from 7 high, from 4 medium, from 0.1 low.
    static func score(_ severity: Severity) -> String {
        switch severity {
        case .critical: "9.5"
        case .high: "8.0"
        case .medium: "5.5"
        case .low: "2.0"
        case .info: "0.1"
        }
    }

    /// `RootOwnedEntrypoint` of `root-owned-entrypoint`.
    static func name(_ id: String) -> String {
        id.split { $0 == "-" || $0 == "/" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// A relative reference (RFC 3986): what is neither unreserved nor a slash is written by number, and no first
    /// segment looks like a scheme.
    static func uri(_ path: String) -> String { PercentEncoding.encode(path, allowed: "/") }

    /// The reference without tag and digest.
    static func repository(_ reference: String) -> String {
        let name = reference.prefix { $0 != "@" }
        guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else { return String(name) }
        return String(name[..<colon])
    }

    /// A message is shown by browsers and read by people: what a terminal would obey is escaped here too. In SARIF,
    /// `[text](target)` makes a link, unless its brackets are escaped.
    static func message(_ text: String, to json: inout JSONWriter) {
        var visible = TerminalText.escape(text)
        if visible.contains("](") { visible = visible.replacing("[", with: "\\[").replacing("]", with: "\\]") }
        json.object("message", visible) { json, visible in json.member("text", visible) }
    }

    /// 16 hexadecimal digits (FNV-1a) over both texts.
    static func hash(_ first: String, _ second: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in first.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        value = value &* 0x100_0000_01b3
        for byte in second.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
