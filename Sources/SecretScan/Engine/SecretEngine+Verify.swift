// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings

extension SecretEngine {
    /// The last word on a candidate: nil to keep it, possibly with a narrower value, another kind or severity.
    func verify(_ match: inout SecretMatch, in bytes: UnsafeRawBufferPointer) -> DropReason? {
        let rule = rules.rules[match.rule]
        let value = UnsafeRawBufferPointer(rebasing: bytes[match.value])
        if rule.rank == .named, rule.isCaseless, let reason = refusesName(rule, match, value, in: bytes) {
            return reason
        }
        switch rule.check {
        case .pemKey: return verifyPEM(&match, in: bytes)
        case .encodedKey: return verifyEncodedKey(&match, value)
        case .pgpKey: return verifyPGP(&match, in: bytes)
        case .puttyKey: return verifyPuTTY(&match, in: bytes)
        case .urlPassword: return verifyURL(&match, value, in: bytes)
        case .password: return SecretEngine.refusesPassword(&match, value)
        case .assignment: return SecretEngine.refusesAssignment(&match, value)
        default: break
        }
        if let reason = refusesToken(value, rule: rule) { return reason }
        switch rule.check {
        case .random:
            let random = UnsafeRawBufferPointer(rebasing: value[SecretEngine.randomPart(of: value)])
            return Randomness.isPlausible(random) ? nil : .entropy
        case .checksumBase62(let prefix):
            return Checksum.isBase62Valid(value, prefix: prefix) ? nil : .checksum
        case .awsAccessKey:
            guard Randomness.isPlausible(.init(rebasing: value.dropFirst(4))) else { return .entropy }
            return AWSAccount.isPossible(value) ? nil : .structure
        case .awsSecretKey:
            return SecretEngine.looksLikeAWSSecret(value) ? nil : .entropy
        case .base64(let least):
            guard let decoded = Base64.decode(value) else { return .structure }
            guard decoded.count >= least else { return .structure }
            return Randomness.entropy(value) >= (value.count >= 24 ? 3.2 : 2.2) ? nil : .entropy
        case .basicAuth:
            guard let decoded = Base64.decode(value), let colon = decoded.firstIndex(of: UInt8(ascii: ":")),
                colon > 0, colon < decoded.count - 1, decoded.allSatisfy({ $0 >= 0x20 && $0 < 0x7f })
            else { return .structure }
            let password = Array(decoded[(colon + 1)...])
            return password.withUnsafeBytes { Placeholders.isPassword($0) || Placeholders.isVariable($0) }
                ? .placeholder : nil
        case .jsonWebToken:
            return verifyToken(&match, value)
        default:
            return nil
        }
    }

    /// A value that only its name vouches for: the name must ask for a secret (`keyPasswordUri` does not), and bare
    /// words are code or prose.
    private func refusesName(
        _ rule: SecretRule, _ match: SecretMatch, _ value: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer
    ) -> DropReason? {
        if rule.needsSecretName {
            guard let name = KeyName(before: match.value.lowerBound, in: bytes), name.asksForSecret else {
                return .name
            }
            let setting = SettingName(bytes[name.range])
            if setting.isAboutSecrets { return .name }
            if SettingValue.repeats(value, name: bytes[name.range]) { return .variable }
            if rule.check == .password || rule.check == .assignment, setting.claim == .none { return .name }
        }
        let previous = bytes[match.value.lowerBound - 1]
        let isQuoted =
            previous == UInt8(ascii: "\"") || previous == UInt8(ascii: "'") || previous == UInt8(ascii: ">")
            || previous == UInt8(ascii: "`")
        let digits = value.filter { ByteSet.digits.contains($0) }.count
        if !isQuoted {
            // A call, an element, a name of several words.
            if match.value.upperBound < bytes.count, bytes[match.value.upperBound] == UInt8(ascii: "(") {
                return .variable
            }
            let isNamed = value.contains { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
            if rule.check != .random, value.contains(UInt8(ascii: "[")) { return .variable }
            if isNamed, digits <= 2, !value.contains(where: ByteSet.upper.contains) {
                return .variable
            }
        }
        if rule.check == .password, SettingValue.isSource(value) { return .variable }
        if digits > 0 { return nil }
        if rule.check == .random { return value.count >= 20 ? .entropy : nil }
        guard rule.check == .password || rule.check == .assignment, !isQuoted else { return nil }
        let words = ByteSet.word.union(ByteSet(0x28...0x29, 0x2c...0x2e, 0x5b...0x5b, 0x5d...0x5d))
        return value.allSatisfy(words.contains) ? .variable : nil
    }

    private func refusesToken(_ value: UnsafeRawBufferPointer, rule: SecretRule) -> DropReason? {
        if Placeholders.isInToken(value) { return .placeholder }
        if PublishedSecrets.contains(Array(value)) { return .publishedKey }
        return nil
    }

    /// Without the fixed sign at the front (`glpat-`, `sk_live_`), which is anything but random.
    static func randomPart(of value: UnsafeRawBufferPointer) -> Range<Int> {
        var start = 0
        for index in 0..<min(value.count / 2, 24) {
            let byte = value[index]
            if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") { start = index + 1 }
        }
        return value.count - start >= 8 ? start..<value.count : 0..<value.count
    }

    private func verifyToken(_ match: inout SecretMatch, _ value: UnsafeRawBufferPointer) -> DropReason? {
        guard let token = JSONWebToken(value) else { return .structure }
        if token.isTextbook { return .placeholder }
        switch token.owner {
        case .kubernetes: become(wellKnown.kubernetesToken, &match)
        case .supabaseService: become(wellKnown.supabaseService, &match)
        case .supabaseAnonymous: become(wellKnown.supabaseAnonymous, &match)
        case .unknown: break
        }
        return nil
    }

    /// Takes on a more exact kind, where the rule set has it.
    func become(_ kind: Int, _ match: inout SecretMatch) {
        guard kind >= 0 else { return }
        match.rule = kind
        match.severity = rules.rules[kind].severity
    }

    // MARK: keys

    private func verifyPEM(_ match: inout SecretMatch, in bytes: UnsafeRawBufferPointer) -> DropReason? {
        let limit = match.window.upperBound
        guard let body = ArmouredBody(bytes, from: match.value.upperBound, limit: limit) else { return .structure }
        let isEncrypted: Bool
        if body.saysEncrypted {
            guard body.decoded.count >= 32 else { return .structure }
            isEncrypted = true
            match.evidence = "encrypted private key"
        } else {
            guard let key = PrivateKey(decoded: body.decoded) else { return .structure }
            isEncrypted = key.isEncrypted
            match.evidence = key.form + " private key"
            if key.isToy {
                match.severity = .low
                match.note = "too short to protect anything"
            }
        }
        if PublishedSecrets.contains(body.decoded) { return .publishedKey }
        if isEncrypted {
            match.note = "encrypted"
            become(wellKnown.encryptedKey, &match)
        } else if SecretEngine.isServiceAccount(bytes, before: match.start) {
            become(wellKnown.googleServiceAccount, &match)
        }
        match.value = match.start..<body.end
        match.material = body.decoded
        return nil
    }

    /// A PEM file as one base64 string: `client-key-data` of a kubeconfig, the values of a Kubernetes secret.
    private func verifyEncodedKey(_ match: inout SecretMatch, _ value: UnsafeRawBufferPointer) -> DropReason? {
        guard let text = Base64.decode(value) else { return .structure }
        return text.withUnsafeBytes { text -> DropReason? in
            guard let label = Placeholders.find(Array("private key-----".utf8), in: text) else { return .publicKey }
            guard let body = ArmouredBody(text, from: label + 16, limit: text.count) else { return .structure }
            let key = PrivateKey(decoded: body.decoded)
            guard key != nil || body.saysEncrypted else { return .structure }
            if PublishedSecrets.contains(body.decoded) { return .publishedKey }
            match.evidence = (key?.form ?? "encrypted") + " private key"
            match.material = body.decoded
            if key?.isEncrypted ?? true {
                match.note = "encrypted"
                become(wellKnown.encryptedKey, &match)
            }
            return nil
        }
    }

    /// Google writes the key as a member of a JSON object: `"private_key": "-----BEGIN`.
    private static func isServiceAccount(_ bytes: UnsafeRawBufferPointer, before start: Int) -> Bool {
        let text = UnsafeRawBufferPointer(rebasing: bytes[max(0, start - 32)..<start])
        guard Placeholders.find(Array("\"private_key\"".utf8), in: text) != nil else { return false }
        let around = UnsafeRawBufferPointer(rebasing: bytes[max(0, start - 200)..<start])
        return Placeholders.find(Array("\"private_key_id\"".utf8), in: around) != nil
            || Placeholders.find(Array("service_account".utf8), in: around) != nil
    }

    private func verifyPGP(_ match: inout SecretMatch, in bytes: UnsafeRawBufferPointer) -> DropReason? {
        let limit = match.window.upperBound
        guard let body = ArmouredBody(bytes, from: match.value.upperBound, limit: limit),
            let key = OpenPGPKey(body.decoded)
        else { return .structure }
        if PublishedSecrets.contains(body.decoded) { return .publishedKey }
        match.evidence = key.form + " secret key"
        if key.isEncrypted {
            match.note = "encrypted"
            become(wellKnown.encryptedKey, &match)
        }
        match.value = match.start..<body.end
        match.material = body.decoded
        return nil
    }

    /// `PuTTY-User-Key-File-2: ssh-rsa`, `Encryption: none`, …, `Private-Lines: 8` and as many lines of base64.
    private func verifyPuTTY(_ match: inout SecretMatch, in bytes: UnsafeRawBufferPointer) -> DropReason? {
        let limit = min(match.window.upperBound, match.anchor + 8 * 1024)
        let text = UnsafeRawBufferPointer(rebasing: bytes[match.start..<limit])
        guard let encryption = Placeholders.find(Array("encryption: ".utf8), in: text),
            let lines = Placeholders.find(Array("private-lines: ".utf8), in: text), lines > encryption,
            let line = text[lines...].firstIndex(of: 0x0a)
        else { return .structure }
        var end = line + 1
        var body: [UInt8] = []
        while end < text.count, body.count < 4_096, text[end] != UInt8(ascii: "P") || body.last != 0x0a {
            body.append(text[end])
            end += 1
        }
        let characters = body.filter { Base64.value(of: $0) != nil || $0 == UInt8(ascii: "=") }
        guard let decoded = Base64.decode(characters), decoded.count >= 32 else { return .structure }
        if PublishedSecrets.contains(decoded) { return .publishedKey }
        match.evidence = "PuTTY private key"
        if !text.starts(at: encryption + 12, with: "none", limit: text.count) {
            match.note = "encrypted"
            become(wellKnown.encryptedKey, &match)
        }
        match.value = match.start..<(match.start + end)
        match.material = decoded
        return nil
    }

    // MARK: what people choose

    static func refusesPassword(_ match: inout SecretMatch, _ value: UnsafeRawBufferPointer) -> DropReason? {
        match.namesValue = false
        guard value.count >= 4 else { return .placeholder }
        if Placeholders.isVariable(value) { return .variable }
        if Placeholders.isPassword(value) || SettingValue.isAddress(value) { return .placeholder }
        // Within binaries names and values stand between bytes of other meaning.
        if value.contains(where: { $0 < 0x20 || $0 == 0x7f }) { return .structure }
        if value.contains(where: { $0 >= 0x80 }), String(validating: value, as: UTF8.self) == nil { return .structure }
        if PublishedSecrets.contains(Array(value)) { return .publishedKey }
        return nil
    }

    static func refusesAssignment(_ match: inout SecretMatch, _ value: UnsafeRawBufferPointer) -> DropReason? {
        if let reason = refusesPassword(&match, value) { return reason }
        guard Randomness.isPlausible(value), Randomness.entropy(value) >= 3.3 else { return .entropy }
        let letters = value.contains { ByteSet.alphanumeric.subtracting(.digits).contains($0) }
        guard letters, value.contains(where: ByteSet.digits.contains) else { return .entropy }
        match.namesValue = value.count >= 20
        return nil
    }

    private func verifyURL(
        _ match: inout SecretMatch, _ value: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer
    ) -> DropReason? {
        if let reason = SecretEngine.refusesPassword(&match, value) { return reason }
        let user = UnsafeRawBufferPointer(rebasing: bytes[match.start..<match.value.lowerBound])
        let host = UnsafeRawBufferPointer(
            rebasing: bytes[match.value.upperBound..<min(bytes.count, match.value.upperBound + 64)])
        guard let scheme = Placeholders.find(Array("://".utf8), in: user) else { return .structure }
        let name = UnsafeRawBufferPointer(rebasing: user[(scheme + 3)...].dropLast())
        // Redis knows passwords without a user.
        if !name.isEmpty, Placeholders.isVariable(name) { return .variable }
        if URLPlaces.isExample(host) { return .placeholder }
        // `postgres:postgres@` is what a tutorial writes.
        if name.count == value.count,
            zip(name, value).allSatisfy({ Placeholders.lowered($0) == Placeholders.lowered($1) })
        {
            return .placeholder
        }
        if URLPlaces.isSomebody(name) { return .placeholder }
        if URLPlaces.isLocal(host) || name.equals("user") { match.severity = .medium }
        match.namesValue = value.count >= 20 && Randomness.isPlausible(value)
        return nil
    }
}
