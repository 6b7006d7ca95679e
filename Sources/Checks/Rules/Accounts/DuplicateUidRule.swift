// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Users, or groups, that share a number.
enum DuplicateUidRule: Rule {
    static let description = RuleDescription(
        id: "duplicate-uid",
        title: "Accounts that share a number",
        severity: .low,
        category: .privilege,
        rationale: """
            Two names with one number are one user to the kernel: what is meant to be kept from the one belongs to the \
            other, and tools name whichever they find first.
            """,
        remedy: "Give each user and group a number of its own: useradd -u, groupadd -g",
        needs: .permissions,
        examples: [
            .fires(
                "two users", .app(.accounts("a:x:1001:1001::/:/bin/sh", "b:x:1001:1001::/:/bin/sh")), kind: "user",
                severity: .low),
            .fires(
                "two groups", .app(.accounts(), .file("/etc/group", "root:x:0:\na:x:1001:\nb:x:1001:\n")),
                kind: "group", severity: .low),
            .quiet("a name twice is one account", .app(.accounts("a:x:1001:1:/:/:", "a:x:1001:1:/:/:"))),
            .quiet(
                "root's other names are another rule's", .app(.accounts("toor:x:0:0::/root:/bin/sh"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        add("user", shared(image.accounts.users.map { ($0.name, $0.uid) }), "/etc/passwd", "uid", image, &findings)
        add("group", shared(image.accounts.groups.map { ($0.name, $0.gid) }), "/etc/group", "gid", image, &findings)
    }

    /// Names by the numbers they share, 0 left out.
    private static func shared(_ pairs: [(name: String, number: Int64)]) -> [(number: Int64, names: [String])] {
        var names: [Int64: [String]] = [:]
        for (name, number) in pairs.prefix(65_536) where number != 0 {
            if names[number]?.contains(name) != true, names[number, default: []].count < 16 {
                names[number, default: []].append(name)
            }
        }
        return names.filter { $0.value.count > 1 }.map { ($0.key, $0.value) }.sorted { $0.number < $1.number }
    }

    private static func add(
        _ kind: String, _ groups: [(number: Int64, names: [String])], _ path: String, _ unit: String,
        _ image: ImageFacts, _ findings: inout FindingList
    ) {
        guard let first = groups.first else { return }
        let more = groups.count > 1 ? " and \(groups.count - 1) more" : ""
        findings.add(
            image.finding(
                description, kind, .low, "\(ByteText.list(first.names, limit: 3)) share \(unit) \(first.number)\(more)",
                at: [image.place(path)], anchor: first.names.joined(separator: " ")))
    }
}
