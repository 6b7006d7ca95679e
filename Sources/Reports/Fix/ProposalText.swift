// SPDX-License-Identifier: Apache-2.0
public import Checks
import Findings

/// What `dunnage fix` prints: a `.dockerignore`, a Dockerfile, or both with a heading each. Plain text to redirect
/// into files; the lines were made safe where they were made.
public enum ProposalText {
    /// Which of the two files.
    public enum Part: String, Sendable, CaseIterable {
        case dockerignore, dockerfile, both
    }

    /// - Parameter size: of the image as it is.
    public static func text(of proposal: BuildProposal, part: Part, size: Int64) -> String {
        var lines: [String] = []
        if part != .dockerfile {
            if part == .both { lines.append("# .dockerignore") }
            lines += ignored(proposal)
        }
        if part == .both { lines += ["", "# Dockerfile"] }
        if part != .dockerignore {
            lines += proposal.dockerfile
            if let predicted = proposal.predictedSize {
                lines.append("# \(ByteText.text(size)) now, about \(ByteText.text(predicted)) built like this")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func ignored(_ proposal: BuildProposal) -> [String] {
        guard !proposal.ignored.isEmpty else { return ["# Nothing that a build does not need was copied."] }
        var lines: [String] = []
        for entry in proposal.ignored {
            let count = entry.files == 1 ? "1 file" : "\(ByteText.count(Int64(entry.files))) files"
            lines.append("# \(count), \(ByteText.text(entry.bytes))")
            lines.append(entry.pattern)
        }
        if proposal.ignored.contains(where: { $0.pattern == ".env*" }) { lines.append("!.env.example") }
        if !proposal.ignored.contains(where: { $0.pattern == ".dockerignore" }) {
            lines += ["# This file: builders read it all the same", ".dockerignore"]
        }
        return lines
    }
}
