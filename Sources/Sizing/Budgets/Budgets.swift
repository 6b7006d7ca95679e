// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// How large an image and its parts may be, in bytes of files' content. What is nil or empty has no limit.
public struct Budgets: Sendable, Equatable {
    /// Live bytes of what a pattern matches.
    public struct Path: Sendable, Equatable {
        public var glob: PathGlob
        public var limit: Int64

        public init(glob: PathGlob, limit: Int64) {
            self.glob = glob
            self.limit = limit
        }
    }

    /// Bytes of an installed package, by its name in any ecosystem.
    public struct Package: Sendable, Equatable {
        public var name: String
        public var limit: Int64

        public init(name: String, limit: Int64) {
            self.name = name
            self.limit = limit
        }
    }

    /// The image's size: all layers, dead bytes too.
    public var image: Int64?
    /// What the final tree shows.
    public var live: Int64?
    /// Each layer that is not the base's.
    public var layer: Int64?
    /// From one build to the next; only a comparison can tell.
    public var growth: Growth?
    /// In the order in which they were written; no pattern twice.
    public var paths: [Path]
    /// In the order in which they were written; no name twice.
    public var packages: [Package]

    public init(
        image: Int64? = nil, live: Int64? = nil, layer: Int64? = nil, growth: Growth? = nil, paths: [Path] = [],
        packages: [Package] = []
    ) {
        self.image = image
        self.live = live
        self.layer = layer
        self.growth = growth
        self.paths = paths
        self.packages = packages
    }

    /// No limit is set.
    public var isEmpty: Bool { self == Budgets() }

    /// Limits of `other` in this one's place where it has any; the rest stays.
    public func overridden(by other: Budgets) -> Budgets {
        var result = self
        result.image = other.image ?? image
        result.live = other.live ?? live
        result.layer = other.layer ?? layer
        result.growth = other.growth.map { (growth ?? Growth()).overridden(by: $0) } ?? growth
        for path in other.paths { result.set(path: path.glob.text, limit: path.limit) }
        for package in other.packages { result.set(package: package.name, limit: package.limit) }
        return result
    }

    /// Sets the limit of a pattern; a second one for the same pattern takes the first one's place.
    public mutating func set(path glob: String, limit: Int64) {
        if let index = paths.firstIndex(where: { $0.glob.text == glob }) {
            paths[index].limit = limit
        } else {
            paths.append(Path(glob: PathGlob(glob), limit: limit))
        }
    }

    /// Sets the limit of a package; a second one for the same name takes the first one's place.
    public mutating func set(package name: String, limit: Int64) {
        if let index = packages.firstIndex(where: { $0.name == name }) {
            packages[index].limit = limit
        } else {
            packages.append(Package(name: name, limit: limit))
        }
    }
}
