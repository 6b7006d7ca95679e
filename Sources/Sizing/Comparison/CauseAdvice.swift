// SPDX-License-Identifier: Apache-2.0

/// What a cause seems to be, and what to write in the Dockerfile instead.
enum CauseAdvice {
    /// - Parameter workingDir: where relative targets of a COPY begin: the image's own, since a history does not
    ///   tell what it was at that line.
    /// - Parameter dumps: what findings say of files, by their first bytes: `dumps(_:)`.
    static func advise(
        _ cause: inout Cause, hidingInstruction: String?, workingDir: String?, dumps: [String: String] = [:]
    ) {
        switch cause.kind {
        case .file, .directory:
            cause.note = dumps[String(decoding: cause.name, as: UTF8.self)] ?? note(cause)
            if cause.bytes > 0 { cause.remedy = remedy(cause, workingDir) }
            // A name is reason enough to look, not to say that it is one: `.sql` is a migration as often as a dump.
            if cause.note.map(isDump) == true, dumps[String(decoding: cause.name, as: UTF8.self)] == nil {
                cause.note = nil
            }
        case .dead:
            guard cause.bytes > 0 else { return }
            let changesAttributes =
                hidingInstruction.map { $0.contains("chmod ") || $0.contains("chown ") } ?? false
            cause.remedy =
                changesAttributes
                ? "set owner and mode where the files are made: COPY --chown --chmod"
                : "leave it out of layer \(cause.layer ?? 0), or remove it in the same RUN: hidden bytes still ship"
        case .base, .package, .records, .other: break
        }
    }

    /// By path, what the dumps among an image's findings are.
    static func dumps(_ image: ImageSnapshot) -> [String: String] {
        var dumps: [String: String] = [:]
        for mark in image.findings + image.suppressed where mark.rule == "leftover-dump" {
            let note: String
            switch mark.kind {
            case "core-dump": note = "core dump"
            case "minidump": note = "crash dump"
            case "heap-dump": note = "heap dump"
            case "database-file": continue
            default: note = "database dump"
            }
            for path in mark.isByPlace ? mark.paths : [mark.path] { dumps[path] = note }
        }
        return dumps
    }

    /// By the end of the name, lower case.
    private static let suffixes: [(suffix: String, note: String)] = [
        (".core", "core dump"), (".dmp", "crash dump"), (".hprof", "heap dump"), (".sql", "database dump"),
        (".sql.gz", "database dump"), (".dump", "dump"), (".sqlite", "database"), (".db", "database"),
        (".log", "log"), (".map", "source map"), (".tar", "archive"), (".tar.gz", "archive"), (".tgz", "archive"),
        (".zip", "archive"), (".deb", "package file"), (".rpm", "package file"), (".apk", "package file"),
        (".a", "static library"), (".o", "object file"), (".pdb", "debug symbols"), (".debug", "debug symbols"),
        (".so", "library"), (".jar", "Java archive"), (".whl", "Python wheel"), (".onnx", "model"),
        (".safetensors", "model"), (".gguf", "model"), (".pt", "model"), (".mp4", "video"), (".iso", "disk image"),
        (".qcow2", "disk image"), (".bak", "backup"),
    ]

    private static let directories: [(name: String, note: String)] = [
        ("node_modules", "node modules"), (".git", "version control"), ("__pycache__", "Python cache"),
        (".cache", "cache"), ("_cacache", "npm cache"), (".npm", "npm cache"), ("target", "build output"),
        ("coverage", "test coverage"), ("lists", "package index"), ("archives", "package cache"),
    ]

    private static func note(_ cause: Cause) -> String? {
        let path = String(decoding: cause.name, as: UTF8.self)
        let last = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if cause.kind == .directory { return directories.first { $0.name == last }?.note }
        if last == "core" || last.hasPrefix("core."), last.dropFirst(5).allSatisfy(\.isNumber) { return "core dump" }
        return suffixes.filter { last.hasSuffix($0.suffix) }.max { $0.suffix.count < $1.suffix.count }?.note
    }

    private static func remedy(_ cause: Cause, _ workingDir: String?) -> String? {
        let path = String(decoding: cause.name, as: UTF8.self)
        let instruction = cause.instruction ?? ""
        if instruction.hasPrefix("COPY ") || instruction.hasPrefix("ADD ") {
            // From another stage or image a .dockerignore keeps nothing out.
            if instruction.contains("--from=") { return "copy less from that stage" }
            // What was there before is no accident, unless its name says that it is nothing to ship.
            guard cause.change == .added || cause.note.map(isWaste) == true else { return nil }
            return pattern(path, instruction, workingDir, isDirectory: cause.kind == .directory)
                .map { ".dockerignore: " + $0 }
        }
        guard instruction.hasPrefix("RUN ") else { return nil }
        if path.hasPrefix("/var/lib/apt/lists") { return "end that RUN with rm -rf /var/lib/apt/lists/*" }
        if path.hasPrefix("/var/cache/apt") { return "end that RUN with apt-get clean" }
        if path.contains("/.npm") || path.contains("/.cache") || path.contains("/.m2") || path.contains("/.cargo") {
            return "RUN --mount=type=cache,target=" + path
        }
        if cause.note.map(isDump) == true || cause.note == "log" || cause.note == "archive" {
            return "remove it in the same RUN"
        }
        return nil
    }

    private static func isDump(_ note: String) -> Bool { note.hasSuffix("dump") }

    private static func isWaste(_ note: String) -> Bool {
        let words = [
            "log", "archive", "backup", "object file", "debug symbols", "version control", "node modules",
            "test coverage", "package file", "package index",
        ]
        return isDump(note) || note.hasSuffix("cache") || words.contains(note)
    }

    /// The path as the build context has it: without the directory that the instruction copies to. nil for that
    /// directory itself, which is all that the instruction is for.
    private static func pattern(
        _ path: String, _ instruction: String, _ workingDir: String?, isDirectory: Bool
    ) -> String? {
        let target = target(instruction, workingDir)
        if isDirectory, path == target || target.hasPrefix(path + "/") { return nil }
        var relative = path
        if target.hasPrefix("/"), path.hasPrefix(target + "/") {
            relative = String(path.dropFirst(target.count + 1))
        } else if path.hasPrefix("/") {
            // Copied to another working directory than the one that is known.
            relative = "**/" + (path.split(separator: "/").last ?? "")
        }
        return relative + (isDirectory ? "/" : "")
    }

    /// The last word of a COPY as an absolute path without a slash at its end; relative when nothing is known.
    private static func target(_ instruction: String, _ workingDir: String?) -> String {
        var target = instruction.split(separator: " ").last.map(String.init) ?? ""
        if !target.hasPrefix("/"), let workingDir, workingDir.hasPrefix("/") {
            while target.hasPrefix("./") { target.removeFirst(2) }
            target = workingDir + (workingDir.hasSuffix("/") ? "" : "/") + (target == "." ? "" : target)
        }
        while target.hasSuffix("/") { target.removeLast() }
        return target
    }
}
