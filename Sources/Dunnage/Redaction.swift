// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import ImageReading
internal import SecretScan

/// Takes secrets out of what a report quotes: settings, commands, history, provenance. A value found in one place is
/// hidden in all of them, since `ENV` shows in the configuration and in the history, spelled differently.
struct Redaction {
    /// Values in clear. They live as long as this value.
    private var values = ValueIndex()
    /// Texts that hold a value too short for `values`, and what to show of them.
    private var exact: [String: String] = [:]
    /// Nothing could be looked at: nothing is shown.
    private var hidesAll = false

    static let mark = "•••"
    /// Shorter values are hidden where they were found and nowhere else: they would blot out innocent text.
    private static let shortest = ValueIndex.prefix

    init(_ image: Image, _ engine: SecretEngine) {
        guard var scratch = try? engine.makeScratch() else {
            hidesAll = true
            return
        }
        let config = image.config.config
        for setting in config.env {
            guard let equals = setting.firstIndex(of: "=") else { continue }
            add(String(setting[..<equals]), String(setting[setting.index(after: equals)...]), engine, &scratch)
        }
        let pairs = config.labels.map { ($0.key, $0.value) } + image.annotations.map { ($0.key, $0.value) }
        for (name, value) in pairs { add(name, value, engine, &scratch) }
        for argument in image.provenance?.buildArguments ?? [] { add(argument.name, argument.value, engine, &scratch) }

        for words in [config.entrypoint, config.cmd, config.healthcheck?.test ?? []] { add(words, engine, &scratch) }
        var texts = image.history.entries.flatMap {
            [$0.instruction.createdBy, $0.instruction.text, $0.instruction.comment ?? ""]
        }
        texts += config.onBuild + [config.workingDir, config.user, config.stopSignal ?? "", image.config.author ?? ""]
        texts += config.volumes + config.exposedPorts + config.labels.keys + image.annotations.keys
        texts += config.env.filter { !$0.contains("=") }
        if let provenance = image.provenance {
            texts += [provenance.sourceRepository ?? "", provenance.sourceRevision ?? "", provenance.builderID ?? ""]
            texts += provenance.images.map(\.uri)
        }
        for text in texts { add([text], engine, &scratch) }
        values.settle()
    }

    /// A setting, known by its whole text afterwards.
    private mutating func add(
        _ name: String, _ value: String, _ engine: SecretEngine, _ scratch: inout SecretScratch
    ) {
        let hits = engine.scanSetting(name: name, value: value, place: "", scratch: &scratch)
        guard !hits.isEmpty else { return }
        keep(hits, [name + "=" + value], before: name.utf8.count + 1)
    }

    /// A command's words, each known by itself afterwards; or one text.
    private mutating func add(_ words: [String], _ engine: SecretEngine, _ scratch: inout SecretScratch) {
        guard words.contains(where: { !$0.isEmpty }) else { return }
        let hits = engine.scanText(words.joined(separator: " "), place: "", scratch: &scratch)
        if !hits.isEmpty { keep(hits, words, before: 0) }
    }

    /// - Parameter before: bytes of the joined words that stand before what the hits count from.
    private mutating func keep(_ hits: [SecretHit], _ words: [String], before: Int) {
        var start = 0
        var last: String?
        for word in words {
            let bytes = Array(word.utf8)
            var short: [Range<Int>] = []
            for hit in hits {
                let first = Int(clamping: hit.offset) + before - start
                // A value may reach over several words: each of them holds a part of it.
                let (lower, upper) = (max(0, first), min(bytes.count, first + Int(hit.length)))
                guard lower < upper else { continue }
                let range = lower..<upper
                if range.count >= Redaction.shortest { values.insert(bytes[range]) } else { short.append(range) }
            }
            if !short.isEmpty {
                exact[word] = Redaction.without(short, bytes)
                // As the history writes a word of a command, and as the chain of programs does.
                values.insert("\"\(word)\"".utf8)
                if let last { values.insert("\(last) \(word)".utf8) }
            }
            start += bytes.count + 1
            last = word
        }
    }

    private static func without(_ ranges: [Range<Int>], _ text: [UInt8]) -> String {
        var result: [UInt8] = []
        var copied = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= copied {
            result += text[copied..<range.lowerBound] + Array(mark.utf8)
            copied = range.upperBound
        }
        return String(decoding: result + text[copied...], as: UTF8.self)
    }

    /// Whether anything is to be hidden.
    private var hasSecrets: Bool { hidesAll || !values.isEmpty || !exact.isEmpty }

    /// The text with every known value replaced by `•••`.
    func callAsFunction(_ text: String) -> String {
        if hidesAll { return text.isEmpty ? text : Redaction.mark }
        return values.without(exact[text] ?? text)
    }

    func callAsFunction(_ texts: [String]) -> [String] { texts.map { self($0) } }

    func callAsFunction(_ settings: [String: String]) -> [String: String] {
        guard hasSecrets else { return settings }
        let shown = settings.map { name, value in
            let short = exact[name + "=" + value].map {
                String(decoding: $0.utf8.dropFirst(name.utf8.count + 1), as: UTF8.self)
            }
            return (self(name), self(short ?? value))
        }
        return Dictionary(shown) { first, _ in first }
    }

    /// Rules quote commands and paths. What the secret rules say is made without the value.
    func callAsFunction(_ findings: [Finding]) -> [Finding] {
        guard hasSecrets else { return findings }
        return findings.map { finding in
            var finding = finding
            finding.message = self(finding.message)
            finding.remedy = self(finding.remedy)
            finding.evidence = self(finding.evidence)
            return finding
        }
    }

    func callAsFunction(_ fixes: [Fix]) -> [Fix] {
        guard hasSecrets else { return fixes }
        return fixes.map { fix in
            var fix = fix
            fix.title = self(fix.title)
            fix.remedy = self(fix.remedy)
            return fix
        }
    }
}
