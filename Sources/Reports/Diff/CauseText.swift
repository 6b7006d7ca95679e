// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

/// A cause in words; renderers escape them.
enum CauseText {
    /// What it is: a path, `file 5.44 and 2 it needs`, `wget removed`.
    static func title(_ cause: Cause) -> String {
        let name = text(cause.name)
        switch cause.kind {
        case .base: return "base image" + (name.isEmpty ? "" : " " + name)
        case .package: return package(cause, name)
        case .file: return name
        case .directory:
            let directory = name.hasSuffix("/") ? name : name + "/"
            return directory + " (" + ByteText.count(cause.files, "file") + ")"
        case .dead:
            let place = name.isEmpty || name == "/" ? "files" : name
            return place + (cause.bytes > 0 ? " hidden" : " no longer hidden")
                + (cause.hiddenBy.map { " by L\($0)" } ?? "")
        case .records: return "package databases and logs"
        case .other: return ByteText.count(cause.files, "smaller change")
        }
    }

    private static func package(_ cause: Cause, _ name: String) -> String {
        let system: Set<String?> = ["deb", "apk", "rpm"]
        let origin = system.contains(cause.ecosystem) ? "" : cause.ecosystem.map { " (\($0))" } ?? ""
        switch cause.change {
        case .upgraded, .downgraded:
            return "\(name) \(cause.versionBefore ?? "?") → \(cause.version ?? "?")" + origin
        case .removed:
            return name + origin + (cause.others > 0 ? " and \(cause.others) with it" : "") + " removed"
        case .added, .changed:
            let version = cause.version.map { $0.isEmpty ? "" : " " + short($0) } ?? ""
            return name + version + origin + (cause.others > 0 ? " and \(cause.others) it needs" : "")
        }
    }

    /// `7.88.1-10+deb12u14` is 7.88.1 to people.
    private static func short(_ version: String) -> String {
        let colon = version.firstIndex(of: ":")
        let start = colon.map { version.index(after: $0) } ?? version.startIndex
        let bare = version[start...].prefix { $0 != "-" && $0 != "+" }
        return bare.isEmpty ? version : String(bare)
    }

    /// What more is known: `new · core dump`, `magic.mgc 8.3 MB`.
    static func detail(_ cause: Cause) -> String {
        var words: [String] = []
        switch cause.kind {
        case .file, .directory:
            switch cause.change {
            case .added: words.append("new")
            case .removed: words.append("gone")
            default:
                if cause.kind == .file, let part = cause.parts.first, part.bytes == 0 {
                    words.append("was " + last(part.name))
                } else {
                    words.append("changed")
                }
            }
            if let note = cause.note { words.append(note) }
            if cause.kind == .directory, let part = cause.parts.first {
                words.append("\(last(part.name)) \(ByteText.text(part.bytes))")
            }
        case .package:
            if cause.change == .removed, cause.others == 0 { return "" }
            // A tenth of it or more; rounded up, since ten times a size may not fit.
            let tenth = cause.bytes.magnitude / 10 + (cause.bytes.magnitude % 10 > 0 ? 1 : 0)
            let parts = cause.parts.filter { $0.bytes.magnitude >= tenth }
            words += parts.prefix(2).map { "\(last($0.name)) \(ByteText.text($0.bytes))" }
            return words.joined(separator: ", ")
        case .dead: words.append(cause.bytes > 0 ? "still ships" : "ships no more")
        case .base: words.append(ByteText.count(cause.files, "file") + " differ")
        case .records: break
        case .other:
            return cause.parts.map { "\(last($0.name)) \(ByteText.signed($0.bytes))" }.joined(separator: ", ")
        }
        return words.joined(separator: " · ")
    }

    /// The instruction and what to do: `COPY … /app → .dockerignore: debug/`; empty when there is nothing to do.
    static func advice(_ cause: Cause) -> String {
        guard let remedy = cause.remedy else { return "" }
        guard let instruction = cause.instruction else { return "→ " + remedy }
        return instructionText(instruction) + " → " + remedy
    }

    /// The verb and where it leads: `COPY … /app`; a command as it is.
    private static func instructionText(_ instruction: String) -> String {
        let folded = TerminalText.folded(instruction)
        let words = folded.split(separator: " ")
        guard let verb = words.first, verb == "COPY" || verb == "ADD", words.count > 3, let target = words.last else {
            return TerminalText.fit(folded, 34)
        }
        return "\(verb) … \(target)"
    }

    /// What would be left of a growth that is too much: `+13.1 MB, still 3.1 MB over`.
    static func whatIf(_ cause: Cause, _ growth: DiffGrowth) -> String {
        let rest = growth.without(cause.appBytes)
        return ByteText.signed(rest.growth) + ", "
            + (rest.over > 0 ? "still \(ByteText.text(rest.over)) over" : "within the limit")
    }

    /// A few words to call it by: `the core dump`, `curl`, `main.js`.
    static func short(_ cause: Cause) -> String {
        switch cause.kind {
        case .file, .directory: cause.note.map { "the " + $0 } ?? last(cause.name)
        case .package: text(cause.name)
        case .dead: "the hidden bytes"
        case .base: "the new base"
        case .records: "the package databases"
        case .other: "the rest"
        }
    }

    static func text(_ bytes: [UInt8]) -> String { TerminalText.escape(utf8: bytes) }

    static func last(_ path: [UInt8]) -> String {
        text(Array(path.split(separator: UInt8(ascii: "/")).last ?? []))
    }
}
