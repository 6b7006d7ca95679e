// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretEngine {
    /// Looks at one setting: an environment variable, a build argument, a label. `place` is where it stands, such as
    /// `config:Env[NAME]`; it goes into the fingerprint of secrets that could be guessed. Offsets of the hits count
    /// from the value's beginning.
    public func scanSetting(
        name: [UInt8], value: [UInt8], place: String, scratch: inout SecretScratch
    ) -> [SecretHit] {
        let text = name + [UInt8(ascii: "=")] + value
        let shown = name.withUnsafeBytes { Redaction.escaped($0) }
        let path = Array(place.utf8)
        var hits: [SecretHit] = []
        text.withUnsafeBytes { text in
            path.withUnsafeBytes { path in
                let context = SecretContext(
                    path: path, baseOffset: -Int64(name.count) - 1, isWholeFile: false)
                scanBytes(
                    text, accepting: 0..<text.count, stride: .bytes(context.baseOffset), context: context, &scratch,
                    &hits)
                addUserHits(text, context, &scratch, &hits)
                hits.removeAll { $0.offset < 0 }
                SecretEngine.removeRepeated(&hits, from: 0)
                guard hits.isEmpty else {
                    for index in hits.indices { hits[index].keyName = shown }
                    return
                }
                let range = (name.count + 1)..<text.count
                if let match = judgeSetting(name, range, in: text, &scratch) {
                    hits.append(
                        hit(match, in: text, stride: .bytes(context.baseOffset), context: context, keyName: shown))
                }
            }
        }
        return hits
    }

    /// As above for names and values that are text already.
    public func scanSetting(
        name: String, value: String, place: String, scratch: inout SecretScratch
    ) -> [SecretHit] {
        scanSetting(name: Array(name.utf8), value: Array(value.utf8), place: place, scratch: &scratch)
    }

    /// Looks at a command line or other free text: history, Cmd, health check, annotations. Besides what a file is
    /// searched for, `NAME=value` and `--name value` are judged by their names. Offsets count from the beginning.
    public func scanText(_ text: [UInt8], place: String, scratch: inout SecretScratch) -> [SecretHit] {
        let path = Array(place.utf8)
        var hits: [SecretHit] = []
        text.withUnsafeBytes { text in
            path.withUnsafeBytes { path in
                let context = SecretContext(path: path, isWholeFile: false)
                scanBytes(text, accepting: 0..<text.count, stride: .bytes(0), context: context, &scratch, &hits)
                addUserHits(text, context, &scratch, &hits)
                SecretEngine.removeRepeated(&hits, from: 0)
                let known = hits.map { $0.offset..<($0.offset + Int64($0.length)) }
                    .sorted { $0.lowerBound < $1.lowerBound }
                // Settings come in their order too: what begins before one's end, and how far that reaches.
                var before = 0
                var reach: Int64 = 0
                var words = CommandSettings(text)
                while let setting = words.next() {
                    let range = Int64(setting.value.lowerBound)..<Int64(setting.value.upperBound)
                    while before < known.count, known[before].lowerBound < range.upperBound {
                        reach = max(reach, known[before].upperBound)
                        before += 1
                    }
                    if range.isEmpty || reach > range.lowerBound { continue }
                    let name = UnsafeRawBufferPointer(rebasing: text[setting.name])
                    if let match = judgeSetting(Array(name), setting.value, in: text, &scratch) {
                        hits.append(
                            hit(
                                match, in: text, stride: .bytes(0), context: context, keyName: Redaction.escaped(name)))
                    }
                }
            }
        }
        return hits.sorted { ($0.offset, $0.kind) < ($1.offset, $1.kind) }
    }

    /// As above for text that is a string already.
    public func scanText(_ text: String, place: String, scratch: inout SecretScratch) -> [SecretHit] {
        scanText(Array(text.utf8), place: place, scratch: &scratch)
    }

    private func addUserHits(
        _ text: UnsafeRawBufferPointer, _ context: SecretContext, _ scratch: inout SecretScratch,
        _ hits: inout [SecretHit]
    ) {
        guard let user = rules.user else { return }
        removeAllowed(&hits, from: 0, in: text, context: context, &scratch)
        if let matcher = user.matcher {
            scanUserRules(matcher, text, accepting: 0..<text.count, context: context, &scratch, &hits)
        }
    }

    /// A setting by its name and value, when no rule knows the value itself.
    func judgeSetting(
        _ name: [UInt8], _ range: Range<Int>, in bytes: UnsafeRawBufferPointer, base: Int64 = 0,
        _ scratch: inout SecretScratch
    ) -> SecretMatch? {
        guard wellKnown.namedSecret >= 0, range.count <= 4_096 else { return nil }
        let claim = SettingName(name).claim
        if claim == .none { return nil }
        let value = UnsafeRawBufferPointer(rebasing: bytes[range])
        if let reason = SettingValue.refuses(value, claim: claim) {
            scratch.drop(reason, kind: wellKnown.namedSecret, at: base + Int64(range.lowerBound))
            return nil
        }
        var match = SecretMatch(
            rule: wellKnown.namedSecret, anchor: range.lowerBound, window: 0..<bytes.count, start: range.lowerBound,
            value: range, severity: rules.rules[wellKnown.namedSecret].severity)
        match.namesValue = value.count >= 20 && Randomness.isPlausible(value)
        return match
    }
}
