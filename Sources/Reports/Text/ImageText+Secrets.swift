// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageText {
    /// Everything found in one place, as one row.
    private struct Place {
        var findings: [Finding]

        var severity: Severity { findings.map(\.severity).max() ?? .info }

        var name: String {
            guard findings.count == 1, let only = findings.first, let location = only.locations.first else {
                return PlaceText.place(findings.first?.path ?? "")
            }
            // A key file begins on line 1: that says nothing.
            return only.locations.count == 1 && location.line != 1
                ? PlaceText.place(location) : PlaceText.place(location.path)
        }

        var layers: String {
            // The fate of a lone deleted secret names its layers already.
            PlaceText.layers(findings.flatMap { $0.locations.compactMap(\.layer) })
        }

        /// What it is, and what became of it.
        var what: String {
            guard let first = findings.first else { return "" }
            var text: String
            if findings.count == 1 {
                text = FindingText.named(first)
            } else {
                var kinds: [String] = []
                for finding in findings where !kinds.contains(finding.kind) && kinds.count < 12 {
                    kinds.append(finding.kind)
                }
                text = kinds.count == 1 ? "\(findings.count) × \(kinds[0])" : "\(findings.count) secrets: "
                if kinds.count > 1 { text += kinds.joined(separator: ", ") }
            }
            let fates = Set(findings.map(PlaceText.fate))
            if fates.count == 1, let fate = fates.first, !fate.isEmpty { text += ": " + fate }
            return text
        }
    }

    /// Secrets that count, to be rotated before anything else: deleting them does not help.
    func secretSection(_ maximum: Int) -> [TextLine] {
        let places = secretPlaces
        guard !places.isEmpty else { return [] }
        let count = secrets.count
        var head = TextLine("ROTATE FIRST", .heading)
        head.add("  " + ByteText.count(count, "secret"), .strong)
        if count > 1 { head.add(" in " + ByteText.count(places.count, "place")) }
        let reach = "; whoever can pull has \(count == 1 ? "it" : "them")"
        if head.width + reach.utf8.count <= width { head.add(reach) }

        let cap = width * 2 / 5
        let widths = places.map { TerminalText.width(TerminalText.escape($0.name)) }
        let column = max(12, widths.filter { $0 <= cap - 4 }.max() ?? 0)
        let fits = places.count < maximum
        let shown = fits ? places.count : max(0, maximum - 2)
        // A second line goes to the worst places first, as long as there is room.
        var spare = maximum - 1 - shown - (fits ? 0 : 1)
        var lines = [head]
        for place in places.prefix(shown) {
            let whole = row(place, column: column, lines: isVerbose ? .max : 2)
            let isWhole = whole.count - 1 <= spare
            let rows = isWhole ? whole : row(place, column: column, lines: 1)
            spare -= rows.count - 1
            lines += rows
        }
        if !fits { lines.append(more(places.count - shown, "place", indent: 2)) }
        return lines
    }

    /// Worst first, otherwise in the order of the findings.
    private var secretPlaces: [Place] {
        var places: [Place] = []
        var index: [String: Int] = [:]
        for finding in secrets {
            if let known = index[finding.path] {
                places[known].findings.append(finding)
            } else {
                index[finding.path] = places.count
                places.append(Place(findings: [finding]))
            }
        }
        let order = places.indices.sorted {
            (places[$1].severity, $0) < (places[$0].severity, $1)
        }
        return order.map { places[$0] }
    }

    /// A name wider than its column gets a line of its own where there may be two.
    private func row(_ place: Place, column: Int, lines maximum: Int) -> [TextLine] {
        let what = place.what
        let layers = what.hasSuffix("in the archive") ? "" : place.layers
        let end = layers.isEmpty ? width : width - TerminalText.width(layers) - 2
        var line = TextLine("  ")
        line.add(place.severity.rawValue, Ink(place.severity))
        line.pad(to: 12)
        line.add(TerminalText.fitMiddle(place.name, maximum == 1 ? column : end - 12), .strong)
        let indent = 14 + column
        var room = width - indent
        var lines: [TextLine] = []
        if line.width + 2 > indent {
            if !layers.isEmpty { line.add(layers, .faint, endingAt: width) }
            lines.append(line)
            line = TextLine()
        } else {
            room = end - indent
        }
        let parts = TerminalText.wrap(what, first: room, rest: width - indent, lines: max(1, maximum - lines.count))
        for (index, part) in parts.enumerated() {
            line.pad(to: indent)
            line.add(part)
            if index == 0, lines.isEmpty, !layers.isEmpty { line.add(layers, .faint, endingAt: width) }
            lines.append(line)
            line = TextLine()
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
