// SPDX-License-Identifier: Apache-2.0

/// One installed package.
public struct PackageReport: Sendable, Equatable {
    /// `deb`, `apk`, `rpm`, `npm`, …
    public var ecosystem: String
    public var name: String
    public var version: String
    public var files: Int64
    /// Live content bytes of its files.
    public var bytes: Int64
    /// The layer that brought it; nil when unknown.
    public var layer: Int?
    /// Why it stays: `base`, or what needs it; nil when nothing that runs needs it.
    public var keptFor: String?
    /// As its package manager writes it; empty where there is none. Not part of the JSON.
    public var architecture = ""
    /// The source package; empty when unknown. Not part of the JSON.
    public var source = ""

    public init(
        ecosystem: String, name: String, version: String = "", files: Int64 = 0, bytes: Int64 = 0, layer: Int? = nil,
        keptFor: String? = nil
    ) {
        self.ecosystem = ecosystem
        self.name = name
        self.version = version
        self.files = files
        self.bytes = bytes
        self.layer = layer
        self.keptFor = keptFor
    }
}
