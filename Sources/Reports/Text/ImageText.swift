// SPDX-License-Identifier: Apache-2.0

import Findings

/// The text of one image; the sections are its extensions, one a file.
struct ImageText: Sendable {
    let image: ImageReport
    /// What to call an image without a name: the file it came from.
    let source: String
    let options: TextOptions

    var width: Int { options.width }
    var isVerbose: Bool { options.detail == .verbose }

    /// The name in the head.
    var name: String { image.reference ?? (source == "-" ? shortID ?? "standard input" : source) }

    /// The name in the closing line: without registry, path and tag, where something is left.
    var shortName: String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: true)
        guard let last = parts.last else { return name }
        guard image.reference != nil, let bare = last.split(whereSeparator: { $0 == ":" || $0 == "@" }).first else {
            return String(last)
        }
        return String(bare)
    }

    /// `sha256:` and twelve digits.
    var shortID: String? {
        guard let id = image.id, let colon = id.firstIndex(of: ":") else { return image.id }
        return String(id[...colon]) + String(id[id.index(after: colon)...].prefix(12))
    }

    /// Findings that count.
    var counted: [Finding] { image.findings.filter { $0.suppressedBy == nil } }

    /// Secrets to rotate: publishable kinds and known test keys arrive below medium and stay quiet.
    var secrets: [Finding] { counted.filter { $0.category == .secret && $0.severity >= .medium } }

    /// Findings that no fix stands for and that the Dockerfile at hand answers for.
    var loose: [Finding] { unfixed.filter { $0.origin == .app || concernsConfiguration($0) } }

    /// Findings that no fix stands for and that the base brought.
    var fromBase: [Finding] { unfixed.filter { $0.origin == .base && !concernsConfiguration($0) } }

    private var unfixed: [Finding] {
        counted.filter { $0.fix == nil && $0.severity >= .medium && $0.category != .secret }
    }

    /// Who runs and how is the final image's business, whoever set it.
    private func concernsConfiguration(_ finding: Finding) -> Bool {
        finding.category == .privilege || finding.category == .configuration
    }
}
