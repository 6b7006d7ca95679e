// SPDX-License-Identifier: Apache-2.0
public import LayerTree
public import SecretScan

/// A secret in a name: of a file, a directory, a link's target, a member of an archive. The facts hold the name without
/// it.
public struct NamedSecret: Sendable {
    /// The entry whose name, target or member it is, in the layer's own table.
    public var path: PathTable.ID
    public var hit: SecretHit

    public init(path: PathTable.ID, hit: SecretHit) {
        self.path = path
        self.hit = hit
    }
}
