// SPDX-License-Identifier: Apache-2.0

/// Something about an archive that users should know and that fails nothing.
public struct ArchiveNote: Sendable, Equatable {
    /// Kebab-case, stable.
    public var code: String
    public var message: String
    /// The member; empty for the archive.
    public var member: String
}
