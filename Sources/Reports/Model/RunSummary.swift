// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// What all images of a run come to. A layer that several images have is one layer.
public struct RunSummary: Sendable, Equatable {
    public var images = 0
    /// Of all images, each as often as images have it.
    public var layers = 0
    /// Content bytes of `layers`.
    public var size: Int64 = 0
    /// Layers that differ in their bytes.
    public var uniqueLayers = 0
    /// Content bytes of `uniqueLayers`.
    public var uniqueSize: Int64 = 0
    /// Findings that count, of all images.
    public var counts = SeverityCounts()
    public var passed = 0
    public var failed = 0
    public var incomplete = 0
    private var known: Set<String> = []

    public init() {}

    public init(of images: [ImageReport]) {
        for image in images { add(image) }
    }

    /// Adds one image; of the image nothing is kept but its layers' names. Sums that do not fit stay at the largest
    /// number.
    public mutating func add(_ image: ImageReport) {
        images += 1
        for layer in image.layers {
            layers += 1
            size = RunSummary.sum(size, layer.size)
            // A layer that nothing names is like no other.
            if let name = layer.diffID ?? layer.digest, !known.insert(name).inserted { continue }
            uniqueLayers += 1
            uniqueSize = RunSummary.sum(uniqueSize, layer.size)
        }
        for severity in Severity.allCases { counts[severity] += image.verdict.counts[severity] }
        switch image.verdict.status {
        case .pass: passed += 1
        case .fail: failed += 1
        case .incomplete: incomplete += 1
        }
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
