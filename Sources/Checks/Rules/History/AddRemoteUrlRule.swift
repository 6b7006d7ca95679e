// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// `ADD` of something that the network answers.
enum AddRemoteUrlRule: Rule {
    static let description = RuleDescription(
        id: "add-remote-url",
        title: "ADD from a URL",
        severity: .low,
        category: .configuration,
        rationale: """
            ADD takes what the server gives that day and checks nothing; what it took cannot be deleted again in the \
            same layer, as an archive that is only unpacked should be.
            """,
        remedy: "ADD --checksum=sha256:… URL /path, or RUN curl -fsSLo x URL && sha256sum -c && … && rm x",
        needs: .config,
        examples: [
            .fires("a URL", .app().copying([], "ADD https://example.com/tool.tgz /opt"), kind: "url", severity: .low),
            .quiet(
                "with a checksum",
                .app().copying([], "ADD --checksum=sha256:abc https://example.com/tool.tgz /opt")),
            .quiet("a file", .app().copying([], "ADD rootfs.tar /")),
            .quiet("a URL in a comment of a RUN", .app().running("echo ADD https://example.com")),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let steps = image.history.entries.indices.filter { index in
            let instruction = image.history.entries[index].instruction
            guard instruction.verb == "ADD", !image.isBase(history: index) else { return false }
            let words = instruction.arguments.split(whereSeparator: \.isWhitespace).prefix(64)
            return !words.contains { $0.hasPrefix("--checksum=") }
                && words.contains { $0.hasPrefix("https://") || $0.hasPrefix("http://") || $0.hasPrefix("ftp://") }
        }
        guard !steps.isEmpty else { return }
        var hosts: [String] = []
        for step in steps {
            for word in image.history.entries[step].instruction.arguments.split(whereSeparator: \.isWhitespace).prefix(
                64)
            {
                if let host = host(word), !hosts.contains(host) { hosts.append(host) }
            }
        }
        findings.add(
            image.finding(
                description, "url", .low, "ADD from \(ByteText.list(hosts, limit: 3)): nothing checks what came",
                at: steps.prefix(20).map { image.historyPlace($0) }, anchor: hosts.first))
    }

    /// The server of a URL, and nothing else of it: names and queries may hold what is nobody's business.
    private static func host(_ word: Substring) -> String? {
        guard let start = word.firstRange(of: "://") else { return nil }
        let authority = word[start.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return ImageFacts.cut(String(authority.split(separator: "@").last ?? ""), 60)
    }
}
