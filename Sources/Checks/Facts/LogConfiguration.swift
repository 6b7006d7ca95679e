// SPDX-License-Identifier: Apache-2.0

/// Where log configurations send their lines. Line by line and tag by tag: a few forms are read, everything else is
/// passed over, and what was not understood is never taken for a file.
enum LogConfiguration {
    /// The files that are read, by whose they are.
    enum Form: Sendable {
        case nginx, apache, supervisor, phpPool, logback, log4j, log4jProperties, pythonINI, pythonDictionary
        case gunicorn, winston
    }

    /// Whose file it is, by its path; nil for what is no log configuration. Asked of every file that is kept.
    static func form(of path: [UInt8]) -> Form? {
        func contains(_ word: StaticString) -> Bool {
            let count = word.utf8CodeUnitCount
            guard path.count >= count else { return false }
            return (0...(path.count - count)).contains { start in
                (0..<count).allSatisfy { path[start + $0] == word.utf8Start[$0] }
            }
        }
        if contains("/nginx/") { return .nginx }
        if contains("/apache2/") || contains("/httpd/") { return .apache }
        if contains("supervisor") { return .supervisor }
        if contains("php-fpm") { return .phpPool }
        let name = String(decoding: path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...], as: UTF8.self)
        if name.hasPrefix("logback") { return .logback }
        if name.hasPrefix("log4j"), name.hasSuffix(".xml") { return .log4j }
        if name.hasPrefix("log4j"), name.hasSuffix(".properties") { return .log4jProperties }
        switch name {
        case "logging.conf", "logging.ini": return .pythonINI
        case "logging.yaml", "logging.yml", "logging.json", "settings.py", "logging_config.py":
            return .pythonDictionary
        case "gunicorn.conf.py", "gunicorn_config.py": return .gunicorn
        case "logger.js", "logging.js", "winston.js", "logger.mjs", "logger.cjs": return .winston
        default: return nil
        }
    }

    /// Targets of one file, in order, each once.
    static func targets(in bytes: [UInt8], _ form: Form) -> [LogTarget] {
        let text = String(decoding: bytes, as: UTF8.self)
        return switch form {
        case .nginx: nginx(text)
        case .apache: apache(text)
        case .supervisor: supervisor(text)
        case .phpPool: phpPool(text)
        case .logback: xml(text, "logback")
        case .log4j: xml(text, "log4j")
        case .log4jProperties: properties(text)
        case .pythonINI: pythonINI(text)
        case .pythonDictionary: pythonDictionary(text)
        case .gunicorn: gunicorn(text)
        case .winston: winston(text)
        }
    }

    private static func lines(_ text: String, comment: Character) -> [Substring] {
        text.split(separator: "\n").prefix(20_000).map { $0.trimmed }.filter { $0.first != comment && !$0.isEmpty }
    }

    /// `access_log PATH [format];`, `error_log PATH [level];` (ngx_http_log_module, core module).
    private static func nginx(_ text: String) -> [LogTarget] {
        var targets: [LogTarget] = []
        for line in lines(text, comment: "#") {
            for statement in line.split(separator: ";") {
                let words = statement.split(separator: " ", maxSplits: 2)
                guard words.count > 1, words[0] == "access_log" || words[0] == "error_log" else { continue }
                let path = words[1].unquoted
                guard path != "off", !path.hasPrefix("syslog:"), !path.hasPrefix("memory:"), path != "stderr" else {
                    continue
                }
                targets.append(LogTarget(program: "nginx", path: path.hasPrefix("/") ? path : "/etc/nginx/" + path))
            }
        }
        return targets
    }

    /// `ErrorLog`, `CustomLog`, `TransferLog` (core, mod_log_config); `|program` and `syslog` are no files.
    private static func apache(_ text: String) -> [LogTarget] {
        var targets: [LogTarget] = []
        for line in lines(text, comment: "#") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count > 1, ["errorlog", "customlog", "transferlog"].contains(words[0].lowercased()) else {
                continue
            }
            var path = words[1].unquoted
            // envvars(5) of Debian: the directory has this name everywhere.
            if path.hasPrefix("${APACHE_LOG_DIR}") { path = "/var/log/apache2" + path.dropFirst(17) }
            guard !path.hasPrefix("|"), !path.hasPrefix("syslog"), path.hasPrefix("/") else { continue }
            targets.append(LogTarget(program: "apache", path: path))
        }
        return targets
    }

    /// `stdout_logfile=`, `stderr_logfile=`, `logfile=` (supervisord's documentation, «Configuration File»).
    private static func supervisor(_ text: String) -> [LogTarget] {
        settings(text, comment: ";").compactMap { key, value in
            guard ["stdout_logfile", "stderr_logfile", "logfile"].contains(key),
                !["NONE", "AUTO", "syslog"].contains(value), value.hasPrefix("/")
            else { return nil }
            return LogTarget(program: "supervisor", path: value)
        }
    }

    /// `access.log`, `error_log`, `slowlog` (php-fpm.conf); of several the last one counts.
    private static func phpPool(_ text: String) -> [LogTarget] {
        settings(text, comment: ";").compactMap { key, value in
            guard ["access.log", "error_log"].contains(key), value.hasPrefix("/") || key == "error_log" else {
                return nil
            }
            guard value != "syslog" else { return nil }
            return LogTarget(program: "php-fpm", path: value.hasPrefix("/") ? value : "/usr/local/var/" + value)
        }
    }

    private static func settings(_ text: String, comment: Character) -> [(key: String, value: String)] {
        lines(text, comment: comment).compactMap { line in
            guard let equals = line.firstIndex(of: "=") else { return nil }
            var value = line[line.index(after: equals)...]
            if let end = value.range(of: " ;") { value = value[..<end.start] }
            return (String(line[..<equals].trimmed), value.trimmed.unquoted)
        }
    }

    /// `<file>PATH</file>` of logback's appenders, `fileName="PATH"` of log4j 2's, `name="File" value="PATH"` of
    /// log4j 1's.
    private static func xml(_ text: String, _ program: String) -> [LogTarget] {
        var targets: [LogTarget] = []
        for line in lines(text, comment: "\u{0}") {
            var path: Substring?
            if let start = line.after("<file>") ?? line.after("<File>") {
                path = start.prefix { $0 != "<" }
            } else if let start = line.after("fileName=\"") {
                path = start.prefix { $0 != "\"" }
            } else if line.after("name=\"File\"") != nil, let start = line.after("value=\"") {
                path = start.prefix { $0 != "\"" }
            }
            if let path, !path.isEmpty { targets.append(LogTarget(program: program, path: String(path.trimmed))) }
        }
        return targets
    }

    /// `log4j.appender.X.File=PATH` (log4j 1), `appender.X.fileName = PATH` (log4j 2).
    private static func properties(_ text: String) -> [LogTarget] {
        settings(text, comment: "#").compactMap { key, value in
            let isFile =
                key.hasPrefix("log4j.appender.") && key.lowercased().hasSuffix(".file")
                || key.hasPrefix("appender.") && key.hasSuffix(".fileName")
            return isFile && !value.isEmpty ? LogTarget(program: "log4j", path: value) : nil
        }
    }
}

extension Substring {
    var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    var unquoted: String {
        guard count > 1, let quote = first, quote == "\"" || quote == "'", last == quote else { return String(self) }
        return String(dropFirst().dropLast())
    }

    /// What stands behind the first place of `marker`.
    func after(_ marker: String) -> Substring? { range(of: marker).map { self[$0.end...] } }

    /// Where `marker` stands first.
    fileprivate func range(of marker: String) -> (start: Index, end: Index)? {
        let bytes = Array(marker.utf8)
        var start = utf8.startIndex
        while start < utf8.endIndex {
            if utf8[start...].starts(with: bytes) { return (start, utf8.index(start, offsetBy: bytes.count)) }
            start = utf8.index(after: start)
        }
        return nil
    }
}
