// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// Packages of languages that are installed in whatever version there is.
enum UnpinnedInstallRule: Rule {
    static let description = RuleDescription(
        id: "unpinned-install",
        title: "Installed without a version",
        severity: .info,
        category: .configuration,
        rationale: """
            A package without a version is another one with every build. Packages of languages are meant: what apt and \
            apk install follows the release of the base, whose digest pins it well enough.
            """,
        remedy: "Install from a lock file (npm ci, pip install -r requirements.txt --require-hashes), or name versions",
        needs: .config,
        examples: [
            .fires(
                "pip", .app().running("pip install --no-cache-dir flask gunicorn==22.0.0"), kind: "pip", severity: .info
            ),
            .fires("npm", .app().running("npm install -g typescript"), kind: "npm", severity: .info),
            .fires("go", .app().running("go install example.com/tool@latest"), kind: "go"),
            .fires("gem", .app().running("gem install bundler && bundle install"), kind: "gem"),
            .quiet("versions", .app().running("pip install flask==3.0.0 && npm install -g @scope/a@1.2.3 b@2")),
            .quiet("a list", .app().running("pip install -r requirements.txt && npm ci && npm install")),
            .quiet(
                "the project itself",
                .app().running("pip install . && pip install -e ./lib && pip install /wheels/a.whl")),
            .quiet("the system's packages", .app().running("apt-get install -y curl && apk add --no-cache git")),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var places: [String: [Int]] = [:]
        var names: [String: [String]] = [:]
        for (index, text) in image.appRuns {
            for words in CommandLine(text.prefix(16_384).utf8).commands {
                guard let (kind, found) = unpinned(words), !found.isEmpty else { continue }
                places[kind, default: []].append(index)
                for name in found where names[kind]?.contains(name) != true { names[kind, default: []].append(name) }
            }
        }
        for (kind, found) in names.sorted(by: { $0.key < $1.key }) {
            findings.add(
                image.finding(
                    description, kind, .info,
                    "\(kind) installs \(ByteText.list(found.map { ImageFacts.cut($0, 40) }, limit: 3)) in whatever version there is",
                    at: (places[kind] ?? []).prefix(20).map { image.historyPlace($0) }, anchor: found.first))
        }
    }

    /// The packages without a version of one command; nil for a command that installs nothing.
    private static func unpinned(_ words: [String]) -> (kind: String, names: [String])? {
        var words = words
        while let first = words.first, ["sudo", "env", "exec", "time"].contains(first) { words.removeFirst() }
        guard let first = words.first else { return nil }
        let name = EntryChain.baseName(first)
        if name.hasPrefix("python"), words.count > 3, words[1] == "-m", words[2] == "pip" { words.removeFirst(2) }
        let program = EntryChain.baseName(words.first ?? "")
        let rest = words.dropFirst()
        let packages: (Set<String>) -> [String] = { valued in
            var names: [String] = []
            var skips = false
            for word in rest.dropFirst() {
                if skips {
                    skips = false
                } else if valued.contains(word) {
                    skips = true
                } else if !word.hasPrefix("-") {
                    names.append(word)
                }
            }
            return names.filter { !$0.contains("/") && !$0.contains("$") && !$0.hasPrefix(".") || $0.hasPrefix("@") }
        }
        switch (program, rest.first) {
        case ("pip", "install"), ("pip3", "install"), ("pipx", "install"):
            guard !rest.contains("-r"), !rest.contains("--requirement") else { return nil }
            let names = packages([
                "-i", "--index-url", "--extra-index-url", "-t", "--target", "-c", "--constraint", "-f",
            ])
            return (
                "pip",
                names.filter { !$0.contains("=") && !$0.contains("<") && !$0.contains("~") && !$0.hasSuffix(".whl") }
            )
        case ("npm", "install"), ("npm", "i"), ("npm", "add"), ("pnpm", "add"), ("yarn", "add"), ("yarn", "global"):
            let names = packages(["--prefix", "--registry", "-C"]).filter { $0 != "add" }
            return ("npm", names.filter { !$0.dropFirst().contains("@") })
        case ("gem", "install"):
            guard !rest.contains("-v"), !rest.contains(where: { $0.hasPrefix("--version") }) else { return nil }
            return ("gem", packages(["-i", "--install-dir"]).filter { !$0.contains(":") && !$0.hasSuffix(".gem") })
        case ("go", "install"): return ("go", rest.dropFirst().filter { $0.hasSuffix("@latest") })
        case ("cargo", "install"):
            let isPinned = rest.contains { ["--version", "--vers", "--path", "--git"].contains($0) }
            return isPinned ? nil : ("cargo", packages(["--root"]).filter { !$0.contains("@") })
        default: return nil
        }
    }
}
