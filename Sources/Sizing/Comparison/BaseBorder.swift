// SPDX-License-Identifier: Apache-2.0

/// How many of the lowest layers count as the base's in a comparison.
///
/// The two images may tell differently well where their base ends. A layer that both share is the base's in both or in
/// neither, so an image that does not know takes the other's word as far as they share layers; where that leads to
/// nothing, neither has a base, and all growth is the app's.
enum BaseBorder {
    static func layers(_ before: ImageSnapshot, _ after: ImageSnapshot) -> (before: Int, after: Int) {
        var shared = 0
        while shared < before.layers.count, shared < after.layers.count,
            let key = before.layers[shared].diffID, key == after.layers[shared].diffID
        {
            shared += 1
        }
        let (old, new) = (before.base.layers, after.base.layers)
        if old == 0 || new == 0 {
            let known = max(old, new)
            return known <= shared ? (known, known) : (0, 0)
        }
        return (max(old, min(new, shared)), max(new, min(old, shared)))
    }
}
