// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import TestSupport

/// Reports put together by hand, for the golden files.
enum Samples {
    static let tool = Tool(version: "1.0.0")

    static func report(_ images: [ImageReport], source: String = "image.tar", warnings: [Warning] = []) -> Report {
        Report(
            tool: tool, archives: [ArchiveReport(source: source, format: .dockerHybrid)], images: images,
            warnings: warnings)
    }

    static func digest(_ seed: Int) -> String {
        var generator = SeededGenerator(seed: UInt64(seed))
        return "sha256:"
            + (0..<64).map { _ in "0123456789abcdef".randomElement(using: &generator).map(String.init) ?? "" }
            .joined()
    }

    static func finding(
        _ rule: String, _ kind: String, _ severity: Severity, _ category: Category, _ message: String,
        remedy: String = "", evidence: String = "", fix: String? = nil, origin: Origin = .app, removedIn: Int? = nil,
        at locations: [Location], bytes: Int64 = 0
    ) -> Finding {
        var finding = Finding(
            rule: rule, kind: kind, severity: severity, category: category, message: message, remedy: remedy,
            evidence: evidence, origin: origin, removedIn: removedIn, fingerprint: "\(rule):\(kind)",
            locations: locations, bytes: bytes)
        finding.fix = fix
        return finding
    }

    static func layer(
        _ index: Int, size: Int64, dead: Int64 = 0, files: Int64 = 1, base: Bool = false, _ instruction: String?
    ) -> LayerReport {
        LayerReport(
            index: index, digest: digest(100 + index), diffID: digest(100 + index), verified: true,
            compression: "none", files: files, size: size, tarSize: size + files * 1024 + 1024,
            storedSize: size + files * 1024 + 1024, live: size - dead, dead: dead, instruction: instruction,
            createdBy: instruction.map { $0.hasPrefix("RUN ") ? "/bin/sh -c " + $0.dropFirst(4) : $0 }, base: base)
    }

    /// A small image that passes.
    static var clean: ImageReport {
        ImageReport(
            reference: "shop:2.1.0", references: ["shop:2.1.0"], id: digest(7), platform: "linux/arm64",
            distribution: "Alpine 3.20", created: "2026-10-01T08:00:00Z",
            config: ConfigReport(
                user: "app", effectiveUser: EffectiveUser(uid: 1000, gid: 1000, name: "app"),
                cmd: ["node", "dist/server.js"], starts: ["node dist/server.js"],
                env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
                workingDir: "/app", healthcheck: Healthcheck(test: ["CMD", "node", "healthcheck.js"], retries: 3),
                exposedPorts: ["3000/tcp"], labels: ["org.opencontainers.image.source": "git.example.com/shop"]),
            totals: Totals(
                files: 2_103, size: 127_914_003, live: 127_914_003, dead: 0, storedSize: 45_200_118,
                pullSize: 45_200_118, dockerfileEstimate: 127_914_003, slimEstimate: 127_914_003),
            base: BaseReport(layers: 2, how: .history, name: "node:20-alpine", digest: nil),
            efficiency: Efficiency(score: 1, wastedBytes: 0, userWastedPercent: 0),
            layers: [
                layer(0, size: 7_800_000, files: 80, base: true, "ADD rootfs"),
                layer(1, size: 117_300_000, files: 1_800, base: true, "RUN install node 20"),
                layer(2, size: 2_814_003, files: 223, "COPY --from=build /app/dist ./dist"),
            ],
            notes: ["2 setuid/setgid files, all from Alpine packages"],
            verdict: Verdict(counts: SeverityCounts(info: 3)))
    }

    /// No base, one static binary, nothing to say.
    static var scratch: ImageReport {
        ImageReport(
            id: digest(8), platform: "linux/amd64",
            config: ConfigReport(
                user: "65532:65532", effectiveUser: EffectiveUser(uid: 65_532, gid: 65_532, name: nil),
                entrypoint: ["/server"], starts: ["/server"]),
            totals: Totals(
                files: 1, size: 9_437_184, live: 9_437_184, dockerfileEstimate: 9_437_184, slimEstimate: 9_437_184),
            layers: [layer(0, size: 9_437_184, "COPY server /server")])
    }

    /// Metadata only.
    static var empty: ImageReport {
        ImageReport(reference: "labels:latest", id: digest(9), platform: "linux/amd64")
    }
}
