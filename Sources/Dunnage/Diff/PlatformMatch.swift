// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
public import Sizing

/// Whether two images can be compared in size: one app for two processors has two sizes.
public enum PlatformMatch {
    /// A sentence when they cannot; nil when they can, or when one of them does not say what it is for.
    public static func difference(_ before: ImageSnapshot, _ after: ImageSnapshot) -> String? {
        guard let old = before.platform.flatMap({ Platform($0) }), let new = after.platform.flatMap({ Platform($0) }),
            old.os != new.os || old.architecture != new.architecture
        else { return nil }
        return "the image before is for \(old), the one after for \(new), so their sizes say nothing about growth: "
            + "choose with --platform, or compare all the same with --force"
    }
}
