// SPDX-License-Identifier: Apache-2.0

/// Takes one `created_by` apart. Linear in its length.
struct InstructionReader {
    private(set) var verb: String?
    private(set) var text = ""
    private(set) var buildArguments: [Instruction.BuildArgument] = []
    private var rest: Substring

    private static let verbs: Set<Substring> = [
        "FROM", "RUN", "CMD", "LABEL", "MAINTAINER", "EXPOSE", "ENV", "ADD", "COPY", "ENTRYPOINT", "VOLUME", "USER",
        "WORKDIR", "ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL",
    ]

    /// Word by word only this many bytes are looked at: words cost sixteen times their length in memory, and nobody
    /// reads more. Beyond, the text stays as it is, on one line.
    private static let wordLimit = 64 << 10

    init(_ createdBy: String) { rest = createdBy[...] }

    mutating func read() {
        trim()
        dropSuffix("# buildkit")
        let first = InstructionReader.firstWord(rest)
        if first == "#(nop)" {
            readMarked()
        } else if InstructionReader.verbs.contains(first) {
            verb = String(first)
            rest = rest.dropFirst(first.count)
            trim()
            if first == "RUN" {
                readBuildArguments()
                dropShell()
            }
        } else if first.first == "|" || InstructionReader.isShell(first) {
            readBuildArguments()
            let hadShell = dropShell()
            if rest.hasPrefix("#(nop)") {
                readMarked()
            } else if hadShell || !buildArguments.isEmpty {
                verb = "RUN"
            }
        }
        trim()
        let arguments = InstructionReader.folded(rest)
        let readable =
            switch verb {
            case "ADD", "COPY": InstructionReader.withoutHashes(arguments)
            case "EXPOSE", "STOPSIGNAL": InstructionReader.withoutGoCollection(arguments)
            case "HEALTHCHECK": InstructionReader.withoutGoStruct(arguments)
            default: arguments
            }
        text = verb.map { readable.isEmpty ? $0 : $0 + " " + readable } ?? readable
    }

    /// The legacy builder's mark for what ran nothing.
    private mutating func readMarked() {
        rest = rest.dropFirst("#(nop)".count)
        trim()
        let word = InstructionReader.firstWord(rest)
        guard InstructionReader.verbs.contains(word) else { return }
        verb = String(word)
        rest = rest.dropFirst(word.count)
    }

    // MARK: Shells

    /// Drops `/bin/sh -c `, `/bin/bash -o pipefail -c `, `cmd /S /C ` and the like; false when there is none.
    @discardableResult
    private mutating func dropShell() -> Bool {
        guard let length = InstructionReader.shellLength(rest) else { return false }
        rest = rest.dropFirst(length)
        trim()
        return true
    }

    /// How many characters a shell and its options take at the beginning; nil when no command follows them.
    private static func shellLength(_ text: Substring) -> Int? {
        let words = text.utf8.prefix(512).split(maxSplits: 8, omittingEmptySubsequences: true) { isSpace($0) }
            .map { Substring($0) }
        guard let shell = words.first, isShell(shell) else { return nil }
        for word in words.dropFirst().prefix(7) {
            let isLast = endsOptions(word, of: shell)
            if isLast { return text.distance(from: text.startIndex, to: word.endIndex) }
            let isOption = word.first == "-" || word.first == "/" && baseName(shell).hasPrefix("cmd")
            let isOptionValue = ["pipefail", "Stop", "errexit", "nounset", "Bypass", "Unrestricted"].contains(word)
            guard isOption || isOptionValue else { return nil }
        }
        return nil
    }

    private static func endsOptions(_ word: Substring, of shell: Substring) -> Bool {
        let name = baseName(shell)
        if name.hasPrefix("cmd") { return word.lowercased() == "/c" }
        if name.hasPrefix("powershell") || name.hasPrefix("pwsh") { return word.lowercased() == "-command" }
        return word.first == "-" && word.dropFirst().first != "-" && word.last == "c"
    }

    private static let shells: Set<String> = [
        "sh", "bash", "ash", "dash", "zsh", "ksh", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh", "pwsh.exe",
    ]

    private static func isShell(_ word: Substring) -> Bool {
        // Most words end otherwise, and this runs for each.
        guard let last = word.utf8.last, [0x68, 0x64, 0x65, 0x6C].contains(last | 0x20) else { return false }
        return !word.utf8.contains(UInt8(ascii: "=")) && shells.contains(baseName(word))
    }

    private static func baseName(_ path: Substring) -> String {
        let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
        let start = path.utf8.lastIndex(where: isSeparator).map { path.utf8.index(after: $0) } ?? path.startIndex
        return path[start...].lowercased()
    }

    // MARK: Build arguments

    /// Reads `|2 NAME=value OTHER=two words /bin/sh -c …`. Values are not quoted there, so a value ends where the next
    /// `NAME=` or the shell begins; without a shell every argument is one word.
    private mutating func readBuildArguments() {
        guard rest.first == "|" else { return }
        let digits = rest.dropFirst().prefix { $0.isWholeNumber && $0.isASCII }
        guard let count = Int(digits), count <= 4_096 else { return }
        rest = rest.dropFirst(1 + digits.count)
        trim()
        let words = InstructionReader.words(rest)
        let shell = words.firstIndex { word in
            InstructionReader.isShell(word) && InstructionReader.shellLength(rest[word.startIndex...]) != nil
        }
        let end = shell ?? min(count, words.count)
        var name: Substring?
        var value = ""
        func finish(_ arguments: inout [Instruction.BuildArgument]) {
            if let name { arguments.append(Instruction.BuildArgument(name: String(name), value: value)) }
        }
        for word in words[..<end] {
            if let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")),
                InstructionReader.isArgumentName(word[..<equals]),
                buildArguments.count + (name == nil ? 0 : 1) < count
            {
                finish(&buildArguments)
                name = word[..<equals]
                value = String(word[word.index(after: equals)...])
            } else {
                value += " " + word
            }
        }
        finish(&buildArguments)
        rest = end < words.endIndex ? rest[words[end].startIndex...] : rest[rest.endIndex...]
    }

    private static func isArgumentName(_ name: Substring) -> Bool {
        !name.isEmpty && name.first?.isNumber != true
            && name.utf8.allSatisfy { byte in
                byte == 0x5F || byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            }
    }

    // MARK: Readable arguments

    /// ASCII white space and zero bytes folded to single blanks.
    static func folded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isPending = false
        for byte in text.utf8 {
            if isSpace(byte) {
                isPending = !bytes.isEmpty
                continue
            }
            if isPending { bytes.append(0x20) }
            isPending = false
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D || byte == 0 }

    private static func firstWord(_ text: Substring) -> Substring {
        Substring(text.utf8.prefix(wordLimit).prefix { !isSpace($0) })
    }

    /// The words within `wordLimit`.
    private static func words(_ text: Substring) -> [Substring] {
        text.utf8.prefix(wordLimit).split(omittingEmptySubsequences: true) { isSpace($0) }.map { Substring($0) }
    }

    /// `file:<hash> in /app` becomes `file → /app`; several hashes become `files`.
    private static func withoutHashes(_ arguments: String) -> String {
        guard arguments.utf8.count <= wordLimit else { return arguments }
        var words = words(arguments[...])
        let kinds = words.map(hashedKind)
        guard let first = kinds.firstIndex(where: { $0 != nil }) else { return arguments }
        let end = kinds[first...].firstIndex(where: { $0 == nil }) ?? words.endIndex
        guard end < words.endIndex, words[end] == "in" else { return arguments }
        let kind = kinds[first] ?? ""
        let isOne = end - first == 1 && kind != "multi"
        words.replaceSubrange(first...end, with: [isOne ? kind : "files", "→"])
        return words.joined(separator: " ")
    }

    /// `file`, `dir`, `multi` or `archive` when the word is such a hash.
    private static func hashedKind(_ word: Substring) -> Substring? {
        guard let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let kind = word[..<colon]
        let hash = word[word.index(after: colon)...]
        guard ["file", "dir", "multi", "archive"].contains(kind), hash.utf8.count >= 8 else { return nil }
        return hash.allSatisfy(\.isHexDigit) ? kind : nil
    }

    /// `map[80/tcp:{} 443/tcp:{}]` becomes `80/tcp 443/tcp`, `[SIGTERM]` becomes `SIGTERM`.
    private static func withoutGoCollection(_ arguments: String) -> String {
        guard arguments.utf8.count <= wordLimit, arguments.hasSuffix("]") else { return arguments }
        let prefix = arguments.hasPrefix("map[") ? 4 : arguments.hasPrefix("[") ? 1 : 0
        guard prefix > 0 else { return arguments }
        return arguments.dropFirst(prefix).dropLast().split(separator: " ")
            .map { $0.hasSuffix(":{}") ? $0.dropLast(3) : $0 }
            .joined(separator: " ")
    }

    /// `&{["CMD-SHELL" "curl …"] "30s" … '\x03'}` becomes `["CMD-SHELL" "curl …"]`.
    private static func withoutGoStruct(_ arguments: String) -> String {
        guard arguments.hasPrefix("&{[") else { return arguments }
        var isQuoted = false
        var isEscaped = false
        for index in arguments.indices.dropFirst(2) {
            let character = arguments[index]
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == "]", !isQuoted {
                return String(arguments[arguments.index(arguments.startIndex, offsetBy: 2)...index])
            }
        }
        return arguments
    }

    // MARK: Cursor

    private mutating func trim() {
        rest = rest.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
    }

    private mutating func dropSuffix(_ suffix: String) {
        guard rest.hasSuffix(suffix) else { return }
        rest = rest.dropLast(suffix.count)
        trim()
    }
}
