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
            .fires(
                "modules copied and installed again",
                .app().copying([.file("/app/node_modules/a/index.js", "one", size: 3_000_000)])
                    .running("npm ci", .file("/app/node_modules/a/index.js", "two", size: 2_900_000)), kind: "remade",
                severity: .medium),
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

    private static let kinds = ["rewritten", "overwritten", "deleted", "remade"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var rewritten: Set<Int64> = []
        for inode in tree.inodes where inode.isMetadataOnly { rewritten.insert(place(inode.path, inode.layer)) }
        var remade = RemadeTrees(image)
        var groups: [Key: GatheredFiles] = [:]
        for (index, inode) in tree.inodes.enumerated() where !inode.isLive {
            let id = InodeID(rawValue: Int32(index))
            let entry = tree.entry(of: id)
            guard entry.kind == .file, entry.size > 0 else { continue }
            let kind =
                if inode.fate != .deleted, rewritten.contains(place(inode.path, inode.removedIn)) {
                    0
                } else if remade.holds(inode) {
                    3
                } else {
                    inode.fate == .deleted ? 2 : 1
                }
            let key = Key(layer: inode.layer, removedIn: inode.removedIn, kind: kind)
            groups[key, default: GatheredFiles(kind: kinds[kind], layer: Int(inode.layer))]
                .append(inode.path, id, entry.size)
        }
        let isMuch = tree.totals.dead >= tree.totals.size / 20
        // Another base gives back what the base hid, an edit of the Dockerfile the rest.
        var small: [Bool: GatheredFiles] = [:]
        for (key, group) in groups.sorted(by: {
            ($0.key.layer, $0.key.removedIn, $0.key.kind) < ($1.key.layer, $1.key.removedIn, $1.key.kind)
        }) {
            guard image.sizeSeverity(.low, group.bytes) == .low else {
                let isBase = image.isBase(layer: group.layer)
                var rest = small[isBase] ?? GatheredFiles(kind: "small", layer: group.layer)
                rest.files += group.files
                rest.bytes += group.bytes
                small[isBase] = rest
                continue
            }
            let isBase = image.isBase(layer: Int(key.removedIn))
            let trees = key.kind == 3 ? remade.names(of: group, image) : []
            add(group, Int(key.removedIn), trees, isBase ? .low : isMuch ? .medium : .low, image, &findings)
        }
        for isBase in [true, false] {
            guard let group = small[isBase] else { continue }
            var finding = image.finding(
                description, group, severity: .info,
                message: "\(ByteText.text(group.bytes)) in "
                    + "\(ByteText.count(group.files.count, "hidden file")), little each")
            state(&finding, group, image)
            findings.add(finding)
        }
    }

    private static func place(_ path: PathTable.ID, _ layer: Int32) -> Int64 {
        Int64(path.rawValue) << 32 | Int64(layer)
    }

    private static func add(
        _ group: GatheredFiles, _ removedIn: Int, _ trees: [String], _ severity: Severity, _ image: ImageFacts,
        _ findings: inout FindingList
    ) {
        let same = group.layer == removedIn
        let removal = image.layers.indices.contains(removedIn) ? image.layers[removedIn].instruction?.text ?? "" : ""
        let message: String
        let remedy: String
        switch group.kind {
        case "rewritten":
            let verb = ["chown", "chmod"].filter { removal.contains($0) }.joined(separator: " and ")
            message =
                (verb.isEmpty ? "layer \(removedIn)" : "\(verb) in layer \(removedIn)")
                + " writes layer \(group.layer)'s files again: only owner or mode changed"
            remedy = """
                Drop the \(verb.isEmpty ? "chown or chmod" : verb): code stays root's; COPY --chown for what must be \
                written
                """
        case "remade":
            message =
                "layer \(group.layer) copies \(ByteText.list(trees, limit: 3)), which layer \(removedIn) makes anew"
            remedy = "Add to .dockerignore: " + trees.prefix(5).joined(separator: " ")
        case "deleted":
            message = "layer \(removedIn) deletes what layer \(group.layer) still ships"
            remedy =
                removal.hasPrefix("RUN")
                ? "Delete in the RUN that makes it: join the instructions of layers \(group.layer) and \(removedIn)"
                : "Leave them out where they are copied: .dockerignore, or COPY of what is needed"
        default:
            message =
                same
                ? "layer \(group.layer) holds the same paths twice"
                : "layer \(removedIn) replaces files of layer \(group.layer)"
            remedy =
                removal.hasPrefix("RUN")
                ? "Leave out of layer \(group.layer) what layer \(removedIn) writes: .dockerignore, or COPY it afterwards"
                : "Copy once: order COPY so that no later one brings the same files"
        }
        var finding = image.finding(
            description, group, severity: severity, message: message, remedy: remedy,
            anchor: removal + (group.files.first.map { image.tree.paths.string(of: $0.path) } ?? ""))
        finding.removedIn = removedIn
        state(&finding, group, image)
        findings.add(finding)
    }

    /// Dead places say so. Locations stand in the order of claims.
    private static func state(_ finding: inout Finding, _ group: GatheredFiles, _ image: ImageFacts) {
        for index in finding.locations.indices where finding.claims.indices.contains(index) {
            let inode = image.tree.inodes[Int(finding.claims[index].inode)]
            finding.locations[index].state = inode.fate == .deleted ? .deleted : .overwritten
        }
    }
}
