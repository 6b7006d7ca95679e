// SPDX-License-Identifier: Apache-2.0

/// One name that a package needs or offers. Version constraints are dropped: what lies in an image was
/// resolved by its package manager already.
public struct RelationRow: Sendable {
    public var kind: Kind
    /// True when this name is an alternative to the relation before it (`a | b`).
    public var isAlternative: Bool
    public var name: TextRange

    public enum Kind: UInt8, Sendable {
        /// Needed: Depends, Pre-Depends, rpm requires, npm dependencies, Requires-Dist.
        case depends
        /// Installed by default with it: Recommends, rpm weak dependencies, npm optional and peer.
        case recommends
        /// Needed only for development (devDependencies).
        case develops
        /// Another name under which it can be needed.
        case provides
    }

    init(_ kind: Kind, name: TextRange, isAlternative: Bool = false) {
        self.kind = kind
        self.name = name
        self.isAlternative = isAlternative
    }
}
