// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// What a `.dockerignore` should name, from what really lies in the image: only what no build needs. Sources stay,
/// since the build stage compiles them.
struct IgnoreList {
    struct Pattern: Equatable {
        var text: String
        /// Content bytes that match, each inode once.
        var bytes: Int64
        var files: Int
        /// The rule that said so.
        var rule: String
    }

    /// Largest first.
    private(set) var patterns: [Pattern] = []

    /// Directories that a build makes anew, which a copy should not bring.
    static let remade: Set<String> = [
        "node_modules", "bower_components", "dist", "build", "out", "target", ".next", ".nuxt", ".output", "vendor",
        ".venv", "venv", "obj", ".build", "coverage", "__pycache__", ".gradle", "_build", "deps", ".cache",
    ]

    /// - Parameter layer: findings of that layer alone; nil for every copied layer.
    init(_ findings: [Finding], _ image: ImageFacts, _ origins: CopyOrigins, layer: Int? = nil) {
        var found: [String: Pattern] = [:]
        var seen: Set<Int32> = []
        for finding in findings where finding.suppressedBy == nil {
            for claim in finding.claims {
                guard let copy = origins.copy(of: claim.inode), (layer ?? copy.layer) == copy.layer,
                    let parts = copy.root.parts(
                        of: image.tree.paths.string(of: image.tree.inodes[Int(claim.inode)].path)),
                    let text = IgnoreList.pattern(parts, finding), seen.insert(claim.inode).inserted
                else { continue }
                var pattern = found[text] ?? Pattern(text: text, bytes: 0, files: 0, rule: finding.rule)
                pattern.bytes += image.tree.size(of: InodeID(rawValue: claim.inode))
                pattern.files += 1
                found[text] = pattern
            }
        }
        patterns = found.values.sorted { ($1.bytes, $0.text) < ($0.bytes, $1.text) }
    }

    /// `node_modules .git .env* …`
    func summary(limit: Int) -> String {
        patterns.prefix(limit).map(\.text).joined(separator: " ") + (patterns.count > limit ? " …" : "")
    }

    /// True when a finding's files would not be there had the copy left them out.
    static func cures(_ finding: Finding) -> Bool {
        switch finding.rule {
        case "vcs-leftover", "ci-and-docker-files", "editor-and-os-leftover", "shell-history", "leftover-dump",
            "log-file", "backup-file":
            true
        case "source-code": finding.kind == "tests"
        case "package-cache": finding.kind == "build-cache"
        case "dead-bytes": finding.kind == "remade"
        default: false
        }
    }

    /// The pattern that covers a file: the directory that is known, else the name.
    private static func pattern(_ parts: [Substring], _ finding: Finding) -> String? {
        guard let name = parts.last.map(String.init) else { return nil }
        /// Everything down to the first directory of those names.
        func directory(_ names: Set<String>) -> String? {
            parts.dropLast().firstIndex { names.contains(String($0)) }.map { parts[...$0].joined(separator: "/") }
        }
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        switch finding.rule {
        case "vcs-leftover":
            return directory([".git", ".svn", ".hg", ".bzr", "CVS"]) ?? (name.hasPrefix(".git") ? ".git*" : name)
        case "source-code":
            guard finding.kind == "tests" else { return nil }
            return directory(["test", "tests", "__tests__", "__mocks__", "spec", "e2e", "coverage", ".nyc_output"])
                ?? "**/*" + ending
        case "ci-and-docker-files":
            if let known = directory([".github", ".circleci", ".gitlab"]) { return known }
            if name.hasPrefix("Dockerfile") { return "Dockerfile*" }
            if name.hasPrefix("docker-compose") { return "docker-compose*" }
            return ending == ".tf" || ending == ".tfvars" ? "**/*" + ending : parts.joined(separator: "/")
        case "editor-and-os-leftover": return directory([".vscode", ".idea"]) ?? "**/" + name
        case "backup-file": return name.hasSuffix("~") ? "**/*~" : "**/*" + ending
        case "log-file": return directory(["log", "logs"]) ?? "**/*.log"
        case "shell-history", "leftover-dump": return parts.joined(separator: "/")
        case "package-cache", "dead-bytes":
            return directory(remade.union([".turbo", ".parcel-cache", ".pytest_cache"]))
        case "secret":
            if let known = directory([".git", ".svn", ".hg", ".bzr", "node_modules"]) { return known }
            return name.hasPrefix(".env") ? ".env*" : parts.joined(separator: "/")
        default: return nil
        }
    }
}
