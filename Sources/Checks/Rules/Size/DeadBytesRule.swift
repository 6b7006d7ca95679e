// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// Bytes that ship although a later layer hid them.
enum DeadBytesRule: Rule {
    static let description = RuleDescription(
        id: "dead-bytes",
        title: "Bytes that ship but cannot be seen",
        severity: .medium,
        category: .dead,
        rationale: """
            A layer cannot take bytes out of the layers below it: what a later instruction deletes, overwrites or only \
            gives another owner is pulled and stored all the same, with everything secret in it.
            """,
        remedy: "Make and delete in the same RUN, and give files their owner and mode where they are copied",
        needs: .tree,
        examples: [
            .fires(
                "rm in a later layer",
                .app().running("fetch", .file("/tmp/big", size: 3_000_000)).running(
                    "rm /tmp/big", .deleted("/tmp/big")),
                kind: "deleted", severity: .medium),
            .fires(
                "chown writes everything again",
                .app().copying([.file("/app/data", "same", size: 3_000_000)])
                    .running("chown -R app /app", .file("/app/data", "same", size: 3_000_000, uid: 1001)),
                kind: "rewritten", severity: .medium),
            .fires(
                "a copy over a copy",
                .app().copying([.file("/app/data", "one", size: 3_000_000)])
                    .copying([.file("/app/data", "two", size: 2_900_000)]), kind: "overwritten", severity: .medium),
            .quiet(
                "a few bytes",
                .app(.file("/app/big", size: 9_000_000)).running("touch", .file("/etc/motd", "a"))
                    .running("again", .file("/etc/motd", "b")), upTo: .info),
            .quiet("nothing hidden", .app(.file("/app/big", size: 3_000_000))),
        ])

    private struct Key: Hashable {
        var layer: Int32
        var removedIn: Int32
        var kind: Int
    }

    private static let kinds = ["rewritten", "overwritten", "deleted"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var rewritten: Set<Int64> = []
        for inode in tree.inodes where inode.isMetadataOnly { rewritten.insert(place(inode.path, inode.layer)) }
        var groups: [Key: GatheredFiles] = [:]
        for (index, inode) in tree.inodes.enumerated() where !inode.isLive {
            let id = InodeID(rawValue: Int32(index))
            let entry = tree.entry(of: id)
            guard entry.kind == .file, entry.size > 0 else { continue }
            let kind =
                inode.fate == .deleted ? 2 : rewritten.contains(place(inode.path, inode.removedIn)) ? 0 : 1
            let key = Key(layer: inode.layer, removedIn: inode.removedIn, kind: kind)
            groups[key, default: GatheredFiles(kind: kinds[kind], layer: Int(inode.layer))]
                .append(inode.path, id, entry.size)
        }
        let isMuch = tree.totals.dead >= tree.totals.size / 20
        var small = GatheredFiles(kind: "small", layer: 0)
        for (key, group) in groups.sorted(by: {
            ($0.key.layer, $0.key.removedIn, $0.key.kind) < ($1.key.layer, $1.key.removedIn, $1.key.kind)
        }) {
            guard image.sizeSeverity(.low, group.bytes) == .low else {
                if small.files.isEmpty { small.layer = group.layer }
                small.files += group.files
                small.bytes += group.bytes
                continue
            }
            let isBase = image.isBase(layer: Int(key.removedIn))
            add(group, Int(key.removedIn), isBase ? .low : isMuch ? .medium : .low, image, &findings)
        }
        guard small.bytes > 0 else { return }
        var finding = image.finding(
            description, small, severity: .info,
            message: "\(ByteText.text(small.bytes)) in \(ByteText.count(small.files.count, "hidden file")), little each"
        )
        state(&finding, small, image)
        findings.add(finding)
    }

    private static func place(_ path: PathTable.ID, _ layer: Int32) -> Int64 {
        Int64(path.rawValue) << 32 | Int64(layer)
    }

    private static func add(
        _ group: GatheredFiles, _ removedIn: Int, _ severity: Severity, _ image: ImageFacts,
        _ findings: inout FindingList
    ) {
        let bytes = ByteText.text(group.bytes)
        let same = group.layer == removedIn
        let removal = image.layers.indices.contains(removedIn) ? image.layers[removedIn].instruction?.text ?? "" : ""
        let message: String
        let remedy: String
        switch group.kind {
        case "rewritten":
            message =
                "layer \(removedIn) writes \(bytes) again that layer \(group.layer) has: only owner or mode changed"
            remedy = """
                Drop the chown or chmod of layer \(removedIn): code stays root's; what must be written gets COPY \
                --chown or a directory of its own
                """
        case "deleted":
            message = "layer \(removedIn) deletes \(bytes) of layer \(group.layer); they still ship"
            remedy =
                removal.hasPrefix("RUN")
                ? "Delete in the RUN that makes them: join the instructions of layers \(group.layer) and \(removedIn)"
                : "Leave them out where they are copied: .dockerignore, or COPY of what is needed"
        default:
            message =
                same
                ? "layer \(group.layer) holds \(bytes) twice"
                : "layer \(removedIn) replaces \(bytes) of layer \(group.layer)"
            remedy =
                removal.hasPrefix("RUN")
                ? "Leave out of layer \(group.layer) what layer \(removedIn) makes anew: .dockerignore"
                : "Copy once: order COPY so that no later one brings the same files"
        }
        var finding = image.finding(
            description, group, severity: severity, message: message, remedy: remedy,
            anchor: removal + (group.files.first.map { image.tree.paths.string(of: $0.path) } ?? ""))
        finding.removedIn = removedIn
        state(&finding, group, image)
        findings.add(finding)
    }

    /// Dead places say so.
    private static func state(_ finding: inout Finding, _ group: GatheredFiles, _ image: ImageFacts) {
        let state: FindingState = group.kind == "deleted" ? .deleted : .overwritten
        for index in finding.locations.indices { finding.locations[index].state = state }
    }
}
