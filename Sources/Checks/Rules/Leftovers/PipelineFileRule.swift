// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Files for those who build and ship the image, copied into it.
enum PipelineFileRule: Rule {
    static let description = RuleDescription(
        id: "ci-and-docker-files",
        title: "Dockerfiles and pipeline settings",
        severity: .low,
        category: .sourceCode,
        rationale: """
            How the image is built, tested and deployed is of no use in it, and tells whoever gets in which \
            registries, hosts and accounts there are. Where they lie, the whole project was copied.
            """,
        remedy: "Add them to .dockerignore: Dockerfile* docker-compose*.yml .github .gitlab-ci.yml",
        needs: [.tree, .packages],
        examples: [
            .fires(
                "a project copied whole",
                .app(.file("/app/Dockerfile", "FROM x"), .file("/app/.dockerignore", "x")), kind: "docker",
                severity: .low),
            .fires(
                "workflows", .app(.file("/app/.github/workflows/ci.yml", "on: push")), kind: "pipeline", severity: .low
            ),
            .fires("infrastructure", .app(.file("/app/deploy/main.tf", "resource")), kind: "pipeline", severity: .low),
            .quiet("a package's own", .app(.file("/app/node_modules/x/.travis.yml", "x"))),
            .quiet(
                "build records that a base keeps", .app().on(base: .file("/root/buildinfo/Dockerfile", "FROM scratch"))
            ),
            .quiet("none", .app(.file("/app/compose.js", "x"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        findings.add(
            description, own: image.files.pipelines, as: "pipeline",
            named: [.container: "docker", .pipeline: "pipeline"],
            titles: ["docker": "Dockerfiles and their like", "pipeline": "pipeline settings"], image)
    }
}
