// SPDX-License-Identifier: Apache-2.0

/// What became of a file copy in the final tree.
public enum Fate: UInt8, Sendable, Comparable, CaseIterable {
    /// Visible under at least one name.
    case live
    /// Its last name was taken by something else: a newer copy, a link, or a directory.
    case overwritten
    /// Its last name was removed: a whiteout, an opaque directory, or a file in place of a directory above it.
    case deleted

    public static func < (left: Fate, right: Fate) -> Bool { left.rawValue < right.rawValue }
}
