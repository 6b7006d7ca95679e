// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageText {
    /// One layer, or neighbours too small for a row each.
    private struct LayerRow {
        var layers: ArraySlice<LayerReport>
        var size: Int64 { sum(\.size) }
        var live: Int64 { sum(\.live) }
        var dead: Int64 { sum(\.dead) }
        var isBase: Bool { layers.first?.base ?? false }

        var label: String {
            guard let first = layers.first?.index, let last = layers.last?.index else { return "" }
            return (first == last ? "\(first)" : "\(first)-\(last)") + (isBase ? " base" : "")
        }

        private func sum(_ bytes: KeyPath<LayerReport, Int64>) -> Int64 {
            layers.reduce(0) {
                let (total, overflow) = $0.addingReportingOverflow($1[keyPath: bytes])
                return overflow ? .max : total
            }
        }
    }

    /// The layers with their bars, small neighbours folded.
    func layerSection(_ maximum: Int) -> [TextLine] {
        guard !image.layers.isEmpty, maximum > 1 else { return [] }
        let rows = layerRows(atMost: maximum - 1)
        let label = max(6, rows.map(\.label.count).max() ?? 0) + 2
        let ends = (size: label + 9, live: label + 18, dead: label + 27)
        let bar = width >= 110 ? 30 : width >= 76 ? 19 : 8
        var head = TextLine("LAYERS", .heading)
        head.add("size", .faint, endingAt: ends.size)
        head.add("live", .faint, endingAt: ends.live)
        head.add("dead", .faint, endingAt: ends.dead)
        if image.base.how == .history, image.layers.contains(where: \.base) {
            head.pad(to: ends.dead + 2 + bar + 2)
            if head.width + 15 <= width { head.add("base is a guess", .faint) }
        }
        let longest = max(1, rows.map(\.size).max() ?? 1)
        var lines = [head]
        for row in rows.prefix(maximum - 1) {
            var line = TextLine("  " + row.label)
            let unit = ByteText.parts(row.size).unit
            line.add(row.size == 0 ? "0 B" : ByteText.text(row.size), .strong, endingAt: ends.size)
            line.add(column(row.live, unit), endingAt: ends.live)
            line.add(column(row.dead, unit), row.dead > 0 ? .plain : .faint, endingAt: ends.dead)
            line.add("  ")
            let (live, dead) = Self.bar(live: row.live, dead: row.dead, longest: longest, cells: bar)
            line.add(live, .live)
            line.add(dead, .dead)
            line.pad(to: ends.dead + 2 + bar + 2)
            line.add(instruction(row), upTo: width)
            lines.append(line)
        }
        return lines
    }

    /// The number alone where its unit is the row's; a byte count keeps its unit, having no decimals to tell it by.
    private func column(_ bytes: Int64, _ unit: String) -> String {
        guard bytes != 0 else { return "–" }
        let parts = ByteText.parts(bytes)
        return parts.unit == unit && unit != "B" ? parts.number : parts.number + " " + parts.unit
    }

    /// A live bar in eighths of a cell and a dead bar in whole cells behind it.
    static func bar(live: Int64, dead: Int64, longest: Int64, cells: Int) -> (live: String, dead: String) {
        let scale = Double(cells) / Double(longest)
        var eighths = Int((Double(live) * scale * 8).rounded())
        eighths = min(max(eighths, 0), cells * 8)
        let partial = eighths % 8
        var text = String(repeating: "█", count: eighths / 8)
        if partial > 0 { text.unicodeScalars.append(partials[partial - 1]) }
        let used = eighths / 8 + (partial > 0 ? 1 : 0)
        let rest = min(max(0, Int((Double(dead) * scale).rounded())), cells - used)
        return (text, String(repeating: "▒", count: rest))
    }

    private static let partials: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    private func instruction(_ row: LayerRow) -> String {
        let texts = row.layers.prefix(8).map { layer in
            let text = TerminalText.folded(layer.instruction ?? layer.createdBy ?? "")
            return text.isEmpty ? "(no history)" : text
        }
        guard row.layers.count > 1 else { return texts.first ?? "" }
        let small = row.layers.allSatisfy { $0.size < smallLayer }
        return "\(row.layers.count) \(small ? "small" : "layers"): " + texts.joined(separator: "; ")
    }

    /// Layers below this are folded with their neighbours.
    private var smallLayer: Int64 { min(1_000_000, max(1, image.totals.size / 100)) }

    /// Folds layers below 1 MB or 1 % of the image with their neighbours, then ever bigger ones until they fit.
    private func layerRows(atMost limit: Int) -> [LayerRow] {
        let layers = image.layers
        guard !isVerbose else { return layers.indices.map { LayerRow(layers: layers[$0...$0]) } }
        var rows = rows { $0.size >= smallLayer }
        var kept = limit
        let ranked = layers.indices.sorted { (layers[$1].size, $0) < (layers[$0].size, $1) }
        while rows.count > limit, kept > 0 {
            kept -= 1
            let big = Set(ranked.prefix(kept).map { layers[$0].index })
            rows = self.rows { big.contains($0.index) }
        }
        return rows
    }

    /// A row for each layer that stands alone, and one for each run of others between them and within one origin.
    private func rows(standsAlone: (LayerReport) -> Bool) -> [LayerRow] {
        let layers = image.layers
        var rows: [LayerRow] = []
        var start = layers.startIndex
        while start < layers.endIndex {
            var end = start + 1
            if !standsAlone(layers[start]) {
                while end < layers.endIndex, !standsAlone(layers[end]), layers[end].base == layers[start].base {
                    end += 1
                }
            }
            rows.append(LayerRow(layers: layers[start..<end]))
            start = end
        }
        return rows
    }
}
