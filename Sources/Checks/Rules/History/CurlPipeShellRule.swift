// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// A script that is run as it comes from the network.
enum CurlPipeShellRule: Rule {
    static let description = RuleDescription(
        id: "curl-pipe-shell",
        title: "A downloaded script is run unseen",
        severity: .low,
        category: .configuration,
        rationale: """
            `curl … | sh` runs as root whatever the server answers, also half of it when the line breaks; without \
            pipefail the build goes on when the download failed.
            """,
        remedy: "Download to a file, compare its checksum, then run it; or install from a package",
        needs: .config,
        examples: [
            .fires(
                "curl", .app().running("curl -fsSL https://example.com/i.sh | bash -s -- -y"), kind: "pipe",
                severity: .low),
            .fires(
                "wget and sudo", .app().running("wget -qO- https://example.com/i.sh | sudo -E bash -"), kind: "pipe"),
            .fires(
                "in a substitution", .app().running("cd /tmp && sh -c \"$(curl -fsSL https://example.com/i.sh)\""),
                kind: "pipe"),
            .quiet("to a file", .app().running("curl -fsSLo x https://example.com/i.sh && sha256sum -c x.sha && sh x")),
            .quiet("to another program", .app().running("curl -fsSL https://example.com/a.tgz | tar xz")),
            .quiet("a shell later in the line", .app().running("curl -fsSL https://example.com/a -o a; echo x | sh")),
        ])

    private static let shells: Set<Substring> = [
        "sh", "bash", "ash", "dash", "zsh", "python", "python3", "perl", "ruby", "node",
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let steps = image.appRuns.filter { pipes($0.text) }
        guard !steps.isEmpty else { return }
        findings.add(
            image.finding(
                description, "pipe", .low,
                "\(ByteText.count(steps.count, "RUN")) hands a downloaded script straight to a shell",
                at: steps.prefix(20).map { image.historyPlace($0.index) }, anchor: ""))
    }

    private static func pipes(_ text: String) -> Bool {
        let text = text.prefix(16_384)
        for marker in ["$(curl ", "$(wget ", "<(curl ", "<(wget ", "`curl "] {
            guard let place = text.firstRange(of: marker) else { continue }
            let before = text[..<place.lowerBound].split(whereSeparator: { " ;&|\"'\t".contains($0) })
            if before.suffix(2).contains(where: { shells.contains($0) || $0 == "-c" || $0 == "eval" || $0 == "source" })
            {
                return true
            }
        }
        // Commands by pipes, one list element at a time.
        for list in text.split(whereSeparator: { $0 == ";" || $0 == "&" || $0 == "\n" }) {
            let parts = list.split(separator: "|").map { part in
                part.split(whereSeparator: \.isWhitespace).drop {
                    ["sudo", "env", "-E", "exec", "-H"].contains($0) || $0.contains("=")
                }
            }
            for (left, right) in zip(parts, parts.dropFirst()) {
                guard let program = right.first, let source = left.first else { continue }
                let name = program.split(separator: "/").last ?? program
                if source == "curl" || source == "wget", shells.contains(name) { return true }
            }
        }
        return false
    }
}
