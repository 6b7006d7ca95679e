// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// A shell where the base has none on purpose.
enum ShellInDistrolessRule: Rule {
    static let description = RuleDescription(
        id: "shell-in-distroless",
        title: "A shell in an image without a package manager",
        severity: .info,
        category: .configuration,
        rationale: """
            A distroless base leaves out the shell so that an attacker who can start programs has none to start. A \
            shell that came along (a debug tag, a copied busybox) takes that back.
            """,
        remedy: "Use the tag without debug, and CMD in its exec form: CMD [\"/app/server\"]",
        needs: [.tree, .permissions],
        examples: [
            .fires(
                "a debug tag", .app().on(base: distroless + [.program("/busybox/busybox"), shell]), severity: .info),
            .fires(
                "a copied shell",
                .app().copying([.program("/bin/bash")], "COPY --from=build /bin/bash /bin/bash").on(base: distroless),
                severity: .info),
            .quiet("distroless as it is meant", .app().on(base: distroless)),
            .quiet(
                "an ordinary base",
                .app().on(base: [.program("/bin/bash"), .program("/usr/bin/dpkg"), .program("/usr/bin/apt-get")])),
            .quiet("nothing but a program", .app()),
        ])

    private static let distroless: [ExampleFile] = [
        .file("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\nArchitecture: amd64\n"),
        .file("/etc/os-release", "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12\"\n"),
    ]
    private static let shell = ExampleFile.link("/busybox/sh", to: "/busybox/busybox")

    private static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        guard !image.foundTools.tools.contains(where: { $0.tool.role == .packageManager }), isDistroless(image) else {
            return
        }
        var gathering = Gathering()
        var names: [String] = []
        for directory in ["/bin", "/usr/bin", "/usr/local/bin", "/busybox", "/sbin", "/usr/sbin"] {
            guard case .found(let path) = tree.resolve(Array(directory.utf8)) else { continue }
            for child in tree.children(of: path) {
                let name = String(decoding: tree.paths.name(of: child), as: UTF8.self)
                guard shells.contains(name), case .found(let program) = tree.resolve(tree.paths.bytes(of: child)),
                    let inode = tree.inode(at: program), tree.entry(of: inode).kind == .file,
                    tree.entry(of: inode).mode & 0o111 != 0, tree.size(of: inode) > 0
                else { continue }
                gathering.add("shell", program, inode, image)
                if !names.contains(name) { names.append(name) }
            }
        }
        for group in gathering.sorted {
            findings.add(
                image.finding(
                    description, group, severity: .info, message: "a shell: " + ByteText.list(names.sorted()),
                    anchor: ""))
        }
    }

    /// A base that keeps package records for scanners but no program that reads them.
    private static func isDistroless(_ image: ImageFacts) -> Bool {
        image.distribution != nil || image.packages.packages.contains { $0.ecosystem.isSystem }
    }
}
