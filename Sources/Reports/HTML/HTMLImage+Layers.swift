// SPDX-License-Identifier: Apache-2.0

import Findings

extension HTMLImage {
    /// A strip of all layers by size, and a table with what made them.
    func addLayers(to page: inout HTMLText) {
        guard !image.layers.isEmpty else { return }
        page.add("<h2>Layers")
        if image.base.how == .history, image.layers.contains(where: \.base) {
            page.add(" <small>which ones are the base's is a guess</small>")
        }
        page.add("</h2>\n")
        addStrip(to: &page)
        page.add("<div class=\"wide\"><table class=\"layers stack\"><thead><tr><th class=\"number\">layer</th>")
        page.add("<th class=\"number\">size</th><th class=\"number optional\">live</th><th class=\"number\">dead</th>")
        page.add("<th class=\"number optional\">files</th><th>instruction</th></tr></thead><tbody>\n")
        let longest = max(1, image.layers.map(\.size).max() ?? 1)
        for layer in image.layers {
            page.add("<tr data-layer=\"\(layer.index)\"><td class=\"number index beside\">\(layer.index)</td>")
            page.add("<td class=\"number beside\">\(ByteText.text(layer.size))</td>")
            page.add("<td class=\"number optional\">\(ByteText.text(layer.live))</td>")
            page.add(
                "<td class=\"number beside\" data-word=\"dead\">\(layer.dead > 0 ? ByteText.text(layer.dead) : "–")</td>"
            )
            page.add("<td class=\"number optional\">\(ByteText.count(layer.files))</td><td class=\"instruction\">")
            page.element("code", "", instruction(layer))
            if layer.base { page.add(" <span class=\"lines\">base</span>") }
            if let lines = image.dockerfile?.lines(ofLayer: layer.index) {
                page.add(" <span class=\"lines\">")
                page.text("\(image.dockerfile?.path ?? ""):\(lines.lowerBound)")
                page.add("</span>")
            }
            addBar(layer, longest, to: &page)
            page.add("</td></tr>\n")
        }
        page.add("</tbody></table></div>\n")
    }

    func instruction(_ layer: LayerReport) -> String {
        let text = TerminalText.folded(layer.instruction ?? layer.createdBy ?? "")
        return text.isEmpty ? "(no history)" : TerminalText.fit(text, 400)
    }

    private func addBar(_ layer: LayerReport, _ longest: Int64, to page: inout HTMLText) {
        let scale = 1_000 / Double(longest)
        let (live, dead) = (Double(layer.live) * scale, Double(layer.dead) * scale)
        page.add(
            "<svg width=\"100%\" height=\"5\" viewBox=\"0 0 1000 5\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        )
        addRectangle(0, live, 5, layer.base ? "fill-base" : "fill-live", to: &page)
        addRectangle(live, dead, 5, "fill-dead", to: &page)
        page.add("</svg>")
    }

    private func addRectangle(
        _ start: Double, _ width: Double, _ height: Int, _ fill: String, to page: inout HTMLText
    ) {
        guard width > 0 else { return }
        page.add(
            "<rect x=\"\(tenths(start))\" width=\"\(tenths(max(width, 1)))\" height=\"\(height)\" class=\"\(fill)\"/>")
    }

    /// One decimal is finer than a screen. Numbers of a lying archive need not fit together.
    private func tenths(_ value: Double) -> String {
        let scaled = Int((min(max(value, 0), 1_000) * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }

    /// Each layer at least so wide that it can be pointed at.
    private func addStrip(to page: inout HTMLText) {
        let least = min(6, 500 / Double(image.layers.count))
        let rest = 1_000 - least * Double(image.layers.count)
        let total = max(1, image.layers.reduce(0.0) { $0 + Double($1.size) })
        page.add("<svg class=\"strip\" viewBox=\"0 0 1000 34\" preserveAspectRatio=\"none\" role=\"img\" ")
        page.add("aria-label=\"Layers from the base up, by size; the table has the same\">")
        var start = 0.0
        for layer in image.layers {
            let width = least + rest * Double(layer.size) / total
            let dead = layer.size > 0 ? width * min(1, Double(layer.dead) / Double(layer.size)) : 0
            page.add("<g><title>")
            page.text("layer \(layer.index): \(ByteText.text(layer.size)), \(ByteText.text(layer.dead)) dead. ")
            page.text(TerminalText.fit(instruction(layer), 120))
            page.add("</title>")
            page.add("<rect data-segment=\"\(layer.index)\" x=\"\(tenths(start))\" width=\"\(tenths(width))\" ")
            page.add("height=\"34\" class=\"\(layer.base ? "fill-base" : "fill-live")\"/>")
            if dead > 0 {
                page.add("<rect data-segment=\"\(layer.index)\" x=\"\(tenths(start + width - dead))\" ")
                page.add("width=\"\(tenths(dead))\" height=\"34\" class=\"fill-dead\"/>")
            }
            page.add("<rect x=\"\(tenths(start + width - 1.2))\" width=\"1.2\" height=\"34\" class=\"fill-edge\"/></g>")
            start += width
        }
        page.add("</svg>\n<p class=\"legend\">")
        for (fill, text) in [("fill-base", "base, live"), ("fill-live", "live"), ("fill-dead", "dead")] {
            page.add(
                "<span><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect width=\"1\" height=\"1\" class=\"\(fill)\"/>"
            )
            page.add("</svg>\(text)</span> ")
        }
        page.add("</p>\n")
    }
}
