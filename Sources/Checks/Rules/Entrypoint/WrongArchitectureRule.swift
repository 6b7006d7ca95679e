// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// The program that starts was built for another processor than the image says.
enum WrongArchitectureRule: Rule {
    static let description = RuleDescription(
        id: "wrong-architecture",
        title: "The program that starts is for another processor",
        severity: .critical,
        category: .configuration,
        rationale: """
            The container ends with «exec format error», or runs under emulation at a tenth of its speed where that is \
            set up. Usually a program was built on one machine and copied into an image for another.
            """,
        remedy:
            "Build for the platform: FROM --platform=$BUILDPLATFORM for the build stage, GOARCH=$TARGETARCH or its like",
        needs: [.entry, .config],
        examples: [
            .fires(
                "ARM in an image for amd64", .app(.program("/app/web", machine: 40), cmd: ["/app/web"]), kind: "arm",
                severity: .critical),
            .quiet("the right one", .app()),
            .quiet("32 bits on the same processor", .app(.program("/app/web", machine: 3), cmd: ["/app/web"])),
            .quiet(
                "a processor without a name here",
                .app(.program("/app/web", machine: 9), cmd: ["/app/web"])),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        guard case .wrongArchitecture(let path, let name)? = image.entry.problem else { return }
        let wanted = image.platform?.architecture ?? ""
        findings.add(
            image.finding(
                description, name, .critical,
                "\(image.tree.paths.string(of: path)) is for \(name), the image for \(ImageFacts.cut(wanted, 20))",
                at: [image.location(of: path)]))
    }
}
