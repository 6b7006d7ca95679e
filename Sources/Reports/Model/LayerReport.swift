// SPDX-License-Identifier: Apache-2.0

/// One layer. Sizes are bytes; size = live + dead.
public struct LayerReport: Sendable, Equatable {
    /// 0 is the bottom.
    public var index: Int
    /// Hash of the stored blob.
    public var digest: String?
    /// Hash of the uncompressed tar.
    public var diffID: String?
    /// Whether the hashes match the bytes; nil when that was not asked for.
    public var verified: Bool?
    /// `none`, `gzip`, `zstd`, …; nil when the layer is absent.
    public var compression: String?
    public var files: Int64
    /// Content bytes of its regular files.
    public var size: Int64
    /// The uncompressed stream; nil when it was not read to its end.
    public var tarSize: Int64?
    /// The blob as it lies in the archive; nil when absent.
    public var storedSize: Int64?
    public var live: Int64
    public var dead: Int64
    /// The Dockerfile instruction that made it, as a person would write it; nil when history has none.
    public var instruction: String?
    /// `created_by` of the history entry, raw.
    public var createdBy: String?
    /// True when it is one of the base image's.
    public var base: Bool

    public init(
        index: Int, digest: String? = nil, diffID: String? = nil, verified: Bool? = nil, compression: String? = nil,
        files: Int64 = 0, size: Int64 = 0, tarSize: Int64? = nil, storedSize: Int64? = nil, live: Int64 = 0,
        dead: Int64 = 0, instruction: String? = nil, createdBy: String? = nil, base: Bool = false
    ) {
        self.index = index
        self.digest = digest
        self.diffID = diffID
        self.verified = verified
        self.compression = compression
        self.files = files
        self.size = size
        self.tarSize = tarSize
        self.storedSize = storedSize
        self.live = live
        self.dead = dead
        self.instruction = instruction
        self.createdBy = createdBy
        self.base = base
    }
}
