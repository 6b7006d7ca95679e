// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import ImageReading
internal import SecretScan

/// Takes secrets out of what a report quotes: settings, commands, history, provenance. A value found in one place is
/// hidden in all of them, since `ENV` shows in the configuration and in the history, spelled differently.
struct Redaction {
    /// Values in clear, longest first, so that none leaves a tail of another. They live as long as this value.
    private var values: [[UInt8]] = []

    private static let mark = Array("•••".utf8)
    /// Shorter values are hidden where they were found and nowhere else: they would blot out innocent text.
    private static let shortest = 6

    init(_ image: Image, _ engine: SecretEngine) {
        // Without working memory nothing can be told apart: the scans of the layers fail for the same reason.
        guard var scratch = try? engine.makeScratch() else { return }
        var found: Set<[UInt8]> = []
        func add(_ hits: [SecretHit], in text: [UInt8]) {
            for hit in hits {
                let range = Int(clamping: hit.offset)..<min(text.count, Int(clamping: hit.offset) + Int(hit.length))
                let value = Array(text[range.clamped(to: text.indices)])
                if value.count >= Redaction.shortest { found.insert(value) }
            }
        }
        let config = image.config.config
        var settings = config.env.compactMap { setting -> (String, String)? in
            setting.firstIndex(of: "=").map { (String(setting[..<$0]), String(setting[setting.index(after: $0)...])) }
        }
        settings += config.labels.map { ($0.key, $0.value) } + image.annotations.map { ($0.key, $0.value) }
        settings += (image.provenance?.buildArguments ?? []).map { ($0.name, $0.value) }
        for (name, value) in settings {
            add(engine.scanSetting(name: name, value: value, place: "", scratch: &scratch), in: Array(value.utf8))
        }
        var texts = image.history.entries.flatMap { [$0.instruction.createdBy, $0.instruction.comment ?? ""] }
        texts.append(config.entrypoint.joined(separator: " "))
        texts.append(config.cmd.joined(separator: " "))
        texts.append((config.healthcheck?.test ?? []).joined(separator: " "))
        texts += config.onBuild + [config.workingDir, config.user, config.stopSignal ?? "", image.config.author ?? ""]
        texts += config.volumes + config.exposedPorts + config.labels.keys + image.annotations.keys
        texts += config.env.filter { !$0.contains("=") }
        if let provenance = image.provenance {
            texts += [provenance.sourceRepository ?? "", provenance.sourceRevision ?? "", provenance.builderID ?? ""]
            texts += provenance.images.map(\.uri)
        }
        for text in texts where !text.isEmpty {
            add(engine.scanText(text, place: "", scratch: &scratch), in: Array(text.utf8))
        }
        values = found.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
    }

    /// The text with every known value replaced by `•••`.
    func callAsFunction(_ text: String) -> String {
        guard !values.isEmpty else { return text }
        var bytes = Array(text.utf8)
        var isChanged = false
        for value in values {
            var start = 0
            while let range = Redaction.range(of: value, in: bytes, from: start) {
                bytes.replaceSubrange(range, with: Redaction.mark)
                start = range.lowerBound + Redaction.mark.count
                isChanged = true
            }
        }
        return isChanged ? String(decoding: bytes, as: UTF8.self) : text
    }

    func callAsFunction(_ texts: [String]) -> [String] { texts.map { self($0) } }

    func callAsFunction(_ texts: [String: String]) -> [String: String] {
        guard !values.isEmpty else { return texts }
        return Dictionary(texts.map { (self($0.key), self($0.value)) }) { first, _ in first }
    }

    /// Rules quote commands and paths. What the secret rules say is made without the value.
    func callAsFunction(_ findings: [Finding]) -> [Finding] {
        guard !values.isEmpty else { return findings }
        return findings.map { finding in
            var finding = finding
            finding.message = self(finding.message)
            finding.remedy = self(finding.remedy)
            finding.evidence = self(finding.evidence)
            return finding
        }
    }

    func callAsFunction(_ fixes: [Fix]) -> [Fix] {
        guard !values.isEmpty else { return fixes }
        return fixes.map { fix in
            var fix = fix
            fix.title = self(fix.title)
            fix.remedy = self(fix.remedy)
            return fix
        }
    }

    private static func range(of value: [UInt8], in bytes: [UInt8], from start: Int) -> Range<Int>? {
        guard value.count <= bytes.count else { return nil }
        var index = start
        while index + value.count <= bytes.count {
            if bytes[index] == value[0], bytes[index..<index + value.count].elementsEqual(value) {
                return index..<index + value.count
            }
            index += 1
        }
        return nil
    }
}
