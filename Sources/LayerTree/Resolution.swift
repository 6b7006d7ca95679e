// SPDX-License-Identifier: Apache-2.0

/// Where a path leads once symbolic links are followed.
public enum Resolution: Sendable, Equatable {
    case found(PathTable.ID)
    /// The absolute path that does not exist, links before the gap resolved.
    case missing([UInt8])
    /// More than 40 links, as `ELOOP`.
    case loop
}
