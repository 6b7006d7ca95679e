// SPDX-License-Identifier: Apache-2.0
internal import Dunnage

/// The `.dunnage.yml` that `dunnage init` writes: what is known set, everything else there as a comment to uncomment.
struct ConfigurationDraft {
    var profile: Profile
    var baseline: Baseline?
    var baselineFile = ""
    private var name = ""
    private var size: Int64?

    init(profile: Profile) { self.profile = profile }

    /// Takes the budget from the image.
    mutating func measure(_ image: ImageReport) {
        size = image.totals.size
        name = ConfigurationDraft.comment(image.reference ?? "the image")
    }

    /// A shell or nothing to start, with compilers aboard: a place to build in; without: a base for others. Otherwise
    /// a service.
    static func guessProfile(_ image: ImageReport) -> Profile {
        let command = (image.config.entrypoint ?? []) + (image.config.cmd ?? [])
        let name = command.first.map { String($0.split(separator: "/").last ?? "") }
        let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "busybox"]
        guard command.count < 2, name.map(shells.contains) ?? true else { return .default }
        let builds = image.findings.contains { $0.rule == "build-tool" && $0.severity >= .medium }
        return builds ? .builder : .base
    }

    /// `profile default, image budget 210MB`.
    var summary: String {
        "profile \(profile.rawValue)" + (budget.map { ", image budget \($0)" } ?? "")
    }

    /// A quarter above the size, rounded up to two digits; none for what only sparse files can claim, since a quarter
    /// more of that may be no number.
    private var budget: String? {
        guard let size, size > 0, size <= .max / 2 else { return nil }
        let wanted = size / 4 * 5 + (size % 4 * 5 + 3) / 4
        var step: Int64 = 1
        while wanted / step >= 100 { step *= 10 }
        let rounded = (wanted + step - 1) / step * step
        let units: [(String, Int64)] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
        for (unit, bytes) in units where rounded >= bytes {
            let tenths = rounded % bytes / (bytes / 10)
            return "\(rounded / bytes)" + (tenths > 0 ? ".\(tenths)" : "") + unit
        }
        return "\(rounded)B"
    }

    var text: String {
        var lines = [
            "# What dunnage checks here, and what may pass. Every key: docs/configuration.md of dunnage.",
            "version: 1",
            "# Rules judge as in this version of the rule set: an upgrade of dunnage turns no green build red.",
            "rules-version: \(RulesVersion.current)",
            "# default (a service), builder, base, kubernetes or compose.",
            "profile: \(profile.rawValue)",
            "# critical, high, medium, low or info; never: report only.",
            "fail-on: high",
            "",
        ]
        if let baseline {
            lines += [
                "# \(baseline.entries.count) findings of \(baseline.created), accepted until \(baseline.expires): only new ones fail.",
                "baseline: \(baselineFile)",
            ]
        } else {
            lines += [
                "# Findings accepted by «dunnage baseline IMAGE -o FILE»: only new ones fail.",
                "# baseline: \(baselineFile)",
            ]
        }
        lines.append("")
        if let budget, let size {
            lines += [
                "# MB = 10^6 bytes, MiB = 2^20. \(name) has \(ByteText.text(size)): a quarter more.",
                "budgets:", "  image: \(budget)",
            ]
        } else {
            lines += ["# MB = 10^6 bytes, MiB = 2^20.", "# budgets:", "#   image: 250MB"]
        }
        let mark = budget == nil ? "#   " : "  # "
        lines += [
            "live: 240MB                          # what the final tree shows",
            "layer: 150MB                         # each layer above the base",
            "growth: {bytes: 10MB, percent: 5}    # from build to build, for dunnage diff",
            "paths: {\"/app/node_modules/**\": 80MB}",
            "packages: {curl: 5MB}",
        ].map { mark + $0 }
        return (lines + ConfigurationDraft.rest).joined(separator: "\n") + "\n"
    }

    private static let rest = [
        "",
        "# One rule off, stricter, or with what it lets pass («dunnage rules» lists them):",
        "# rules:",
        "#   documentation: off",
        "#   build-tool: {severity: high, allow: [git]}",
        "",
        "# Findings to live with: at some places, for a reason, until a day.",
        "# ignore:",
        "#   - {rule: secret, path: \"/app/test/**\", reason: \"fake keys\", expires: 2027-06-30}",
        "",
        "# Findings of the base image: report, or ignore.",
        "# base: ignore",
        "",
        "# An organisation's file, read first; this one wins, lists add.",
        "# extends: ../dunnage.yml",
    ]

    /// Text of an image on one line of a comment.
    private static func comment(_ text: String) -> String { String(TerminalText.escape(text).prefix(80)) }
}
