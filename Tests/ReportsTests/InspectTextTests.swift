// SPDX-License-Identifier: Apache-2.0

import Reports
import Testing

@Suite struct InspectTextTests {
    @Test(arguments: [80, 120])
    func goldenFacts(width: Int) throws {
        var image = Samples.badNode
        image.manifestDigest = Samples.digest(70)
        image.config.healthcheck = Healthcheck(
            test: ["CMD-SHELL", "curl -f localhost"], interval: 30_000_000_000, retries: 3)
        image.manifest = ManifestReport(
            mediaType: "application/vnd.oci.image.manifest.v1+json",
            annotations: ["org.opencontainers.image.ref.name": "latest"])
        image.history = [
            HistoryReport(instruction: "ADD rootfs (Debian 12)", layer: 0),
            HistoryReport(instruction: #"CMD ["bash"]"#), HistoryReport(comment: "buildkit.exporter.image.v0"),
        ]
        image.provenance = ProvenanceReport(
            predicateType: "https://slsa.dev/provenance/v1", builder: "buildkit", source: "git.example.com/shop",
            revision: "3f2a",
            materials: ["pkg:docker/debian@12?digest=" + Samples.digest(71)])
        try Golden.expect(
            InspectText.text(of: image, options: TextOptions(width: width)), "inspect-bad-node-\(width).txt")
        try Golden.expect(
            InspectText.text(of: Samples.hostile, options: TextOptions(width: width)), "inspect-hostile-\(width).txt")
    }
}
