// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// One installed package of the final tree.
public struct Package: Sendable {
    public var ecosystem: Ecosystem
    public var name: String
    public var version: String
    /// As its package manager writes it (`amd64`, `x86_64`, `all`, `noarch`); empty where there is none.
    public var architecture: String
    /// The source package; the package's own name where nothing else is recorded.
    public var source: String
    /// The file that declares it.
    public var record: PathTable.ID
    /// The directory that it owns whole (a directory in `node_modules`, a gem's directory); nil for packages with
    /// a file list.
    public var root: PathTable.ID?
    /// Files and links of the final tree that belong to it, each inode once.
    public var files = 0
    /// Content bytes of those files.
    public var bytes: Int64 = 0
    /// Bytes that its database says it takes; nil when it does not say.
    public var installedSize: Int64?
    /// The first layer in whose records this version is listed.
    public var layer: Int
    /// Asked for by hand (true) or brought by another package (false); nil when nothing records it.
    public var requested: Bool?
    /// Needed for development only; nil when nothing records it.
    public var isDevOnly: Bool?
    /// The system does not work without it: dpkg's Essential, Protected or «Priority: required».
    public var isEssential: Bool
    /// The system package whose file list holds this language package's record: two records of one thing. nil for
    /// every other package.
    public var providedBy: Int?
}
