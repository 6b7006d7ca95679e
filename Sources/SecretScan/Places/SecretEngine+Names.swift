// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretEngine {
    /// Files whose name or first bytes say what form their secrets have; the rest of the bytes must agree.
    func scanByName(
        _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        if context.baseOffset == 0, accepting.lowerBound == 0 { scanFirstBytes(bytes, context, &hits) }
        guard !context.path.isEmpty, let form = FileForm(context.path) else { return }
        switch form {
        case .environment: scanLines(bytes, accepting, severity: .high, context, &scratch, &hits)
        case .settings: scanLines(bytes, accepting, severity: .medium, context, &scratch, &hits)
        case .netrc: scanNetrc(bytes, accepting, context, &scratch, &hits)
        case .pgpass: scanPgpass(bytes, accepting, context, &scratch, &hits)
        case .railsKey:
            guard let value = SecretEngine.onlyWord(bytes, context), value.count == 32,
                bytes[value].allSatisfy(ByteSet.hex.contains)
            else { return }
            add(wellKnown.railsKey, value, bytes, context, &hits)
        case .vaultToken:
            guard let value = SecretEngine.onlyWord(bytes, context), value.count >= 24 else { return }
            add(wellKnown.vaultToken, value, bytes, context, &hits)
        case .keytab:
            // MIT keytab, version 2, big endian, and at least one entry (its length comes first).
            guard context.baseOffset == 0, accepting.lowerBound == 0, bytes.count >= 20,
                bytes[0] == 5, bytes[1] == 1 || bytes[1] == 2
            else { return }
            add(wellKnown.keytab, 0..<min(bytes.count, SecretEngine.reach), bytes, context, &hits, note: "keytab")
        }
    }

    /// A hit of a kind that is found by place. Files of binary form show nothing.
    private func add(
        _ kind: Int, _ value: Range<Int>, _ bytes: UnsafeRawBufferPointer, _ context: SecretContext,
        _ hits: inout [SecretHit], note: String? = nil, severity: Severity? = nil, keyName: String? = nil
    ) {
        guard kind >= 0, !value.isEmpty, !PublishedSecrets.contains(Array(bytes[value])) else { return }
        var match = SecretMatch(
            rule: kind, anchor: value.lowerBound, window: 0..<bytes.count, start: value.lowerBound, value: value,
            severity: severity ?? rules.rules[kind].severity)
        match.note = note
        match.evidence = Redaction.hidden
        match.namesValue = value.count >= 20
        var found = hit(
            match, in: bytes, stride: .bytes(context.baseOffset), context: context, keyName: keyName ?? "")
        if found.keyName == "" { found.keyName = nil }
        // What is told by magic numbers or is the only word fills its file.
        if keyName == nil { found.wholeFile = context.isWholeFile && bytes.count <= 64 * 1024 }
        hits.append(found)
    }

    /// The only word of a whole small file.
    private static func onlyWord(_ bytes: UnsafeRawBufferPointer, _ context: SecretContext) -> Range<Int>? {
        guard context.isWholeFile, context.baseOffset == 0, bytes.count <= 1_024 else { return nil }
        guard let start = bytes.firstIndex(where: { !ByteSet.blank.contains($0) }),
            let last = bytes.lastIndex(where: { !ByteSet.blank.contains($0) })
        else { return nil }
        return bytes[start...last].contains(where: ByteSet.blank.contains) ? nil : start..<(last + 1)
    }

    // MARK: lines

    /// Ranges of the lines that begin within `accepting`, at most 4 KiB of each.
    private static func lines(
        _ bytes: UnsafeRawBufferPointer, _ accepting: Range<Int>, _ body: (Range<Int>) -> Void
    ) {
        var start = accepting.lowerBound
        if start > 0, bytes[start - 1] != 0x0a {
            while start < accepting.upperBound, bytes[start] != 0x0a { start += 1 }
            start += 1
        }
        while start < accepting.upperBound {
            let most = min(bytes.count, start + 4_096)
            var end = start
            while end < most, bytes[end] != 0x0a { end += 1 }
            body(start..<end)
            while end < accepting.upperBound, bytes[end] != 0x0a { end += 1 }
            start = end + 1
        }
    }

    private func scanLines(
        _ bytes: UnsafeRawBufferPointer, _ accepting: Range<Int>, severity: Severity, _ context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        var found: [SettingLine] = []
        SecretEngine.lines(bytes, accepting) { line in
            if let setting = SettingLine(bytes, line) { found.append(setting) }
        }
        for setting in found {
            let name = UnsafeRawBufferPointer(rebasing: bytes[setting.name])
            guard
                var match = judgeSetting(
                    Array(name), setting.value, in: bytes, base: context.baseOffset, &scratch)
            else { continue }
            match.severity = severity
            // A rule that knows the value or the name is more exact; it has its own hit.
            match.anchor = setting.value.lowerBound
            if isOverruled(match, in: bytes, .bytes(0), &scratch) { continue }
            hits.append(
                hit(
                    match, in: bytes, stride: .bytes(context.baseOffset), context: context,
                    keyName: Redaction.escaped(name)))
        }
    }

    /// `machine HOST login USER password WORD`, on one line or several (netrc(5)).
    private func scanNetrc(
        _ bytes: UnsafeRawBufferPointer, _ accepting: Range<Int>, _ context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        var index = accepting.lowerBound
        while index < accepting.upperBound {
            guard bytes.starts(at: index, with: "password", limit: bytes.count),
                index == 0 || ByteSet.blank.contains(bytes[index - 1])
            else {
                index += 1
                continue
            }
            let limit = min(bytes.count, index + 1_024)
            var start = index + 8
            while start < limit, ByteSet.blank.contains(bytes[start]) { start += 1 }
            var end = start
            while end < limit, !ByteSet.blank.contains(bytes[end]) { end += 1 }
            if start > index + 8 {
                addPassword(wellKnown.netrc, start..<end, bytes, "password", context, &scratch, &hits)
            }
            index = max(end, index + 1)
        }
    }

    /// `host:port:database:user:password` (PostgreSQL manual, «The Password File»).
    private func scanPgpass(
        _ bytes: UnsafeRawBufferPointer, _ accepting: Range<Int>, _ context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        var found: [Range<Int>] = []
        SecretEngine.lines(bytes, accepting) { line in
            guard line.count > 8, bytes[line.lowerBound] != UInt8(ascii: "#") else { return }
            var colons = 0
            for index in line where bytes[index] == UInt8(ascii: ":") && bytes[max(index, 1) - 1] != UInt8(ascii: "\\")
            {
                colons += 1
                if colons == 4 {
                    var end = line.upperBound
                    while end > index + 1, ByteSet.blank.contains(bytes[end - 1]) { end -= 1 }
                    found.append((index + 1)..<end)
                    return
                }
            }
        }
        for value in found { addPassword(wellKnown.pgpass, value, bytes, "password", context, &scratch, &hits) }
    }

    private func addPassword(
        _ kind: Int, _ value: Range<Int>, _ bytes: UnsafeRawBufferPointer, _ name: String, _ context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        guard kind >= 0, value.count >= 3 else { return }
        let text = UnsafeRawBufferPointer(rebasing: bytes[value])
        if Placeholders.isPassword(text) || Placeholders.isVariable(text) {
            scratch.drop(.placeholder, kind: kind, at: context.baseOffset + Int64(value.lowerBound))
            return
        }
        let match = SecretMatch(
            rule: kind, anchor: value.lowerBound, window: 0..<bytes.count, start: value.lowerBound, value: value,
            severity: rules.rules[kind].severity)
        if isOverruled(match, in: bytes, .bytes(0), &scratch) { return }
        add(kind, value, bytes, context, &hits, keyName: name)
    }

    // MARK: magic numbers

    private func scanFirstBytes(
        _ bytes: UnsafeRawBufferPointer, _ context: SecretContext, _ hits: inout [SecretHit]
    ) {
        guard bytes.count >= 32 else { return }
        let window = 0..<min(bytes.count, SecretEngine.reach)
        let first = bytes.loadUnaligned(as: UInt32.self).bigEndian
        switch first {
        case 0xfeed_feed, 0xcece_cece:
            if JavaKeyStore.hasPrivateKey(bytes) { add(wellKnown.keystore, window, bytes, context, &hits) }
        case 0x03d9_a29a where bytes[4] >= 0x65 && bytes[4] <= 0x67 && bytes[5] == 0xfb:
            add(wellKnown.keepass, window, bytes, context, &hits)
        case 0x2441_4e53 where bytes.starts(at: 0, with: "$ANSIBLE_VAULT;1.", limit: bytes.count):
            add(wellKnown.ansibleVault, window, bytes, context, &hits, note: "encrypted")
        default:
            if first >> 24 == 0x30 { scanDER(bytes, context, &hits) }
        }
    }

    /// A private key or a PKCS#12 container as the whole of a file.
    private func scanDER(_ bytes: UnsafeRawBufferPointer, _ context: SecretContext, _ hits: inout [SecretHit]) {
        // The outer sequence's length octets, then the version: 3 for PKCS#12 (RFC 7292 §4), 0 or 1 for keys.
        let header = bytes[1] & 0x80 == 0 ? 2 : 2 + Int(bytes[1] & 0x0f)
        guard header <= 6 else { return }
        if bytes[header] == 0x02, bytes[header + 1] == 1, bytes[header + 2] == 3 {
            // pkcs-12-pkcs-8ShroudedKeyBag and -keyBag: 1.2.840.113549.1.12.10.1.2 and .1
            let bag: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01]
            let head = bytes[..<min(bytes.count, SecretEngine.reach)]
            var index = 0
            while index + bag.count < head.count {
                if head[index] == bag[0], head[index..<(index + bag.count)].elementsEqual(bag),
                    head[index + bag.count] == 1 || head[index + bag.count] == 2
                {
                    add(wellKnown.pkcs12, 0..<head.count, bytes, context, &hits)
                    return
                }
                index += 1
            }
        } else if bytes.count <= SecretEngine.reach, context.isWholeFile {
            let content = Array(bytes)
            guard let key = PrivateKey(decoded: content), !PublishedSecrets.contains(content) else { return }
            let kind = key.isEncrypted ? wellKnown.encryptedKey : wellKnown.derKey
            add(
                kind, 0..<bytes.count, bytes, context, &hits, note: key.isEncrypted ? "encrypted" : key.form,
                severity: key.isToy ? .low : nil)
        }
    }
}
