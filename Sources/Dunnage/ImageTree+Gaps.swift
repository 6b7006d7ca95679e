// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

extension ImageTree {
    /// What of the image is in no number because its size was a lie, one sentence each.
    var gaps: [String] {
        notes.filter { $0.code == .sizeOverflow }.map { note in
            "layer \(note.layer) claims a size that cannot be, at \(paths.string(of: note.path))"
        }
    }
}
