// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// Nothing tells the orchestrator whether the service works.
enum MissingHealthcheckRule: Rule {
    static let description = RuleDescription(
        id: "missing-healthcheck",
        title: "No HEALTHCHECK",
        severity: .low,
        category: .configuration,
        rationale: """
            A process that runs is not a service that answers. Without a check Docker and Compose route to a hung \
            container. Kubernetes has probes of its own and ignores this one.
            """,
        remedy: "HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD [\"/app/server\", \"--health\"]",
        needs: .config,
        examples: [
            .fires("none", .app(), kind: "missing", severity: .low),
            .fires("switched off", .app().with { $0.healthcheck = ["NONE"] }, kind: "disabled", severity: .low),
            .fires(
                "written, but dropped by the image format",
                .app().with { $0.instructions = ["HEALTHCHECK CMD wget -q localhost"] }, kind: "dropped",
                severity: .info),
            .quiet("a check", .app().with { $0.healthcheck = ["CMD", "/app/server", "--health"] }),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let check = image.config.healthcheck
        if let check, !check.test.isEmpty, !check.isDisabled { return }
        let wasWritten = image.history.entries.contains {
            $0.instruction.verb == "HEALTHCHECK" && !$0.instruction.arguments.hasPrefix("NONE")
        }
        if check?.isDisabled == true {
            add("disabled", .low, "HEALTHCHECK NONE switches the check off", description.remedy, &findings)
        } else if wasWritten {
            add(
                "dropped", .info, "the HEALTHCHECK of the Dockerfile is not in the image: the OCI format has none",
                "Build with --format docker, or leave the check to the orchestrator", &findings)
        } else {
            add("missing", .low, "no HEALTHCHECK", description.remedy, &findings)
        }
    }

    private static func add(
        _ kind: String, _ severity: Severity, _ message: String, _ remedy: String, _ findings: inout FindingList
    ) {
        findings.add(
            Finding(
                rule: description.id, kind: kind, severity: severity, category: .configuration, message: message,
                remedy: remedy, origin: .app, fingerprint: Fingerprint.of(description.id, kind),
                locations: [Location(path: "config:Healthcheck", layer: nil)]))
    }
}
