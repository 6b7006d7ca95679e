// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The archives of the repository's `TestImages` folder.
public enum TestImages {
    /// Their names, sorted: every tar whatever its compression, and every directory of an image.
    public static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: BuiltBinary.testImage("")).filter { name in
            name.contains(".tar") || name.hasSuffix("-layout") || name.hasSuffix("-dir")
        }.sorted()
    }
}
