// SPDX-License-Identifier: Apache-2.0

/// The dead regular files that one layer ships and one layer hid in one way.
public struct DeadShare: Sendable, Equatable {
    /// The layer that ships them.
    public var layer: Int32
    /// The layer that hid them; equal to `layer` when the tar repeats a member.
    public var removedIn: Int32
    /// `.overwritten` or `.deleted`.
    public var fate: Fate
    public var bytes: Int64
    /// Count, empty files included.
    public var files: Int
}
