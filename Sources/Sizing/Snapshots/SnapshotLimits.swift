// SPDX-License-Identifier: Apache-2.0

/// How much a snapshot may ask of its reader: far above every honest image.
public struct SnapshotLimits: Sendable, Equatable {
    /// Bytes of the file as it is stored.
    public var storedBytes = 256 << 20
    /// Bytes once decoded.
    public var bytes = 1 << 30
    public var paths = 5_000_000
    public var rows = 10_000_000
    public var layers = 100_000
    public var packages = 1_000_000

    public init() {}
}
