// SPDX-License-Identifier: Apache-2.0
public import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases

extension BuildProposal {
    /// Files beyond these are said to be more: a proposal is read by people.
    private static let listed = 40

    /// - Parameters:
    ///   - predictedSize: the image's size without what edits of the Dockerfile give back.
    ///   - hiding: takes the secrets out of a text of the configuration.
    public init(
        _ image: ImageFacts, _ findings: [Finding], predictedSize: Int64, hiding: (String) -> String = { $0 }
    ) {
        self.init()
        self.predictedSize = predictedSize
        let counted = BuildProposal.withSecretFiles(findings, image).filter { $0.suppressedBy == nil }
        ignored = IgnoreList(
            counted.filter { IgnoreList.cures($0) || $0.rule == "secret" && $0.severity >= .medium }, image,
            CopyOrigins(image)
        ).patterns.compactMap { pattern in
            DockerfileText.pattern(pattern.text).map {
                Ignored(pattern: $0, bytes: pattern.bytes, files: pattern.files)
            }
        }
        guard image.isUnix else {
            // The layers of Windows are no tree that COPY could take anything from.
            add("# There is no skeleton for images of Windows: their layers hold Files/ and Hives/ of a disk, not the")
            add("# directories that a second stage would copy.")
            self.predictedSize = nil
            return
        }
        let development = counted.filter { $0.rule == "dev-dependency" && !$0.claims.isEmpty }
        let pruning = PackagePruning(development, image)
        for inode in pruning.left { self.predictedSize? += image.tree.size(of: InodeID(rawValue: inode)) }
        let trees = KeptTrees(counted, pruned: pruning.inodes, left: pruning.left, image)
        addBuildStage(image, trees, pruning)
        addFinalStage(image, trees, counted, hiding)
    }

    private mutating func add(_ line: String) { dockerfile.append(line) }

    private mutating func addBuildStage(_ image: ImageFacts, _ trees: KeptTrees, _ pruning: PackagePruning) {
        add("# The first stage is the Dockerfile as it is: give its FROM the name «build», and append what follows.")
        add("# To try this file out, the finished image stands for that stage.")
        let name = image.references.first ?? ""
        add("FROM \(DockerfileText.isSimple(name) ? name : "the-checked-image") AS build")
        if image.user.uid != 0 { add("USER 0") }
        for command in pruning.commands { add("RUN " + command) }
        if !pruning.left.isEmpty {
            add("# Development packages of Composer or Bundler stay: install without them where they are installed.")
        }
        let paths = trees.removals.map { image.tree.paths.string(of: $0) }
        let plain = paths.filter(DockerfileText.isSimple)
        if !plain.isEmpty { add("RUN rm -rf " + plain.prefix(BuildProposal.listed).joined(separator: " ")) }
        let left = paths.count - min(plain.count, BuildProposal.listed)
        if left > 0 { add("# and \(left) more that findings name") }
        add("")
    }

    private mutating func addFinalStage(
        _ image: ImageFacts, _ trees: KeptTrees, _ findings: [Finding], _ hiding: (String) -> String
    ) {
        let base = image.base.name ?? ""
        if image.base.layers == 0, !trees.needsBase {
            add("FROM scratch")
        } else if image.base.layers > 0, DockerfileText.isSimple(base) {
            add("FROM " + base)
        } else {
            add("# The base's name is not known.")
            add("FROM the-base-image")
        }
        addPackages(image)
        addEnvironment(image, hiding)
        let directory = hiding(image.config.workingDir)
        if !directory.isEmpty, let path = DockerfileText.quoted(directory), DockerfileText.isSimple(directory) {
            add("WORKDIR " + path.dropFirst().dropLast())
        }
        if !image.user.isRoot, !image.user.isNumeric, !BuildProposal.isOfBase("/etc/passwd", image) {
            add("COPY --from=build /etc/passwd /etc/group /etc/")
        }
        for path in trees.copies.prefix(BuildProposal.listed) {
            let text = image.tree.paths.string(of: path)
            guard let quoted = DockerfileText.quoted(text), !text.contains("$"), !text.contains("*") else {
                add("# and one path that cannot be written here")
                continue
            }
            add(
                DockerfileText.isSimple(text)
                    ? "COPY --from=build \(text) \(text)" : "COPY --from=build [\(quoted), \(quoted)]")
        }
        if trees.copies.count > BuildProposal.listed {
            add("# and \(trees.copies.count - BuildProposal.listed) more paths of the application")
        }
        for port in image.config.exposedPorts.map(hiding) where DockerfileText.isSimple(port) { add("EXPOSE " + port) }
        if let check = image.config.healthcheck, !check.isDisabled, check.test.count > 1 {
            let isShell = check.test[0] == "CMD-SHELL"
            let words = isShell ? ["/bin/sh", "-c"] + check.test.dropFirst() : Array(check.test.dropFirst())
            if let text = DockerfileText.exec(words.map(hiding)) { add("HEALTHCHECK CMD " + text) }
        }
        for volume in image.config.volumes {
            if let text = DockerfileText.exec([hiding(volume)]) { add("VOLUME " + text) }
        }
        let user = hiding(image.user.written)
        if let stepDown = image.entry.stepDown, image.user.isRoot {
            add("# Starts as root and gives root up by itself: \(BuildProposal.plain(hiding(stepDown.proof)))")
        } else {
            add("USER " + (image.user.isRoot || !DockerfileText.isSimple(user) ? "1001" : user))
        }
        addCommand(image, findings, hiding)
    }

    private static func isOfBase(_ path: String, _ image: ImageFacts) -> Bool {
        guard let id = image.tree.find(path), let inode = image.tree.inode(at: id) else { return true }
        return image.isBase(layer: image.tree.layer(of: inode))
    }

    /// What was asked for by hand or runs, is no tool, and does not come with another of these.
    private static func packages(_ image: ImageFacts) -> [Int] {
        let all = image.packages.packages
        let wanted = all.indices.filter { index in
            guard all[index].ecosystem.isSystem, !image.isBase(layer: all[index].layer),
                DockerfileText.isSimple(all[index].name)
            else { return false }
            switch image.keep.reasons[index] {
            case .requested: return all[index].requested == true
            case .runs: return true
            default: return false
            }
        }
        let graph = image.packages.graph
        // What was asked for by name stays before what was not.
        let order = wanted.filter { all[$0].requested != true } + wanted.filter { all[$0].requested == true }
        return BuildProposal.unneeded(order, graph.count, graph.dependencies(of:)).sorted()
    }

    /// Of a list those that no other of it needs, to the end of the chain; of several that need one another the last
    /// one alone.
    ///
    /// From the back: who is reached by none before, nor by one that is taken later, is needed by none at all.
    /// - Complexity: linear in the list, its needs and `count`.
    static func unneeded(_ list: [Int], _ count: Int, _ needs: (Int) -> [Int]) -> [Int] {
        func unreached(_ list: some Sequence<Int>) -> [Int] {
            var isReached = [Bool](repeating: false, count: count)
            return list.filter { index in
                guard !isReached[index] else { return false }
                isReached[index] = true
                var pending = [index]
                while let current = pending.popLast() {
                    for next in needs(current) where !isReached[next] {
                        isReached[next] = true
                        pending.append(next)
                    }
                }
                return true
            }
        }
        return unreached(unreached(list.reversed()).reversed())
    }

    private mutating func addPackages(_ image: ImageFacts) {
        var names: [Ecosystem: [String]] = [:]
        for index in BuildProposal.packages(image) {
            let package = image.packages.packages[index]
            names[package.ecosystem, default: []].append(package.name)
        }
        for (ecosystem, names) in names.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let list = names.sorted().joined(separator: " ")
            switch ecosystem {
            case .dpkg:
                add("RUN apt-get update && apt-get install -y --no-install-recommends \(list) \\")
                add(" && apt-get clean && rm -rf /var/lib/apt/lists/*")
            case .apk: add("RUN apk add --no-cache \(list)")
            default: add("RUN dnf install -y --setopt=install_weak_deps=False \(list) && dnf clean all")
            }
        }
    }

    /// What the image sets, without secrets and without what marks a development build.
    private mutating func addEnvironment(_ image: ImageFacts, _ hiding: (String) -> String) {
        let secret = Set(image.settingSecrets.map(\.place))
        for setting in image.config.env {
            guard let equals = setting.firstIndex(of: "=") else { continue }
            let name = String(setting[..<equals])
            guard
                name.utf8.allSatisfy({
                    $0 == 0x5F || $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A
                }),
                !name.isEmpty, setting != BuildProposal.usualPath
            else { continue }
            if secret.contains("config:Env[\(name)]") {
                add("# ENV \(name) is a secret: set it when the container starts")
                continue
            }
            var value = hiding(String(setting[setting.index(after: equals)...]))
            if name == "NODE_ENV" { value = "production" }
            if let value = DockerfileText.value(value) { add("ENV \(name)=\(value)") }
        }
    }

    /// What a container has when nothing says otherwise.
    private static let usualPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    private mutating func addCommand(
        _ image: ImageFacts, _ findings: [Finding], _ hiding: (String) -> String
    ) {
        let isWrong = findings.contains { $0.rule == "dev-mode" && $0.kind == "server" }
        if isWrong || DevDependencyRule.startedTools(image).isEmpty == false {
            add(
                "# What starts now is a development tool: \(BuildProposal.plain(hiding(image.entry.starts.last ?? "")))"
            )
            if let text = DockerfileText.exec(DevDependencyRule.builtCommand(image).map(hiding)) { add("CMD " + text) }
            return
        }
        if !image.config.entrypoint.isEmpty, let text = DockerfileText.exec(image.config.entrypoint.map(hiding)) {
            add("ENTRYPOINT " + text)
        }
        if !image.config.cmd.isEmpty, let text = DockerfileText.exec(image.config.cmd.map(hiding)) {
            add("CMD " + text)
        }
    }

    private static func plain(_ text: String) -> String { DockerfileText.isPlain(text) ? text : "…" }
}
