// SPDX-License-Identifier: Apache-2.0

/// All that one layer's tar says, in tar order: members, whiteouts and opaque marks.
public struct LayerEntries: Sendable {
    /// Every path that a member or a whiteout names.
    public var paths: PathTable
    public var entries: [Entry]
    /// Paths that `.wh.NAME` members remove from the layers below.
    public var whiteouts: [PathTable.ID]
    /// Directories whose content in the layers below is hidden (`.wh..wh..opq`).
    public var opaques: [PathTable.ID]
    /// Symlink texts and capability values, raw bytes, referenced by `Entry.text`.
    public var strings: [[UInt8]]

    public init() {
        paths = PathTable()
        entries = []
        whiteouts = []
        opaques = []
        strings = []
    }

    /// A symlink's text as the tar gives it; nil for every other kind of entry.
    public func symlinkText(_ entry: Entry) -> [UInt8]? {
        guard entry.kind == .symlink, entry.text >= 0 else { return nil }
        return strings[Int(entry.text)]
    }

    /// Gives back what growing took in advance; for layers that are complete. Costs one copy at most.
    public mutating func trim() {
        paths.trim()
        if entries.capacity > entries.count + entries.count / 8 {
            entries = entries.withUnsafeBufferPointer { [Entry]($0) }
        }
    }
}
