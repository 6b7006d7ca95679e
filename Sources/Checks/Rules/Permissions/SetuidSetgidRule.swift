// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// Programs that run with their owner's rights, whoever starts them.
enum SetuidSetgidRule: Rule {
    static let description = RuleDescription(
        id: "setuid-setgid",
        title: "Programs with setuid or setgid",
        severity: .high,
        category: .privilege,
        rationale: """
            A setuid program of root's is a way from any user to root: one fault in it is enough. Those that the \
            distribution's packages bring, unchanged, are as well looked after as they can be; one that was copied in \
            or given the bit in a Dockerfile is looked after by nobody. There is no list of names that are fine: a \
            package's own record of the file decides.
            """,
        remedy: "RUN chmod u-s,g-s on it, or run the container with no-new-privileges and give it capabilities instead",
        needs: [.tree, .permissions, .packages],
        examples: [
            .fires("outside of packages", .app(.program("/app/helper", mode: 0o4755)), kind: "setuid", severity: .high),
            .fires("setgid", .app(.program("/app/helper", mode: 0o2755)), kind: "setgid", severity: .medium),
            .fires(
                "a package's program that was given the bit later",
                .app().on(
                    base: [.program("/usr/bin/find", size: 400)]
                        + ExampleFile.debian(ExamplePackage("findutils", files: ["/usr/bin/find"]))
                ).running("chmod u+s /usr/bin/find", .program("/usr/bin/find", size: 400, mode: 0o4755)),
                kind: "setuid", severity: .high),
            .fires(
                "a package's own program",
                .app().on(
                    base: [.program("/usr/bin/su", mode: 0o4755)]
                        + ExampleFile.debian(ExamplePackage("util-linux", files: ["/usr/bin/su"]))), kind: "packaged",
                severity: .info),
            .fires(
                "a package's program whose content is another",
                .app().on(
                    base: [
                        .program("/usr/bin/su", mode: 0o4755),
                        .file(
                            "/var/lib/dpkg/info/util-linux.md5sums", "00000000000000000000000000000000  usr/bin/su\n"),
                    ] + ExampleFile.debian(ExamplePackage("util-linux", files: ["/usr/bin/su"]))), kind: "changed",
                severity: .high),
            .quiet("a directory whose files inherit its group", .app(.directory("/app/shared", mode: 0o2775))),
            .quiet("setgid without execution, a lock mark", .app(.file("/app/data", mode: 0o2644))),
            .quiet("nobody may execute it", .app(.file("/app/data", mode: 0o4644))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        let added = added(image)
        var gathering = PlaceGathering()
        for file in image.permissions.setuid where !image.isInVolume(file.path) {
            let isSetuid = tree.entry(of: file.inode).mode & 0o4000 != 0
            let kind: String
            if !image.isSystemOwned(file.path) || added.contains(file.inode) {
                kind = isSetuid ? "setuid" : "setgid"
            } else if image.isUnchanged(file.path) == false, !image.packages.isConfiguration(file.path) {
                kind = "changed"
            } else {
                kind = "packaged"
            }
            gathering.add(kind, file.path, image)
        }
        for group in gathering.sorted {
            let files = ByteText.count(group.paths.count, "file")
            let names = ByteText.list(image.locations(of: group).map(\.path), limit: 3)
            switch group.kind {
            case "packaged":
                findings.add(
                    image.finding(
                        description, group, .info, "\(files) with setuid or setgid, all from packages",
                        remedy: "Leave out what nobody uses; run with no-new-privileges", anchor: ""))
            case "changed":
                findings.add(
                    image.finding(
                        description, group, .high, "\(names): not as the package made it, with setuid or setgid"))
            default:
                let isSetuid = group.kind == "setuid"
                findings.add(
                    image.finding(
                        description, group, isSetuid ? .high : .medium,
                        "\(names): \(isSetuid ? "setuid" : "setgid"), and no package's own"))
            }
        }
    }

    /// Files whose copy below had the same content without the bits: somebody gave them. One pass over the inodes.
    private static func added(_ image: ImageFacts) -> Set<InodeID> {
        let tree = image.tree
        var wanted: [PathTable.ID: InodeID] = [:]
        for file in image.permissions.setuid where tree.inodes[file.inode.index].isMetadataOnly {
            wanted[file.path] = file.inode
        }
        guard !wanted.isEmpty else { return [] }
        var added: Set<InodeID> = []
        for (index, below) in tree.inodes.enumerated() where !below.isLive {
            guard let above = wanted[below.path], below.removedIn == tree.inodes[above.index].layer else { continue }
            let mode = tree.entry(of: InodeID(rawValue: Int32(index))).mode
            if tree.entry(of: above).mode & 0o6000 & ~mode != 0 { added.insert(above) }
        }
        return added
    }
}
