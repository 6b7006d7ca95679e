// SPDX-License-Identifier: Apache-2.0

/// One copy of a file (or link, device, FIFO, socket) that a layer ships, under however many names.
///
/// Plain data, 24 bytes. Every member that is neither a directory nor a hard link makes one.
public struct Inode: Sendable, Equatable {
    /// The layer that ships it.
    public internal(set) var layer: Int32
    /// Index into that layer's `entries`.
    public internal(set) var entry: Int32
    /// In `ImageTree.paths`: the first surviving name, or the name that a dead copy died under (one of them when
    /// several went at once).
    public internal(set) var path: PathTable.ID
    /// The layer that took the last name away; -1 while live.
    public internal(set) var removedIn: Int32
    /// Live names; 0 when dead.
    public internal(set) var names: Int32
    public internal(set) var fate: Fate
    public internal(set) var flags: Flags

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// A second copy of the very content that a lower layer had at this path: only owner, mode or time
        /// changed. The lower copy lost this name by overwriting.
        public static let metadataOnly = Flags(rawValue: 1)
    }

    /// True while any name of it is visible in the final tree.
    public var isLive: Bool { fate == .live }
    /// This copy repeats the content of the copy below that it replaced.
    public var isMetadataOnly: Bool { flags.contains(.metadataOnly) }

    init(layer: Int32, entry: Int32, path: PathTable.ID) {
        self.layer = layer
        self.entry = entry
        self.path = path
        removedIn = -1
        names = 1
        fate = .live
        flags = []
    }
}
