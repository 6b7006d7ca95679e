// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// A distribution that gets no security updates any more.
enum EndOfLifeBaseRule: Rule {
    static let description = RuleDescription(
        id: "end-of-life-base",
        title: "A distribution without security updates",
        severity: .medium,
        category: .configuration,
        rationale: """
            After its end of life a release gets no fixes: what is found in it stays in it, and scanners that match \
            its advisories fall silent, which looks like health. The dates are the projects' own, kept in this tool as \
            they were on \(SupportTable.asOf); «today» is SOURCE_DATE_EPOCH where that is set.
            """,
        remedy: "FROM a release that is supported, and rebuild",
        needs: [.tree, .config],
        examples: [
            .fires(
                "years ago",
                .app(.file("/etc/os-release", "ID=debian\nVERSION_ID=\"9\"\nNAME=\"Debian GNU/Linux\"\n")),
                kind: "debian",
                severity: .medium),
            .fires(
                "less than a year ago",
                .app(.file("/etc/os-release", "ID=debian\nVERSION_ID=\"10\"\nNAME=\"Debian GNU/Linux\"\n")).with {
                    $0.today = "2024-12-01"
                }, kind: "debian", severity: .low),
            .fires(
                "a point release",
                .app(.file("/etc/os-release", "ID=alpine\nVERSION_ID=3.10.9\nNAME=\"Alpine Linux\"\n")),
                kind: "alpine", severity: .medium),
            .quiet("supported", .app(.file("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"))),
            .quiet(
                "on its last day",
                .app(.file("/etc/os-release", "ID=debian\nVERSION_ID=\"10\"\n")).with { $0.today = "2024-06-30" }),
            .quiet("a rolling one", .app(.file("/etc/os-release", "ID=wolfi\nVERSION_ID=20230201\n"))),
            .quiet("a release that nobody knows", .app(.file("/etc/os-release", "ID=debian\nVERSION_ID=\"99\"\n"))),
            .quiet("no distribution", .app()),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        guard let distribution = image.distribution, let end = SupportTable.end(of: distribution), end < image.today
        else { return }
        // A release that ended lately is work to plan, one that ended long ago was left alone.
        let severity: Severity = end.adding(days: 365) < image.today ? .medium : .low
        var finding = image.finding(
            description, ImageFacts.cut(distribution.id, 40), severity,
            "\(ImageFacts.cut(distribution.name, 60)) has had no security updates since \(end)",
            at: [Location(path: "config:Base", layer: nil)], anchor: distribution.version)
        if image.base.layers > 0 { finding.origin = .base }
        findings.add(finding)
    }
}
