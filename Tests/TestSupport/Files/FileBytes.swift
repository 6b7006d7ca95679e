// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Whole files for tests.
public enum FileBytes {
    public static func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
