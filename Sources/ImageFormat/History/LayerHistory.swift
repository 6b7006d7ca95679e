// SPDX-License-Identifier: Apache-2.0

/// Which history entry made which layer.
public struct LayerHistory: Sendable, Equatable {
    /// One history entry.
    public struct Entry: Sendable, Equatable {
        public let instruction: Instruction
        /// The layer it made; nil when it made none or nobody can tell.
        public let layer: Int?
    }

    /// All entries in the order of the history: an index here is the `N` of `history:N`.
    public let entries: [Entry]
    /// For each layer the index of its entry; nil when unknown.
    public let entryOfLayer: [Int?]
    /// Whether entries could be matched to layers at all.
    public let isKnown: Bool

    /// The instruction that made the layer; nil when unknown or there is no such layer.
    public func instruction(ofLayer index: Int) -> Instruction? {
        guard entryOfLayer.indices.contains(index), let entry = entryOfLayer[index] else { return nil }
        return entries[entry].instruction
    }
}
