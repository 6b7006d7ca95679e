// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// What an edit says: what is wrong in a few words, and what to write instead.
struct EditText {
    let edit: Edit
    /// Most bytes first, then worst.
    private let findings: [Finding]
    private let image: ImageFacts
    private let origins: CopyOrigins
    /// The start command has an edit of its own, to be made first.
    private let startIsWrong: Bool

    init(_ edit: Edit, _ findings: [Finding], _ image: ImageFacts, _ origins: CopyOrigins, startIsWrong: Bool) {
        self.edit = edit
        self.findings = findings.enumerated().sorted { left, right in
            (right.element.bytes, right.element.severity, left.offset)
                < (left.element.bytes, left.element.severity, right.offset)
        }.map(\.element)
        self.image = image
        self.origins = origins
        self.startIsWrong = startIsWrong
    }

    private var first: Finding? { findings.first }

    var title: String {
        switch edit.theme {
        case .multiStage: return tools
        case .cache: return first.map { $0.message } ?? ""
        case .ignore: return copied
        case .sources, .leftovers: return ByteText.list(findings.map(\.message), limit: 2)
        case .user: return user
        case .secrets: return ByteText.count(findings.count, "secret")
        case .base: return "what the base brings: " + ByteText.list(unique(findings.map(\.rule)), limit: 4)
        case .start: return ByteText.list(starting.map(\.message), limit: 2)
        case .configuration, .permissions, .accounts: return ByteText.list(notable.map(\.message), limit: 2)
        case .dead, .omitDev, .other: return first?.message ?? ""
        }
    }

    var remedy: String { EditText.lowered(text) }

    private var text: String {
        switch edit.theme {
        case .multiStage: return stages
        case .ignore:
            let list = IgnoreList(findings, image, origins, layer: edit.layer)
            return list.patterns.isEmpty
                ? "Copy only what runs, and name the rest in .dockerignore" : ".dockerignore: " + list.summary(limit: 7)
        case .sources:
            let remedy = "Build in a first stage; COPY --from=build only what it made"
            return first.map { $0.kind == "source-maps" ? $0.remedy : remedy } ?? remedy
        case .user: return "USER with a number; what must be written gets a directory of its own"
        case .secrets: return "rotate; .dockerignore: .env *.pem .git; RUN --mount=type=secret"
        case .base: return "another base: a slim tag, distroless, or one without what the application does not need"
        case .omitDev:
            let remedy = first?.remedy ?? ""
            return startIsWrong ? "after fix 1: " + EditText.lowered(remedy) : remedy
        case .start, .cache, .leftovers, .dead, .configuration, .permissions, .accounts, .other:
            return first?.remedy ?? ""
        }
    }

    /// That programs for development start is told once, by the rule that knows them all.
    private var starting: [Finding] {
        guard findings.contains(where: { $0.rule == DevDependencyRule.description.id }) else { return notable }
        return notable.filter { $0.rule != DevModeRule.description.id || $0.kind != "server" }
    }

    /// What is more than good to know, where anything is.
    private var notable: [Finding] {
        let worse = findings.filter { $0.severity > .info }
        return worse.isEmpty ? findings : worse
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    // MARK: - Tools

    /// `C and C++ toolchain, git and 24 packages only they need (libllvm15 117 MB)`.
    private var tools: String {
        let named = findings.filter { $0.kind != ToolTally.orphans }
        let titles = unique(
            named.map { finding in
                ToolTable.toolchains.first { $0.id == finding.kind && finding.rule == "build-tool" }?.title
                    ?? finding.message
            })
        var text = ByteText.list(titles, limit: 3)
        let orphans = packages(of: findings.filter { $0.kind == ToolTally.orphans })
        guard let largest = orphans.first else {
            return findings.contains { $0.kind == ToolTally.orphans } ? text + ", and what only they need" : text
        }
        if text.isEmpty { text = "build tools" }
        text += ", and \(ByteText.count(orphans.count, "package")) only they need"
        return largest.bytes >= 1_000_000 ? text + " (\(largest.name) \(ByteText.text(largest.bytes)))" : text
    }

    /// Packages that own what the findings claim, largest first.
    private func packages(of findings: [Finding]) -> [Package] {
        var numbers: Set<Int> = []
        for finding in findings {
            for claim in finding.claims where image.tree.inodes.indices.contains(Int(claim.inode)) {
                let path = image.tree.inodes[Int(claim.inode)].path
                if let owner = image.packages.owner(of: path) { numbers.insert(owner) }
            }
        }
        let all = image.packages.packages
        return numbers.sorted { (all[$1].bytes, all[$0].name) < (all[$0].bytes, all[$1].name) }.map { all[$0] }
    }

    /// What the layer brings beside them that the start command needs stays: `keep nodejs alone`.
    private var stages: String {
        let isBuild = findings.contains {
            $0.rule == "build-tool" && $0.kind != ToolTally.orphans && $0.kind != ToolTally.recommended
        }
        guard isBuild else { return first?.remedy ?? "" }
        let all = image.packages.packages
        let kept = unique(
            image.entry.files.compactMap { image.packages.owner(of: $0) }
                .filter { all[$0].ecosystem.isSystem && all[$0].layer == edit.layer }.map { all[$0].name })
        guard !kept.isEmpty else { return "build in a first stage; COPY --from=build what it made" }
        return "build in a first stage; keep \(ByteText.list(kept, limit: 3)) alone"
    }

    // MARK: - Copies

    /// `COPY brings node_modules, which layer 6 makes anew; .git; tests`.
    private var copied: String {
        var parts: [String] = []
        for finding in findings where finding.rule == "dead-bytes" { parts.append(finding.message) }
        let names = IgnoreList(findings.filter { $0.rule != "dead-bytes" }, image, origins, layer: edit.layer).patterns
            .map {
                $0.text.hasPrefix("**/") ? String($0.text.dropFirst(3)) : $0.text
            }
        if !names.isEmpty {
            parts.append((parts.isEmpty ? "copied along: " : "also ") + ByteText.list(names, limit: 5))
        }
        return parts.isEmpty ? first?.message ?? "" : parts.joined(separator: "; ")
    }

    // MARK: - Users

    /// One line for the user and the program that are both root's.
    private var user: String {
        let worse = findings.filter { $0.severity > .info }
        guard let root = worse.first(where: { $0.rule == "root-user" }),
            let program = worse.first(where: { $0.rule == "root-owned-entrypoint" })
        else { return ByteText.list(notable.map(\.message), limit: 2) }
        let others = worse.filter { $0.rule != root.rule && $0.rule != program.rule }.map(\.message)
        return ByteText.list(["\(root.message); \(program.path) is root's"] + others, limit: 2)
    }

    /// Behind an arrow a sentence goes on; words of a Dockerfile stay as they are.
    private static func lowered(_ text: String) -> String {
        let first = text.prefix { $0.isLetter }
        guard first.count > 1, first.dropFirst().allSatisfy(\.isLowercase) else { return text }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
