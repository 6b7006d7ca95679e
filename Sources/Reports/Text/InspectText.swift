// SPDX-License-Identifier: Apache-2.0

import Findings

/// The facts of an image without judgement: what it is, how it runs, its layers, where it comes from.
public enum InspectText {
    /// The text with a line feed after each line. As long as the image has facts; whatever comes out of it is escaped.
    public static func text(of image: ImageReport, options: TextOptions = TextOptions()) -> String {
        var page = FactPage(width: options.width)
        page.identity(image)
        page.config(image.config)
        page.totals(image)
        page.layers(image.layers)
        page.biggest(image)
        page.history(image.history)
        page.provenance(image)
        var text = ""
        for line in page.lines {
            text += line.rendered(colour: options.colour)
            text += "\n"
        }
        return text
    }
}

/// Names on the left, values on the right, in titled blocks.
private struct FactPage {
    let width: Int
    var lines: [TextLine] = []
    private static let column = 16

    init(width: Int) { self.width = width }

    mutating func identity(_ image: ImageReport) {
        title("IMAGE")
        fact("name", image.reference ?? "(untagged)")
        for name in image.references where name != image.reference { fact("", name) }
        fact("id", image.id)
        fact("digest", image.manifestDigest)
        fact("media type", image.manifest?.mediaType)
        fact("platform", image.platform)
        fact("distribution", image.distribution)
        fact("created", image.created)
        if !image.complete { facts("incomplete", image.gaps.isEmpty ? ["not all of it could be read"] : image.gaps) }
    }

    mutating func config(_ config: ConfigReport) {
        title("CONFIG")
        fact("user", user(config))
        fact("entrypoint", config.entrypoint.map(list))
        fact("cmd", config.cmd.map(list))
        fact("starts", config.starts.isEmpty ? nil : config.starts.joined(separator: " → "))
        fact("workdir", config.workingDir)
        facts("env", config.env)
        facts("ports", config.exposedPorts)
        facts("volumes", config.volumes)
        fact("healthcheck", config.healthcheck.map(healthcheck))
        facts("labels", config.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    }

    mutating func totals(_ image: ImageReport) {
        let totals = image.totals
        title("TOTALS")
        fact("size", size(totals.size) + " = live + dead")
        fact("live", size(totals.live))
        fact("dead", size(totals.dead))
        fact("stored", totals.storedSize.map(size))
        fact("pull", totals.pullSize.map { totals.pullSizeIsApproximate ? ByteText.approximate($0) : size($0) })
        fact("files", ByteText.count(totals.files))
        if !image.packages.isEmpty {
            var counts: [String: Int] = [:]
            for package in image.packages { counts[package.ecosystem, default: 0] += 1 }
            let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            fact("packages", parts.joined(separator: ", "))
        }
        let base = image.base
        let count = ByteText.count(base.layers, "layer")
        let guess =
            base.how == .history ? ", a guess from the history" : base.how == .none ? "" : ", by \(base.how.rawValue)"
        fact("base", base.how == .none ? "none" : "\(base.name.map { $0 + ", " } ?? "")\(count)\(guess)")
        fact("", base.digest)
    }

    mutating func layers(_ layers: [LayerReport]) {
        title("LAYERS")
        if layers.isEmpty { lines.append(TextLine("  none")) }
        for layer in layers {
            let files = ByteText.count(layer.files) + (layer.files == 1 ? " file" : " files")
            var parts = [
                ByteText.text(layer.size), files, layer.compression.map { $0 == "none" ? "plain" : $0 } ?? "absent",
            ]
            if layer.dead > 0 { parts.append(ByteText.text(layer.dead) + " dead") }
            if layer.base { parts.append("base") }
            if let verified = layer.verified { parts.append(verified ? "verified" : "DIGEST DIFFERS") }
            var line = TextLine("  \(layer.index)", .faint)
            line.pad(to: 6)
            line.add(parts.joined(separator: " · "), .strong, upTo: width)
            lines.append(line)
            paragraph(layer.instruction ?? layer.createdBy ?? "(no history)", from: 6, .plain)
            // Four columns, so that a whole digest fits the eightieth.
            if let digest = layer.diffID { paragraph("diff " + digest, from: 4, .faint) }
            if let digest = layer.digest, digest != layer.diffID { paragraph("blob " + digest, from: 4, .faint) }
        }
    }

    /// Files, directories and packages that take the most room.
    mutating func biggest(_ image: ImageReport) {
        guard let biggest = image.biggest, !biggest.files.isEmpty else { return }
        title("BIGGEST FILES")
        for item in biggest.files { room(item.path, item.bytes, item.layer.map { "L\($0)" } ?? "") }
        title("BIGGEST DIRECTORIES")
        for item in biggest.directories {
            room(item.path + "/", item.bytes, ByteText.count(Int(clamping: item.files), "file"))
        }
        let packages = image.packages.filter { $0.bytes > 0 }.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
        guard !packages.isEmpty else { return }
        title("BIGGEST PACKAGES")
        for package in packages.prefix(biggest.files.count) {
            let layer = package.layer.map { ", L\($0)" } ?? ""
            room(
                package.name + (package.version.isEmpty ? "" : " " + package.version), package.bytes,
                package.ecosystem + layer)
        }
    }

    /// A size, what it is of, and a note at the right where there is room for it.
    private mutating func room(_ name: String, _ bytes: Int64, _ note: String) {
        var line = TextLine()
        line.add(ByteText.text(bytes), .strong, endingAt: 11)
        line.add("  ")
        let end = width - TerminalText.width(TerminalText.escape(note)) - 2
        line.add(TerminalText.fitMiddle(name, max(20, end - line.width)))
        line.add("  " + note, .faint)
        lines.append(line)
    }

    /// Entries without a layer; the others stand with their layers.
    mutating func history(_ history: [HistoryReport]) {
        let others = history.filter { $0.layer == nil }
        guard !others.isEmpty else { return }
        title("HISTORY WITHOUT LAYERS")
        for entry in others {
            paragraph(entry.instruction ?? entry.createdBy ?? entry.comment ?? "(empty)", from: 2, .plain)
        }
    }

    mutating func provenance(_ image: ImageReport) {
        let annotations = (image.manifest?.annotations ?? [:]).sorted { $0.key < $1.key }
        if !annotations.isEmpty {
            title("ANNOTATIONS")
            for (name, value) in annotations { paragraph("\(name)=\(value)", from: 2, .plain) }
        }
        guard let provenance = image.provenance else { return }
        title("PROVENANCE, its signature not checked")
        fact("type", provenance.predicateType)
        fact("builder", provenance.builder)
        fact("source", provenance.source)
        fact("revision", provenance.revision)
        facts("materials", provenance.materials)
    }

    private mutating func title(_ text: String) {
        if !lines.isEmpty { lines.append(TextLine()) }
        lines.append(TextLine(TerminalText.fit(text, width), .heading))
    }

    private mutating func facts(_ name: String, _ values: [String]) {
        // One column for all of them, where the longest word fits.
        let column = values.map { self.column(name, $0) }.min()
        for (index, value) in values.enumerated() { fact(index == 0 ? name : "", value, at: column) }
    }

    /// A digest is one long word: better further left than broken.
    private func column(_ name: String, _ value: String) -> Int {
        guard !value.contains(" ") else { return Self.column }
        let label = TerminalText.width(name) + 3
        return min(Self.column, max(label, width - TerminalText.width(TerminalText.escape(value))))
    }

    private mutating func fact(_ name: String, _ value: String?, at column: Int? = nil) {
        guard let value else { return }
        let column = column ?? self.column(name, value)
        let room = width - column
        let parts = TerminalText.wrap(value, first: room, rest: room, lines: .max)
        for (index, part) in (parts.isEmpty ? [""] : parts).enumerated() {
            var line = TextLine("  " + (index == 0 ? name : ""), .faint)
            line.pad(to: column)
            line.add(part, .plain)
            lines.append(line)
        }
    }

    private mutating func paragraph(_ text: String, from column: Int, _ ink: Ink) {
        for part in TerminalText.wrap(text, first: width - column, rest: width - column, lines: .max) {
            var line = TextLine()
            line.pad(to: column)
            line.add(part, ink)
            lines.append(line)
        }
    }

    private func size(_ bytes: Int64) -> String {
        bytes < 1000 ? ByteText.text(bytes) : ByteText.text(bytes) + " (\(ByteText.count(bytes)) bytes)"
    }

    private func user(_ config: ConfigReport) -> String {
        let written = config.user ?? "(not set)"
        guard let effective = config.effectiveUser else { return written }
        let uid = effective.uid.map(String.init) ?? "?"
        let gid = effective.gid.map(String.init) ?? "?"
        return written + " = " + uid + ":" + gid + (effective.name.map { " (\($0))" } ?? "")
    }

    private func list(_ words: [String]) -> String {
        "[" + words.map { "\"" + $0 + "\"" }.joined(separator: ", ") + "]"
    }

    private func healthcheck(_ check: Healthcheck) -> String {
        var parts = [list(check.test)]
        let durations = [
            ("interval", check.interval), ("timeout", check.timeout), ("start period", check.startPeriod),
            ("start interval", check.startInterval),
        ]
        for (name, value) in durations {
            if let value, value != 0 { parts.append("\(name) \(Double(value) / 1e9) s") }
        }
        if let retries = check.retries, retries != 0 { parts.append("\(retries) retries") }
        return parts.joined(separator: ", ")
    }
}
