// SPDX-License-Identifier: Apache-2.0

/// Where applications' own logging goes: files that Python's `logging` and gunicorn read, and the module in which a
/// Node application makes its winston logger. Literals alone are read.
extension LogConfiguration {
    /// `args=('/var/log/app.log', 'a')` of a `…FileHandler` section (logging.config, «Configuration file format»).
    static func pythonINI(_ text: String) -> [LogTarget] {
        var targets: [LogTarget] = []
        var isFile = false
        for line in text.split(separator: "\n").prefix(20_000).map(\.trimmed) where line.first != "#" {
            if line.hasPrefix("[") { isFile = false }
            if line.hasPrefix("class"), let value = line.after("=")?.trimmed { isFile = handlesFiles(value) }
            guard isFile, line.hasPrefix("args"), let value = literal(after: "(", in: line) else { continue }
            targets.append(LogTarget(program: python, path: value))
        }
        return targets
    }

    /// `class: logging.handlers.RotatingFileHandler` and `filename: app.log` of one handler, in YAML, JSON or a Python
    /// dictionary (logging.config, «Dictionary Schema Details»). The two stand in any order, within a few lines.
    static func pythonDictionary(_ text: String) -> [LogTarget] {
        let lines = text.split(separator: "\n").prefix(20_000).map(\.trimmed)
        var targets: [LogTarget] = []
        for (index, line) in lines.enumerated() where line.first != "#" && line.unkeyed.hasPrefix("filename") {
            let around = lines[max(index - 6, 0)...min(index + 6, lines.count - 1)]
            guard around.contains(where: { $0.unkeyed.hasPrefix("class") && handlesFiles($0) }),
                let colon = line.after(":")?.trimmed
            else { continue }
            let value = colon.prefix { $0 != "," && $0 != "}" && $0 != "#" }.trimmed
            // Without quotes it is a value in YAML and an expression in Python.
            guard let path = isQuoted(value) || !value.contains("(") && !value.contains("{") ? value.unquoted : nil,
                isPath(path)
            else { continue }
            targets.append(LogTarget(program: python, path: path))
        }
        return targets
    }

    /// `accesslog = "/var/log/access.log"`, `errorlog` (gunicorn's settings, «Logging»); `-` is the console.
    static func gunicorn(_ text: String) -> [LogTarget] {
        text.split(separator: "\n").prefix(20_000).map(\.trimmed).compactMap { line in
            guard line.hasPrefix("accesslog") || line.hasPrefix("errorlog"), let value = line.after("=")?.trimmed,
                isQuoted(value), isPath(value.unquoted)
            else { return nil }
            return LogTarget(program: "gunicorn", path: value.unquoted)
        }
    }

    /// `--access-logfile FILE`, `--error-logfile=FILE`, `--log-file` of gunicorn's command line.
    static func gunicorn(words: [String]) -> [LogTarget] {
        let options = ["--access-logfile", "--error-logfile", "--log-file"]
        return words.prefix(256).enumerated().compactMap { index, word in
            var value = index + 1 < words.count && options.contains(word) ? words[index + 1] : ""
            if let option = options.first(where: { word.hasPrefix($0 + "=") }) {
                value = String(word.dropFirst(option.utf8.count + 1))
            }
            return isPath(value) ? LogTarget(program: "gunicorn", path: value) : nil
        }
    }

    /// `new winston.transports.File({ filename: 'app.log' })`, `new DailyRotateFile({ … })` (winston's README,
    /// «Transports»).
    static func winston(_ text: String) -> [LogTarget] {
        let lines = text.split(separator: "\n").prefix(20_000).map(\.trimmed)
        return lines.enumerated().compactMap { index, line in
            guard !line.hasPrefix("//"), !line.hasPrefix("*"),
                let call = ["transports.File(", "DailyRotateFile("].first(where: { line.after($0) != nil })
            else { return nil }
            // Arguments often stand on lines of their own.
            let text = Substring(lines[index...min(index + 4, lines.count - 1)].joined(separator: " "))
            guard let arguments = text.after(call)?.prefix(while: { $0 != ")" }),
                let key = arguments.after("filename:")?.trimmed, let quote = key.first,
                quote == "'" || quote == "\"" || quote == "`"
            else { return nil }
            let path = String(key.dropFirst().prefix { $0 != quote })
            return isPath(path) && !path.contains("$") ? LogTarget(program: "winston", path: path) : nil
        }
    }

    private static let python = "python-logging"

    private static func handlesFiles(_ text: Substring) -> Bool { text.after("FileHandler") != nil }

    private static func isQuoted(_ text: Substring) -> Bool { text.unquoted.utf8.count + 2 == text.utf8.count }

    /// A name that could be a log's: neither a device nor an empty word nor the console's `-`.
    private static func isPath(_ text: String) -> Bool {
        text.utf8.count > 1 && text.utf8.count < 256 && !text.hasPrefix("-") && !text.contains("%(")
    }

    private static func literal(after marker: String, in line: Substring) -> String? {
        guard let rest = line.after(marker)?.trimmed, let quote = rest.first, quote == "'" || quote == "\"" else {
            return nil
        }
        let path = String(rest.dropFirst().prefix { $0 != quote })
        return isPath(path) ? path : nil
    }
}

extension Substring {
    /// Without the quote and the list mark before a key.
    fileprivate var unkeyed: Substring {
        var text = self
        while let first = text.first, first == "\"" || first == "'" || first == "-" || first == " " {
            text.removeFirst()
        }
        return text
    }
}
