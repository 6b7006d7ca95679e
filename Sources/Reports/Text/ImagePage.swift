// SPDX-License-Identifier: Apache-2.0

/// The sections of one image, fitted into a number of lines.
struct ImagePage: Sendable {
    /// A part of the page that can be told in fewer lines.
    private struct Section {
        /// Lines wanted at most, where there is room.
        let most: Int
        /// Lines down to which it gives way before others vanish.
        let comfort: Int
        let lines: @Sendable (Int) -> [TextLine]
    }

    private let image: ImageText
    private let sections: [Section]

    init(_ image: ImageText) {
        self.image = image
        sections = [
            Section(most: 5, comfort: 3, lines: image.gaps),
            Section(most: 15, comfort: 6, lines: image.secretSection),
            Section(most: 20, comfort: 13, lines: image.fixSection),
            Section(most: 3, comfort: 1, lines: image.baseSection),
            Section(most: 13, comfort: 7, lines: image.layerSection),
            Section(most: 36, comfort: 4, lines: image.deploymentSection),
        ]
    }

    /// Positions in `sections`.
    private static let fixes = 2
    private static let base = 3
    private static let layers = 4

    /// Head, verdict, sections and the quiet line; at most `maximum` lines where that is 8 or more. A page that needs more
    /// than it may have and has little is told without empty lines, start and quiet line: the findings matter more.
    func lines(_ maximum: Int) -> [TextLine] {
        let isShort = maximum < 20 && lines(TextReport.maximumLines, isShort: false).count > maximum
        return lines(maximum, isShort: isShort)
    }

    private func lines(_ maximum: Int, isShort: Bool) -> [TextLine] {
        let space = isShort ? [] : [TextLine()]
        let quiet = isShort ? [] : image.quietLine()
        var lines = image.head(withStart: !isShort) + space + image.verdict() + image.budgets(maximum > 24 ? 8 : 2)
        let rest = quiet.isEmpty ? 0 : quiet.count + 1
        let shares = self.shares(room: maximum - lines.count - rest, space: space.count)
        for (index, section) in sections.enumerated() where shares[index] > 0 {
            let part = section.lines(shares[index])
            guard !part.isEmpty else { continue }
            // Another base belongs to the fixes, so it stands right below them.
            if index != Self.base || shares[Self.fixes] == 0 { lines += space }
            lines += part
        }
        let findings = image.findingSection()
        if !findings.isEmpty { lines += [TextLine()] + findings }
        let dropped = image.quietSecretSection()
        if !dropped.isEmpty { lines += [TextLine()] + dropped }
        if !quiet.isEmpty { lines += [TextLine()] + quiet }
        return image.isVerbose ? lines : Array(lines.prefix(maximum))
    }

    /// How many lines each section gets.
    private func shares(room: Int, space: Int) -> [Int] {
        if image.isVerbose { return sections.map { _ in .max } }
        var shares = sections.map { $0.lines($0.most).count }
        func isTooLong() -> Bool { shares.reduce(0) { $0 + ($1 > 0 ? $1 + space : 0) } > room }
        // First whatever is above its comfort, the furthest above it each time; then the layers, then another base;
        // then fixes and secrets line by line.
        while isTooLong() {
            let above = shares.indices.filter { shares[$0] > sections[$0].comfort }
            guard let widest = above.max(by: { excess(shares, $0) < excess(shares, $1) }) else { break }
            shares[widest] -= 1
        }
        if isTooLong() { shares[Self.layers] = 0 }
        if isTooLong() { shares[Self.base] = 0 }
        while isTooLong(), let widest = shares.indices.filter({ shares[$0] > 0 }).max(by: { shares[$0] < shares[$1] }) {
            shares[widest] = shares[widest] > 3 ? shares[widest] - 1 : 0
        }
        return shares
    }

    private func excess(_ shares: [Int], _ index: Int) -> Int { shares[index] - sections[index].comfort }
}
