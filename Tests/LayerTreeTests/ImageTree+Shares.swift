// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// What tests ask a tree for, layer by layer.
extension ImageTree {
    /// Indices into `inodes` of all that a layer ships, live or dead: they are sorted by layer.
    func inodes(of layer: Int) -> Range<Int> {
        let before = inodes.count { $0.layer < layer }
        return before..<before + inodes.count { $0.layer == layer }
    }

    /// Bytes and files that `layer` ships and `removedIn` hid, in one way or (`fate` nil) both.
    func dead(of layer: Int, removedIn: Int, fate: Fate? = nil) -> (bytes: Int64, files: Int) {
        var result: (bytes: Int64, files: Int) = (0, 0)
        for share in deadShares
        where share.layer == layer && share.removedIn == removedIn && (fate == nil || fate == share.fate) {
            result.bytes += share.bytes
            result.files += share.files
        }
        return result
    }
}
