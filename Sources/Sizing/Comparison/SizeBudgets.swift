// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// Limits on the image after, with what the image before had of each.
public struct SizeBudgets: Sendable {
    /// One limit and what it is about.
    public struct Row: Sendable, Equatable {
        public enum Subject: Sendable, Equatable {
            case image, live
            case layer(Int)
            case path(PathGlob)
            case package(String)
        }

        public var subject: Subject
        public var limit: Int64
        public var actual: Int64
        /// nil when the image before has no such thing, or there is none.
        public var before: Int64?

        public var isBroken: Bool { actual > limit }

        /// `image`, `live`, `layer 3`, `package curl`, or the pattern.
        public var name: String {
            switch subject {
            case .image: "image"
            case .live: "live"
            case .layer(let index): "layer \(index)"
            case .path(let glob): glob.text
            case .package(let name): "package \(name)"
            }
        }
    }

    public private(set) var rows: [Row] = []
    /// Patterns and packages that neither image has.
    public private(set) var unmatched: [String] = []

    /// - Parameters:
    ///   - before: nil when there is nothing to compare with.
    ///   - comparison: of the two; gives the layers their predecessors.
    public init(
        _ budgets: Budgets, before: ImageSnapshot?, after: ImageSnapshot, comparison: ImageComparison?
    ) {
        if let limit = budgets.image {
            add(.image, limit, after.files.size, before?.files.size)
        }
        if let limit = budgets.live {
            add(.live, limit, after.files.live, before?.files.live)
        }
        if let limit = budgets.layer { addLayers(limit, before, after, comparison) }
        for path in budgets.paths {
            let actual = after.bytes(matching: path.glob)
            let old = before?.bytes(matching: path.glob)
            if actual == nil, old == nil { unmatched.append(path.glob.text) }
            add(.path(path.glob), path.limit, actual ?? 0, old)
        }
        for package in budgets.packages {
            let actual = after.bytes(ofPackage: package.name)
            let old = before?.bytes(ofPackage: package.name)
            if actual == nil, old == nil { unmatched.append("package \(package.name)") }
            add(.package(package.name), package.limit, actual ?? 0, old)
        }
    }

    private mutating func add(_ subject: Row.Subject, _ limit: Int64, _ actual: Int64, _ before: Int64?) {
        rows.append(Row(subject: subject, limit: limit, actual: actual, before: before))
    }

    /// Every app layer above the limit, or the largest one when all keep it.
    private mutating func addLayers(
        _ limit: Int64, _ before: ImageSnapshot?, _ after: ImageSnapshot, _ comparison: ImageComparison?
    ) {
        let sizes = after.layerSizes
        let oldSizes = before?.layerSizes ?? []
        let border = comparison?.after.baseLayers ?? after.base.layers
        let app = sizes.indices.filter { $0 >= border }
        let broken = app.filter { sizes[$0] > limit }
        let largest = app.max { (sizes[$0], $1) < (sizes[$1], $0) }
        for index in broken.isEmpty ? [largest].compactMap(\.self) : broken {
            let other = comparison?.layers.first { $0.after == index }?.before
            add(.layer(index), limit, sizes[index], other.map { oldSizes[$0] })
        }
    }
}
