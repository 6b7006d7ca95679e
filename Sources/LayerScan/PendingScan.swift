// SPDX-License-Identifier: Apache-2.0

/// The scan of one layer, under way or done.
public struct PendingScan: Sendable {
    let collector: LayerCollector

    /// What was found. To be called once, after the pool was drained; before that the facts are not whole.
    public func facts() -> LayerFacts { collector.finish() }
}
