// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageText {
    /// What looked like a secret and why it is none: part of what `-v` is for.
    func quietSecretSection() -> [TextLine] {
        guard isVerbose, !image.quietSecrets.isEmpty else { return [] }
        let total = image.quietSecrets.reduce(0) { $0 + $1.count }
        var lines = [TextLine("NO SECRETS  \(ByteText.count(Int64(total))) that have the form of one", .heading)]
        for quiet in image.quietSecrets {
            var line = TextLine("  ")
            line.add(TerminalText.fit(quiet.reason, width - 12))
            line.add(ByteText.count(Int64(quiet.count)), endingAt: width)
            lines.append(line)
            for place in quiet.places {
                var line = TextLine()
                line.pad(to: 4)
                line.add(TerminalText.fitMiddle(place, width - 4), .faint)
                lines.append(line)
            }
        }
        return lines
    }
}
