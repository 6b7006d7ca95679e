// SPDX-License-Identifier: Apache-2.0

/// Why layers cannot be laid over each other at all.
public struct LayerTreeError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Sendable {
        /// More entries than 32-bit numbers can count.
        case tooManyEntries
        /// More paths, or more bytes in their names, than the 32-bit arena holds.
        case tooManyPaths
    }

    public var code: Code
    /// Index of the layer that went beyond the limit.
    public var layer: Int

    public var description: String {
        switch code {
        case .tooManyEntries: "layer \(layer): the image has more than 2^31 entries"
        case .tooManyPaths: "layer \(layer): the image's paths need more than 4 GiB"
        }
    }
}
