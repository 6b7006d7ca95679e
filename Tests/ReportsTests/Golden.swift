// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

/// Compares with the files under `Golden/`. `DUNNAGE_UPDATE_GOLDEN=1 swift test` writes them anew: read the
/// difference before committing it.
enum Golden {
    private static let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = "\(folder)/Golden/\(name)"
        if ProcessInfo.processInfo.environment["DUNNAGE_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        let wanted = try file(path)
        guard wanted != text else { return }
        let (left, right) = (lines(wanted), lines(text))
        let first =
            zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count)
        Issue.record(
            """
            \(name) differs from line \(first + 1) on.
            wanted: \(first < left.count ? left[first] : "(end)")
            is:     \(first < right.count ? right[first] : "(end)")
            """, sourceLocation: sourceLocation)
    }

    /// A file of the repository, by its path from the root.
    static func repositoryFile(_ path: String) throws -> String { try file("\(folder)/../../\(path)") }

    static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    private static func file(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
