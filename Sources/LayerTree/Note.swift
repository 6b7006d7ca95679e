// SPDX-License-Identifier: Apache-2.0

/// Something odd in a layer that does not stop the analysis.
public struct Note: Sendable, Hashable {
    public enum Code: UInt8, Sendable {
        /// A whiteout names a path that no lower layer has.
        case whiteoutOfMissingPath
        /// A hard link whose target is neither in its own layer before it nor in a lower one; ignored.
        case danglingHardLink
        /// A whiteout, file or link that claims to be the root directory; a file there is dead at once.
        case rootIsNotADirectory
        /// A size below zero, or one that would bring the image's sum beyond 2^63 - 1: counted as 0 bytes, and
        /// `Entry.size` is 0 in `ImageTree.layers`. The archive lies, so its report is not complete.
        case sizeOverflow
    }

    public var code: Code
    /// Index of the layer that says it.
    public var layer: Int32
    /// In `ImageTree.paths`.
    public var path: PathTable.ID

    init(_ code: Code, layer: Int32, path: PathTable.ID) {
        self.code = code
        self.layer = layer
        self.path = path
    }
}
