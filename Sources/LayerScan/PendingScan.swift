// SPDX-License-Identifier: Apache-2.0

/// The scan of one layer, under way or done.
public struct PendingScan: Sendable {
    let collector: LayerCollector

    /// `SHAHasher.contentKey` of the stored bytes. To be asked before `facts`, after the pool was drained; nil when
    /// known facts stand in, or nothing was verified.
    public var contentKey: [UInt8]? { collector.contentKey }

    /// What was found. To be called once, after the pool was drained; before that the facts are not whole.
    public func facts() -> LayerFacts { collector.finish() }
}
