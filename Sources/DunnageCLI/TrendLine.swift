// SPDX-License-Identifier: Apache-2.0
internal import Dunnage

/// The line that a build adds to a trend, with what the CI knows of it.
struct TrendLine {
    /// As given on the command line.
    let commit: String?
    let tag: String?

    func bytes(of snapshot: ImageSnapshot, source: String) throws -> [UInt8] {
        let parts = snapshot.reference.map { DiffReport.parts($0) }
        let file = source == "-" ? "image" : String(source.split(separator: "/").last ?? "image")
        let entry = TrendEntry(
            snapshot, name: parts?.name ?? file, date: Moment(seconds: try Today.seconds),
            commit: commit ?? TrendLine.variable("GITHUB_SHA") ?? TrendLine.variable("CI_COMMIT_SHA"),
            tag: tag ?? parts?.tag)
        return entry.line
    }

    private static func variable(_ name: String) -> String? {
        Terminal.variable(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
