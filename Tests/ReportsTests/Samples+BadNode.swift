// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports

extension Samples {
    /// The badly built node image that the screen was designed on.
    static var badNode: ImageReport {
        ImageReport(
            reference: "corpus/bad-node:latest", references: ["corpus/bad-node:latest"],
            id: "sha256:f09283b116bb" + String(repeating: "0", count: 52), platform: "linux/amd64",
            distribution: "Debian 12", created: "2026-09-30T12:00:00Z",
            config: ConfigReport(
                effectiveUser: EffectiveUser(uid: 0, gid: 0, name: "root"), entrypoint: ["docker-entrypoint.sh"],
                cmd: ["npm", "run", "dev"],
                starts: ["docker-entrypoint.sh", "npm run dev", "nodemon, ts-node src/server.ts"],
                env: ["PATH=/usr/local/bin:/usr/bin:/bin", "DB_PASSWORD=T6lH•••6R"], workingDir: "/app",
                exposedPorts: ["3000/tcp"], labels: ["maintainer": "dev@example.com"]),
            totals: Totals(
                files: 49_909, size: 1_400_212_438, live: 1_037_000_027, dead: 363_212_411, storedSize: 1_470_000_000,
                pullSize: 537_120_000, pullSizeIsApproximate: true, duplicates: 12_000_000,
                reclaimable: Reclaimable(byDockerfile: 1_106_900_000, byBase: 47_200_000),
                dockerfileEstimate: 293_312_438, slimEstimate: 246_112_438),
            reclaimable: [
                ReclaimableRow(category: .dead, by: .dockerfile, bytes: 363_212_411, files: 18_202),
                ReclaimableRow(category: .buildTool, by: .dockerfile, bytes: 729_100_000, files: 21_004),
                ReclaimableRow(category: .documentation, by: .base, bytes: 47_200_000, files: 3_110),
            ],
            base: BaseReport(
                layers: 1, how: .history, name: "debian:12", digest: nil, alternative: "debian:12-slim"),
            efficiency: Efficiency(score: 0.8123, wastedBytes: 339_000_000, userWastedPercent: 0.2741),
            layers: badNodeLayers,
            packages: [
                PackageReport(
                    ecosystem: "deb", name: "gcc-12", version: "12.2.0-14", files: 31, bytes: 61_000_000, layer: 2),
                PackageReport(
                    ecosystem: "deb", name: "nodejs", version: "18.13.0", files: 44, bytes: 3_000_000, layer: 2,
                    keptFor: "entrypoint"),
            ],
            findings: badNodeFindings, fixes: badNodeFixes,
            notes: ["14 setuid/setgid files, all from Debian packages"],
            verdict: Verdict(
                status: .fail, counts: SeverityCounts(critical: 4, high: 3, medium: 9, low: 9, info: 14),
                budgets: [BudgetResult(name: "image", limit: 2_000_000_000, actual: 1_400_212_438, ok: true)]))
    }

    private static var badNodeLayers: [LayerReport] {
        [
            layer(0, size: 164_000_000, dead: 1_400_000, files: 6_700, base: true, "ADD rootfs (Debian 12)"),
            layer(1, size: 93_700_000, dead: 73_800_000, files: 80, "RUN apt-get update"),
            layer(2, size: 855_000_000, files: 30_100, "RUN apt-get install -y nodejs npm build-essential git"),
            layer(3, size: 87_800_000, dead: 87_800_000, files: 9_800, "COPY shop-api /app"),
            layer(4, size: 111_800_000, dead: 111_800_000, files: 9_000, "RUN npm ci"),
            layer(5, size: 12_000, files: 3, "RUN mkdir -p /app/uploads"),
            layer(6, size: 411, dead: 411, "COPY id_ed25519 /root/.ssh/"),
            layer(7, size: 0, files: 0, "RUN rm -rf /root/.ssh"),
            layer(8, size: 27, "RUN echo ok > /app/.built"),
            layer(9, size: 87_900_000, files: 9_800, "RUN chmod -R 777 /app && chown -R node /app"),
        ]
    }

    private static var badNodeFixes: [Fix] {
        [
            Fix(
                id: "multi-stage",
                title: "compilers, git, npm, python3 and 647 packages only they need "
                    + "(304 MB by Recommends: libllvm15 117 MB …)",
                remedy: "build in a first stage; keep nodejs alone", layer: 2, bytes: 729_100_000, severity: .high),
            Fix(
                id: "package-cache-1", title: "apt index and cache: apt-get update is its own RUN",
                remedy: "update && install --no-install-recommends && rm lists", layer: 1, bytes: 93_700_000,
                severity: .medium),
            Fix(
                id: "chmod-9", title: "chmod -R 777 /app && chown writes /app a third time",
                remedy: "drop both: code stays root's, only uploads is app's", layer: 9, bytes: 87_900_000,
                severity: .medium),
            Fix(
                id: "dockerignore-3", title: "COPY /app brings node_modules, npm ci replaces it",
                remedy: ".dockerignore: node_modules .git .env* coverage …", layer: 3, bytes: 85_000_000,
                severity: .medium),
            Fix(
                id: "omit-dev", title: "43 dev packages of 117 (typescript 31 MB, esbuild 9)",
                remedy: "after fix 7: npm ci --omit=dev", layer: 9, bytes: 76_900_000, severity: .medium),
            Fix(
                id: "npm-cache", title: "/root/.npm cache", remedy: "RUN --mount=type=cache,…", layer: 4,
                bytes: 25_600_000, severity: .medium),
            Fix(
                id: "user", title: "runs as root, and starts a development server",
                remedy: #"USER app · CMD ["node","dist/server.js"]"#, layer: nil, bytes: 0, severity: .high),
            Fix(
                id: "source", title: "src, tests, .git", remedy: "COPY dist only", layer: 3, bytes: 7_200_000,
                severity: .low),
            Fix(
                id: "logs", title: "logs", remedy: "log to stdout", layer: 9, bytes: 1_000_000, severity: .low),
        ]
    }

    private static var badNodeFindings: [Finding] {
        let copies = [
            Location(path: "/app/.env", line: 3, layer: 3, state: .overwritten, bytes: 411),
            Location(path: "/app/.env", line: 3, layer: 9, bytes: 411),
        ]
        var findings = ["aws-access-key-id", "stripe-secret-key", "sendgrid-api-key", "slack-bot-token"].map {
            finding("secret", $0, .critical, .secret, "\($0) in a file", evidence: "•••", at: copies.reversed())
        }
        findings += [
            finding(
                "secret", "github-token", .critical, .secret, "GitHub token in remote URL", evidence: "ghp_…9k",
                at: [
                    Location(path: "/app/.git/config", line: 7, layer: 9, bytes: 290)
                ]),
            finding(
                "secret", "openssh-private-key", .critical, .secret, "OpenSSH key", removedIn: 7,
                at: [Location(path: "/root/.ssh/id_ed25519", line: 1, layer: 6, state: .deleted, bytes: 411)],
                bytes: 411),
            finding(
                "secret", "password-env", .high, .secret, "T6lH…6R, readable by docker inspect",
                at: [Location(path: "config:Env[DB_PASSWORD]", layer: nil)]),
            finding(
                "build-tool", "gcc", .high, .buildTool, "gcc 12 and 647 packages", remedy: "build in a first stage",
                fix: "multi-stage",
                at: [
                    Location(path: "/usr/bin/gcc-12", layer: 2, bytes: 1_200_000),
                    Location(path: "/usr/bin/ld", layer: 2),
                ],
                bytes: 729_100_000),
            finding(
                "root-user", "no-user", .high, .privilege, "runs as root", remedy: "USER app", fix: "user",
                at: [Location(path: "config:User", layer: nil)]),
            finding(
                "documentation", "man", .info, .documentation, "manual pages", origin: .base,
                at: [Location(path: "/usr/share/man", layer: 0, bytes: 47_200_000)], bytes: 47_200_000),
        ]
        return findings
    }
}
