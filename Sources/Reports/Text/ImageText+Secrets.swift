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
            return only.locations.count == 1 ? PlaceText.place(location) : PlaceText.place(location.path)
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
                text = first.message
                if !first.evidence.isEmpty, !text.contains(first.evidence) { text += ", " + first.evidence }
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
        head.add("; whoever can pull has \(count == 1 ? "it" : "them")", upTo: width)

        let natural = places.map { row($0, lines: isVerbose ? .max : 2) }
        var rows = natural
        if natural.reduce(0, { $0 + $1.count }) + 1 > maximum { rows = places.map { row($0, lines: 1) } }
        guard rows.count + 1 > maximum else { return [head] + rows.flatMap { $0 } }
        let shown = max(0, maximum - 2)
        return [head] + rows.prefix(shown).flatMap { $0 } + [more(places.count - shown, "place", indent: 2)]
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

    private func row(_ place: Place, lines maximum: Int) -> [TextLine] {
        let column = min(34, width * 3 / 10)
        let layers = place.what.hasSuffix("in the archive") ? "" : place.layers
        let end = layers.isEmpty ? width : width - TerminalText.width(layers) - 2
        var line = TextLine("  ")
        line.add(place.severity.rawValue, Ink(place.severity))
        line.pad(to: 12)
        let name = isVerbose ? TerminalText.escape(place.name) : TerminalText.fitMiddle(place.name, width / 2 - 12)
        line.add(TerminalText.fitMiddle(name, width - 14), .strong)
        line.pad(to: 12 + column)
        line.add("  ")
        var lines: [TextLine] = []
        if end - line.width < 16 {
            lines.append(line)
            line = TextLine()
            line.pad(to: 14 + column)
        }
        let parts = TerminalText.wrap(
            place.what, first: max(1, end - line.width), rest: width - 14 - column,
            lines: max(1, maximum - lines.count))
        line.add(parts.first ?? "")
        if !layers.isEmpty { line.add(layers, .faint, endingAt: width) }
        lines.append(line)
        for part in parts.dropFirst() {
            var next = TextLine()
            next.pad(to: 14 + column)
            next.add(part)
            lines.append(next)
        }
        return lines
    }
}
