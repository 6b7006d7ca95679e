// SPDX-License-Identifier: Apache-2.0

/// An image in numbers. All sizes are bytes; size = live + dead.
public struct Totals: Sendable, Equatable {
    /// Regular files of the final tree, each once whatever names it has.
    public var files: Int64
    /// Content bytes of all layers.
    public var size: Int64
    /// Bytes that the final tree shows.
    public var live: Int64
    /// Bytes that a later layer hides and that ship all the same.
    public var dead: Int64
    /// The layers as they lie in the archive; nil when unknown.
    public var storedSize: Int64?
    /// What a registry would send; nil when it was not estimated.
    public var pullSize: Int64?
    /// True when `pullSize` is a sampled estimate.
    public var pullSizeIsApproximate: Bool
    /// Bytes of identical copies beyond the first. Shown, never counted as reclaimable.
    public var duplicates: Int64
    public var reclaimable: Reclaimable
    /// Size after the Dockerfile edits; nil when the image is not complete.
    public var dockerfileEstimate: Int64?
    /// Size after those and a slimmer base; nil when the image is not complete.
    public var slimEstimate: Int64?

    public init(
        files: Int64 = 0, size: Int64 = 0, live: Int64 = 0, dead: Int64 = 0, storedSize: Int64? = nil,
        pullSize: Int64? = nil, pullSizeIsApproximate: Bool = false, duplicates: Int64 = 0,
        reclaimable: Reclaimable = Reclaimable(), dockerfileEstimate: Int64? = nil, slimEstimate: Int64? = nil
    ) {
        self.files = files
        self.size = size
        self.live = live
        self.dead = dead
        self.storedSize = storedSize
        self.pullSize = pullSize
        self.pullSizeIsApproximate = pullSizeIsApproximate
        self.duplicates = duplicates
        self.reclaimable = reclaimable
        self.dockerfileEstimate = dockerfileEstimate
        self.slimEstimate = slimEstimate
    }
}
