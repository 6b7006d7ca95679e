// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Logs of the build, or of a run before it.
enum LogFileRule: Rule {
    static let description = RuleDescription(
        id: "log-file",
        title: "Logs in the image",
        severity: .low,
        category: .logOrTemp,
        rationale: """
            What a package manager logged while building, or an application while it was tried out, tells of machines \
            and people and is never read again. A container's own logs belong on its standard output.
            """,
        remedy: "Delete them in the RUN that writes them (rm -rf /var/log/*), and add *.log to .dockerignore",
        needs: [.tree, .packages],
        examples: [
            .fires(
                "a large log of an application",
                .app(.file("/app/logs/app.log", size: 4_000_000)), kind: "application", severity: .low),
            .fires(
                "npm's crash report", .app(.file("/app/npm-debug.log", "0 info it worked\n")), kind: "application",
                severity: .info),
            .fires(
                "the package manager's",
                .app().running("apt-get install", .file("/var/log/dpkg.log", size: 2_000_000)), kind: "system",
                severity: .low),
            .quiet("small ones", .app(.file("/app/x", size: 9_000_000), .file("/var/log/dpkg.log", "a")), upTo: .info),
            .quiet("the base's", .app().on(base: .file("/var/log/dpkg.log", size: 2_000_000))),
            .quiet("an empty one", .app(.file("/app/app.log"))),
            .quiet("a link to standard output", .app(.link("/var/log/nginx/access.log", to: "/dev/stdout"))),
            .quiet("a package's own", .app(.file("/app/node_modules/x/test.log", "x"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = Gathering()
        gathering.add(own: image.files.logs, image) { image.tree.size(of: $0.inode) > 0 ? "system" : nil }
        gathering.add(own: image.files.marked, image) { file in
            FileMarks.all[Int(file.mark)].family == .log && image.tree.size(of: file.inode) > 0 ? "application" : nil
        }
        for group in gathering.sorted {
            findings.add(
                image.finding(
                    description, group, severity: image.sizeSeverity(.low, group.bytes),
                    message: (group.kind == "system" ? "logs of the system: " : "logs of the application: ")
                        + group.summary(image), anchor: ""))
        }
    }
}
