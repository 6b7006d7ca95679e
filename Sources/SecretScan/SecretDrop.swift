// SPDX-License-Identifier: Apache-2.0

/// One candidate that was not taken for a secret: what it looked like, why not, and where. Never the value.
public struct SecretDrop: Sendable, Hashable {
    /// Index into `SecretRules.kinds`.
    public var kind: Int
    public var reason: DropReason
    /// Where the candidate begins in the file, in bytes.
    public var offset: Int64
}
