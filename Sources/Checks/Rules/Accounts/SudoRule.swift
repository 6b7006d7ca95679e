// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// Programs whose only use is to become root.
enum SudoRule: Rule {
    static let description = RuleDescription(
        id: "sudo",
        title: "sudo in the image",
        severity: .low,
        category: .privilege,
        rationale: """
            A container starts as whom it should be and needs nobody to become somebody else later. sudo is a large \
            setuid program that waits for its next fault; gosu and su-exec only give rights up and stay quiet.
            """,
        remedy: "Leave sudo out: RUN is root until USER; to step down in an entry script use gosu or setpriv",
        needs: [.tree, .permissions, .config],
        examples: [
            .fires("sudo", .app(.program("/usr/bin/sudo", mode: 0o4755)), kind: "sudo", severity: .low),
            .fires(
                "in a build step", .app().running("sudo apt-get install -y curl"), kind: "history", severity: .info),
            .quiet("gosu", .app(.program("/usr/local/bin/gosu"))),
            .quiet("a configuration alone", .app(.file("/etc/sudoers", "root ALL=(ALL) ALL\n"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = PlaceGathering()
        for folder in ["/usr/bin/", "/usr/local/bin/"] {
            for name in ["sudo", "doas"] {
                guard case .found(let path) = image.tree.resolve(Array((folder + name).utf8)),
                    let inode = image.tree.inode(at: path), !FoundTools.isMultiCall(inode, image.tree)
                else { continue }
                gathering.add(name, path, image)
            }
        }
        for group in gathering.sorted {
            findings.add(
                image.finding(
                    description, group, image.isBase(layer: group.layer) ? .info : .low, "\(group.kind) is installed",
                    anchor: ""))
        }
        let steps = image.history.entries.indices.filter { index in
            let instruction = image.history.entries[index].instruction
            return instruction.verb == "RUN" && !image.isBase(history: index)
                && instruction.arguments.split(whereSeparator: \.isWhitespace).first == "sudo"
        }
        if let first = steps.first {
            findings.add(
                image.finding(
                    description, "history", .info, "RUN sudo: RUN is root already until USER",
                    remedy: "Write the command without sudo",
                    at: steps.prefix(20).map { image.historyPlace($0) }, anchor: "\(first)"))
        }
    }
}
