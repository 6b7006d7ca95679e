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
        let tree = image.tree
        var found: [Pattern] = []
        var numbers: [String: Int] = [:]
        var seen = [Bool](repeating: false, count: tree.inodes.count)
        for finding in findings where finding.suppressedBy == nil {
            guard let names = IgnoreList.directories(of: finding) else { continue }
            func number(of text: String) -> Int {
                if let number = numbers[text] { return number }
                found.append(Pattern(text: text, bytes: 0, files: 0, rule: finding.rule))
                numbers[text] = found.count - 1
                return found.count - 1
            }
            // The pattern of a file's directory, by copy: thousands of files may lie in one. nil: it has none.
            var known: [Int64: Int?] = [:]
            for claim in finding.claims {
                guard let copy = origins.copy(of: claim.inode), (layer ?? copy.layer) == copy.layer else { continue }
                let path = tree.inodes[Int(claim.inode)].path
                let directory = Int64(tree.paths.parent(of: path).rawValue) << 32 | Int64(copy.layer)
                var pattern = known[directory] ?? nil
                if pattern == nil {
                    guard let parts = copy.root.parts(of: tree.paths.string(of: path)) else { continue }
                    pattern = IgnoreList.directory(parts, names).map(number)
                    known[directory] = .some(pattern)
                    if pattern == nil { pattern = IgnoreList.pattern(parts, finding).map(number) }
                }
                guard let pattern, !seen[Int(claim.inode)] else { continue }
                seen[Int(claim.inode)] = true
                found[pattern].bytes += tree.size(of: InodeID(rawValue: claim.inode))
                found[pattern].files += 1
            }
        }
        // A pattern whose files all belong to others says nothing.
        patterns = found.filter { $0.files > 0 }.sorted { ($1.bytes, $0.text) < ($0.bytes, $1.text) }
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

    /// Directories that are named rather than the files in them; nil for a finding whose files have no pattern, which
    /// most have.
    private static func directories(of finding: Finding) -> Set<String>? {
        switch finding.rule {
        case "vcs-leftover": [".git", ".svn", ".hg", ".bzr", "CVS"]
        case "source-code":
            finding.kind == "tests"
                ? ["test", "tests", "__tests__", "__mocks__", "spec", "e2e", "coverage", ".nyc_output"] : nil
        case "ci-and-docker-files": [".github", ".circleci", ".gitlab"]
        case "editor-and-os-leftover": [".vscode", ".idea"]
        case "log-file": ["log", "logs"]
        case "package-cache", "dead-bytes": remade.union([".turbo", ".parcel-cache", ".pytest_cache"])
        case "secret": [".git", ".svn", ".hg", ".bzr", "node_modules"]
        case "backup-file", "shell-history", "leftover-dump": []
        default: nil
        }
    }

    /// Everything down to the first directory of those names.
    private static func directory(_ parts: [Substring], _ names: Set<String>) -> String? {
        parts.dropLast().firstIndex { names.contains(String($0)) }.map { parts[...$0].joined(separator: "/") }
    }

    /// The pattern that covers a file in no such directory: its name, or those like it.
    private static func pattern(_ parts: [Substring], _ finding: Finding) -> String? {
        guard let name = parts.last.map(String.init) else { return nil }
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        switch finding.rule {
        case "vcs-leftover": return name.hasPrefix(".git") ? ".git*" : name
        case "source-code": return "**/*" + ending
        case "ci-and-docker-files":
            if name.hasPrefix("Dockerfile") { return "Dockerfile*" }
            if name.hasPrefix("docker-compose") { return "docker-compose*" }
            return ending == ".tf" || ending == ".tfvars" ? "**/*" + ending : parts.joined(separator: "/")
        case "editor-and-os-leftover": return "**/" + name
        case "backup-file": return name.hasSuffix("~") ? "**/*~" : "**/*" + ending
        case "log-file": return "**/*.log"
        case "shell-history", "leftover-dump": return parts.joined(separator: "/")
        case "secret": return name.hasPrefix(".env") ? ".env*" : parts.joined(separator: "/")
        default: return nil
        }
    }
}
