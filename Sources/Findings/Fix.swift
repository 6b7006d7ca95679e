// SPDX-License-Identifier: Apache-2.0

/// The Dockerfile edit that cures a group of findings.
public struct Fix: Sendable, Equatable {
    /// The fix of what only another base image cures.
    public static let baseID = "base"
    /// The fix of every secret: they are to be rotated, whatever the Dockerfile does.
    public static let secretsID = "secrets"

    /// The fix of an archive that is not what it says: no Dockerfile cures it.
    public static let archiveID = "archive"

    /// Stable within one report, such as `multi-stage` or `dockerignore-3`.
    public var id: String
    /// What is wrong, in a few words.
    public var title: String
    /// What to write instead.
    public var remedy: String
    /// The layer whose instruction changes; nil for the image's configuration.
    public var layer: Int?
    /// Bytes that this edit gives back, counted in no other fix.
    public var bytes: Int64
    /// The highest severity among its findings.
    public var severity: Severity

    public init(id: String, title: String, remedy: String, layer: Int?, bytes: Int64, severity: Severity) {
        self.id = id
        self.title = title
        self.remedy = remedy
        self.layer = layer
        self.bytes = bytes
        self.severity = severity
    }
}
