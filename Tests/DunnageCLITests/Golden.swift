// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Screens that were looked at. `DUNNAGE_UPDATE_GOLDEN=1` writes them anew: look at the difference before it is committed.
enum Golden {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    static func compare(_ text: String, _ name: String) throws {
        let file = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["DUNNAGE_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name) differs")
    }
}
