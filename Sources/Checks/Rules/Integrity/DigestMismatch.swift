// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// The archive's bytes are not what its documents promise. Found while the archive is read, which is why no `Rule`
/// looks for it; described here so that it can be listed, explained and configured like every other.
public enum DigestMismatch {
    public static let description = RuleDescription(
        id: "digest-mismatch",
        title: "Bytes that are not what their digest promises",
        severity: .high,
        category: .integrity,
        rationale: """
            Every layer and every config is named by the digest of its bytes. Where the two differ, the archive was \
            damaged on its way or changed by somebody: nobody can vouch for what was read, and the run ends with exit \
            code 2 whatever else it found.
            """,
        remedy: "Save the image again and compare; if it stays so, do not trust where it came from",
        needs: .archive,
        examples: [
            .fires(
                "a layer whose bytes have another digest", .app().with { $0.hasWrongDigest = true },
                kind: "layer-diff-id", severity: .high),
            .quiet("an archive that is what it says", .app()),
        ])
}
