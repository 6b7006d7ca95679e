// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings
internal import ImageReading

/// Findings about an archive that does not say the truth about itself. They need what was read, not what is in the
/// image, so they are no rule of `Checks`.
enum IntegrityFindings {
    /// What they say, for those that report no findings.
    static func sentences(_ scanned: ScannedImage) -> [String] { all(scanned, baseLayers: 0).map(\.message) }

    static func all(_ scanned: ScannedImage, baseLayers: Int) -> [Finding] {
        scanned.mismatches.map { mismatch in
            finding(
                kind: mismatch.role == "digest" ? "layer-digest" : "layer-diff-id",
                what: mismatch.role == "digest" ? "the blob of layer \(mismatch.layer)" : "layer \(mismatch.layer)",
                path: scanned.image.layers[mismatch.layer].member, layer: mismatch.layer,
                promise: mismatch.role, expected: mismatch.expected, found: mismatch.found,
                origin: mismatch.layer < baseLayers ? .base : .app)
        }
            + scanned.image.mismatches.map { mismatch in
                finding(
                    kind: mismatch.role + "-digest", what: "the " + mismatch.role, path: mismatch.member, layer: nil,
                    promise: "digest", expected: mismatch.expected, found: mismatch.found, origin: .app)
            }
    }

    private static func finding(
        kind: String, what: String, path: String, layer: Int?, promise: String, expected: Digest?, found: Digest,
        origin: Origin
    ) -> Finding {
        Finding(
            rule: "digest-mismatch", kind: kind, severity: .high, category: .integrity,
            message: expected.map { "\(what) is not what its \(promise) promises: expected \($0), found \(found)" }
                ?? "\(what) has none of the digests that the configuration lists: found \(found)",
            remedy: "save the image again; if it stays so, do not trust where it came from",
            evidence: found.description, origin: origin,
            fingerprint: "digest-mismatch/\(kind)/\(expected ?? found)",
            locations: [Location(path: "archive:\(path)", layer: layer)])
    }
}
