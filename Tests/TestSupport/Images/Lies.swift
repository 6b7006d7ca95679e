// SPDX-License-Identifier: Apache-2.0

/// What an archive's documents say against its bytes. Nothing by default: archives verify.
public struct Lies: Sendable {
    /// Layers whose entry in `rootfs.diff_ids` is the digest of other bytes.
    public var diffIDs: Set<Int> = []
    /// Layers whose blob is named and described by the digest of other bytes.
    public var blobDigests: Set<Int> = []
    /// Layers whose descriptor states one byte too many.
    public var sizes: Set<Int> = []
    /// The config is named by the digest of other bytes.
    public var configDigest = false
    /// How many diff_ids the config has, cut or padded; nil for the true number.
    public var diffIDCount: Int?
    /// How many history entries the config has, cut or padded; nil for the true number.
    public var historyCount: Int?
    /// Leaves out every `empty_layer` flag.
    public var withoutEmptyLayerFlags = false

    public init() {}
}
