// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases

/// Compilers, linkers, build systems, and what came only for them.
enum BuildToolRule: Rule {
    static let description = RuleDescription(
        id: "build-tool",
        title: "Build tools in the image",
        severity: .high,
        category: .buildTool,
        rationale: """
            A compiler is not needed to run what it compiled. It is weight on every pull, a list of vulnerabilities \
            in every scan, and a workshop for whoever gets in. What was installed only because a build tool needs or \
            recommends it counts to it.
            """,
        remedy: "Build in a first stage (FROM … AS build) and COPY --from=build only what it made",
        needs: [.tree, .packages, .permissions, .entry],
        examples: BuildToolExamples.all)

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var tally = ToolTally(image)
        tally.gather()
        for group in tally.groups {
            let toolchain = ToolTable.toolchains.first { $0.id == group.files.kind }
            let isBase = image.isBase(layer: group.files.layer)
            let severity = severity(group, isBase)
            var message = toolchain?.title ?? "packages that only build tools need"
            if !group.names.isEmpty { message += ": " + ByteText.list(group.names) }
            if !group.packages.isEmpty {
                message +=
                    "\(group.names.isEmpty ? ":" : ";") "
                    + (group.names.isEmpty
                        ? ByteText.list(group.packages)
                        : ByteText.count(group.packages.count, "package"))
            }
            message += ", " + ByteText.text(group.files.bytes)
            if isBase, let name = image.base.name { message += ", from \(name)" }
            findings.add(
                image.finding(
                    description, group.files, severity: severity, message: message,
                    remedy: remedy(group, isBase),
                    anchor: ""))
        }
    }

    /// nil for the rule's own.
    private static func remedy(_ group: ToolTally.Group, _ isBase: Bool) -> String? {
        if isBase { return "Start from a base without it: a slim tag, distroless, or a runtime-only image" }
        return group.files.kind == ToolTally.recommended
            ? "Install with --no-install-recommends, and name what of it is needed" : nil
    }

    /// Compilers are what matters: the rest is weight.
    private static func severity(_ group: ToolTally.Group, _ isBase: Bool) -> Severity {
        if group.files.kind == ToolTally.orphans || group.files.kind == ToolTally.recommended { return .low }
        if group.hasCompiler {
            if isBase { return .medium }
            return group.files.bytes >= 10_000_000 ? .high : .medium
        }
        if group.names.isEmpty || group.files.kind == "headers" { return .info }
        return isBase ? .info : .low
    }
}
