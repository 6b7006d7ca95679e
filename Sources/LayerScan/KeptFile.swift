// SPDX-License-Identifier: Apache-2.0

/// A small file whose content rules read after the overlay. Never one that may hold a secret in clear but for
/// `/etc/shadow`, of which only the form of each password field is kept.
public struct KeptFile: Sendable {
    /// Index into the layer's entries.
    public var entry: Int32
    public var bytes: [UInt8]

    public init(entry: Int32, bytes: [UInt8]) {
        self.entry = entry
        self.bytes = bytes
    }
}
