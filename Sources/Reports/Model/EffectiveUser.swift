// SPDX-License-Identifier: Apache-2.0

/// The user that the container runs as, resolved through the final `/etc/passwd` and `/etc/group`.
public struct EffectiveUser: Sendable, Equatable {
    /// nil when a name cannot be resolved.
    public var uid: Int64?
    /// nil when it cannot be resolved.
    public var gid: Int64?
    /// nil for a number without an entry.
    public var name: String?

    public init(uid: Int64? = nil, gid: Int64? = nil, name: String? = nil) {
        self.uid = uid
        self.gid = gid
        self.name = name
    }

    /// True when the process starts with uid 0.
    public var isRoot: Bool { uid == 0 }
}
