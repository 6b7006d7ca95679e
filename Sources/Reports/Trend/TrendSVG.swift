// SPDX-License-Identifier: Apache-2.0

import Findings
public import Sizing

/// A trend as a picture: one chart a series, size over time from zero up, a mark for each build, and the builds that moved
/// it named. Plain SVG 1.1 without scripts; the same trend gives the same bytes.
public enum TrendSVG {
    private static let width = 860.0
    private static let height = 280.0
    private static let left = 80.0
    private static let right = 24.0
    private static let top = 44.0
    private static let bottom = 36.0
    /// More marks than this are no marks.
    private static let most = 400

    public static func text(of trend: Trend) -> String {
        let count = max(1, trend.series.count)
        let total = height * Double(count)
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(number(width))\" height=\"\(number(total))\" "
        svg += "viewBox=\"0 0 \(number(width)) \(number(total))\" font-family=\"sans-serif\" font-size=\"12\">\n"
        svg += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        if trend.series.isEmpty {
            svg += text(left, top, "no build yet", "fill=\"#57606a\"")
        }
        for (index, series) in trend.series.enumerated() {
            svg += "<g transform=\"translate(0 \(number(height * Double(index))))\">\n" + chart(series) + "</g>\n"
        }
        return svg + "</svg>\n"
    }

    private static func chart(_ series: TrendSeries) -> String {
        guard let first = series.first, let last = series.last, let highest = series.highest else { return "" }
        let step = gridStep(highest.size)
        // A grid line above the highest build.
        let ceiling = Double(step) * (Double(highest.size) / Double(step)).rounded(.up)
        let span = max(1, Double(last.date.seconds) - Double(first.date.seconds))
        func x(_ build: TrendEntry) -> Double {
            series.builds.count == 1
                ? (left + width - right) / 2
                : left + (Double(build.date.seconds) - Double(first.date.seconds)) / span * (width - left - right)
        }
        func y(_ bytes: Double) -> Double { height - bottom - bytes / max(1, ceiling) * (height - top - bottom) }
        let title = last.name + (last.platform.map { " · " + $0 } ?? "")
        var svg = text(left, 22, title, "font-size=\"15\" font-weight=\"bold\" fill=\"#1f2328\"")
        var line = 0.0
        while line <= ceiling {
            svg += "<line x1=\"\(number(left))\" x2=\"\(number(width - right))\" y1=\"\(number(y(line)))\" "
            svg += "y2=\"\(number(y(line)))\" stroke=\"#d0d7de\"/>\n"
            svg += text(
                left - 8, y(line) + 4, ByteText.text(line < 9e18 ? Int64(line) : .max),
                "text-anchor=\"end\" fill=\"#57606a\"")
            line += Double(step)
        }
        svg += text(left, height - 12, "\(first.date.day)", "fill=\"#57606a\"")
        svg += text(width - right, height - 12, "\(last.date.day)", "text-anchor=\"end\" fill=\"#57606a\"")
        let points = series.builds.map { "\(number(x($0))),\(number(y(Double($0.size))))" }.joined(separator: " ")
        svg += "<polyline points=\"\(points)\" fill=\"none\" stroke=\"#0969da\" stroke-width=\"2\"/>\n"
        let moved = series.moves.map(\.build)
        for build in series.builds.suffix(most) {
            let isMove = moved.contains(build)
            svg += "<circle cx=\"\(number(x(build)))\" cy=\"\(number(y(Double(build.size))))\" "
            svg += "r=\"\(isMove ? "5" : "3")\" fill=\"\(isMove ? "#cf222e" : "#0969da")\"><title>"
            svg += escape("\(build.date) \(build.tag ?? build.commit ?? "") \(ByteText.text(build.size))")
            svg += "</title></circle>\n"
        }
        for move in series.moves.prefix(6) {
            let place = x(move.build)
            let anchor = place > width - 160 ? "end" : place < left + 80 ? "start" : "middle"
            svg += text(
                place, max(top - 8, y(Double(move.build.size)) - 10), ByteText.signed(move.bytes),
                "text-anchor=\"\(anchor)\" fill=\"#cf222e\"")
        }
        return svg
    }

    /// 1, 2 or 5 times a power of ten, so that there are two to six lines.
    private static func gridStep(_ highest: Int64) -> Int64 {
        var step: Int64 = 1
        let factors: [Int64] = [2, 5, 10]
        while true {
            for factor in [1] + factors where Double(highest) / Double(step * factor) <= 5 { return step * factor }
            step *= 10
        }
    }

    private static func text(_ x: Double, _ y: Double, _ words: String, _ attributes: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" \(attributes)>\(escape(words))</text>\n"
    }

    /// One decimal is finer than any screen.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    private static func escape(_ text: String) -> String {
        TerminalText.escape(String(text.prefix(200))).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
