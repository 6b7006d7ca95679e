// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageReport {
    /// The Dockerfile's lines to change for a finding; nil without a Dockerfile and where no line answers for it.
    func lines(of finding: Finding) -> ClosedRange<Int>? {
        guard let dockerfile else { return nil }
        // Hidden bytes lie in one layer, and the instruction to change may be another's.
        if finding.category == .dead, let layer = fixes.first(where: { $0.id == finding.fix })?.layer,
            let lines = dockerfile.lines(ofLayer: layer)
        {
            return lines
        }
        return dockerfile.lines(of: finding)
    }

    /// What to call the image: its reference, else its short id.
    var title: String { [reference, shortID].compactMap(\.self).first { !$0.isEmpty } ?? "untagged image" }

    /// The reference without tag and digest, which change with a build; nil for an untagged image.
    var repository: String? { reference.map(SARIFText.repository) }

    /// `sha256:` and twelve digits.
    var shortID: String? {
        guard let id, let colon = id.firstIndex(of: ":") else { return id }
        return String(id[...colon]) + String(id[id.index(after: colon)...].prefix(12))
    }
}
