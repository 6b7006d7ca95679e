// SPDX-License-Identifier: Apache-2.0

/// What travels over the network.
public struct PullChange: Sendable, Equatable {
    /// For a node that has nothing; nil when unknown.
    public var before: Int64?
    public var after: Int64?
    /// For a node that has the image before and wants the one after: the layers that it lacks. nil when unknown.
    public var fetched: Int64?
    /// Layers of the image after that such a node has already.
    public var shared: [Int]
    /// One of the numbers is a sampled estimate.
    public var isApproximate: Bool

    public init(
        before: Int64? = nil, after: Int64? = nil, fetched: Int64? = nil, shared: [Int] = [],
        isApproximate: Bool = false
    ) {
        self.before = before
        self.after = after
        self.fetched = fetched
        self.shared = shared
        self.isApproximate = isApproximate
    }

    init(_ old: ImageSnapshot, _ new: ImageSnapshot) {
        let there = Set(old.layers.compactMap(\.diffID))
        var seen: Set<String> = []
        var fetched: Int64? = 0
        shared = []
        for (index, layer) in new.layers.enumerated() {
            if let key = layer.diffID {
                if there.contains(key) {
                    shared.append(index)
                    continue
                }
                guard seen.insert(key).inserted else { continue }
            }
            guard let size = layer.pullSize, let sum = fetched else {
                fetched = nil
                continue
            }
            let (total, overflow) = sum.addingReportingOverflow(size)
            fetched = overflow ? .max : total
        }
        self.fetched = fetched
        before = old.totals.pullSize
        after = new.totals.pullSize
        isApproximate = old.totals.pullSizeIsApproximate || new.totals.pullSizeIsApproximate
    }
}
