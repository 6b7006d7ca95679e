// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings

extension SecretEngine {
    /// Looks for what users' own rules match. `bytes`, `accepting` and `context` as in `scan`.
    func scanUserRules(
        _ matcher: UserMatcher, _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        scanPaths(matcher, context, accepting, &hits)
        guard let candidates = matcher.candidates(bytes, scratch.library) else {
            scratch.failure = SecretError(.scan, "the pattern library stopped in the rules of a user")
            return
        }
        for number in candidates {
            let rule = matcher.rules[number]
            if let path = rule.path, !Allowlist.matches([path], path: context.path) { continue }
            for groups in matcher.matches(of: number, in: bytes, reach: SecretEngine.reach) {
                guard let whole = groups[0], accepting.contains(whole.lowerBound) else { continue }
                let value = SecretEngine.secret(of: rule, groups) ?? whole
                guard !value.isEmpty else { continue }
                let offset = context.baseOffset + Int64(value.lowerBound)
                let kind = rules.rules.count + number
                if rule.entropy > 0, Randomness.entropy(bytes[value]) <= rule.entropy {
                    scratch.drop(.entropy, kind: kind, at: offset)
                    continue
                }
                let candidate = SecretEngine.candidate(context, value, whole, in: bytes)
                if isAllowed(candidate, rule.id, exceptions(rule)) {
                    scratch.drop(.allowlist, kind: kind, at: offset)
                    continue
                }
                hits.append(userHit(kind, rule, value, in: bytes, context))
            }
        }
    }

    /// Rules without a regex are about the file itself.
    private func scanPaths(
        _ matcher: UserMatcher, _ context: SecretContext, _ accepting: Range<Int>, _ hits: inout [SecretHit]
    ) {
        guard context.baseOffset == 0, accepting.lowerBound == 0, !context.path.isEmpty else { return }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        for (number, rule) in matcher.rules.enumerated() where rule.regex == nil {
            guard let path = rule.path, Allowlist.matches([path], path: context.path) else { continue }
            let candidate = Allowlist.Candidate(path: context.path, secret: nothing, match: nothing, line: nothing)
            if isAllowed(candidate, rule.id, exceptions(rule)) { continue }
            let message = Array(rule.id.utf8) + [0] + Array(context.path)
            hits.append(
                SecretHit(
                    kind: rules.rules.count + number, offset: 0, length: 0, evidence: Redaction.hidden,
                    fingerprint: key.bytes(of: message), namesValue: false, wholeFile: false, keyName: nil,
                    severity: rule.severity, note: "told by its path"))
        }
    }

    /// Drops hits of built-in kinds that a user's lists let pass.
    func removeAllowed(
        _ hits: inout [SecretHit], from first: Int, in bytes: UnsafeRawBufferPointer, context: SecretContext,
        _ scratch: inout SecretScratch
    ) {
        guard let user = rules.user, !user.allowlists.isEmpty || !user.kindAllowlists.isEmpty else { return }
        let kept = hits[first...].filter { hit in
            guard hit.kind < rules.rules.count else { return true }
            let id = rules.rules[hit.kind].id
            let start = Int(clamping: hit.offset - context.baseOffset)
            let value = (start..<(start + Int(hit.length))).clamped(to: 0..<bytes.count)
            let candidate = SecretEngine.candidate(context, value, value, in: bytes)
            guard isAllowed(candidate, id, user.kindAllowlists[id] ?? []) else { return true }
            scratch.drop(.allowlist, kind: hit.kind, at: hit.offset)
            return false
        }
        hits.replaceSubrange(first..., with: kept)
    }

    /// Those of its own, and those that another file adds to the built-in kind whose place it took.
    private func exceptions(_ rule: UserRule) -> [Allowlist] {
        rule.allowlists + (rules.user?.kindAllowlists[rule.id] ?? [])
    }

    private func isAllowed(_ candidate: Allowlist.Candidate, _ id: String, _ own: [Allowlist]) -> Bool {
        if own.contains(where: { $0.allows(candidate) }) { return true }
        return rules.user?.allowlists.contains {
            ($0.rules.isEmpty || $0.rules.contains(id)) && $0.allows(candidate)
        } ?? false
    }

    /// The group that the rule names; without one the first that took part, else the whole match.
    private static func secret(of rule: UserRule, _ groups: [Range<Int>?]) -> Range<Int>? {
        if rule.secretGroup > 0 { return groups[rule.secretGroup] }
        return groups.dropFirst().compactMap(\.self).first { !$0.isEmpty }
    }

    private static func candidate(
        _ context: SecretContext, _ value: Range<Int>, _ match: Range<Int>, in bytes: UnsafeRawBufferPointer
    ) -> Allowlist.Candidate {
        let reach = 4_096
        var start = match.lowerBound
        while start > 0, match.lowerBound - start < reach, bytes[start - 1] != 0x0A { start -= 1 }
        var end = match.upperBound
        while end < bytes.count, end - match.upperBound < reach, bytes[end] != 0x0A { end += 1 }
        return Allowlist.Candidate(
            path: context.path, secret: UnsafeRawBufferPointer(rebasing: bytes[value]),
            match: UnsafeRawBufferPointer(rebasing: bytes[match]),
            line: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }

    /// Nothing is shown of the value: whether it has a structure only its author knows.
    private func userHit(
        _ kind: Int, _ rule: UserRule, _ value: Range<Int>, in bytes: UnsafeRawBufferPointer, _ context: SecretContext
    ) -> SecretHit {
        let text = UnsafeRawBufferPointer(rebasing: bytes[value])
        let name = KeyName(before: value.lowerBound, in: bytes)?.text
        let namesValue = text.count >= 20 && Randomness.isPlausible(text)
        let message =
            namesValue
            ? Array(text) : Array(rule.id.utf8) + [0] + Array(context.path) + [0] + Array((name ?? "").utf8)
        return SecretHit(
            kind: kind, offset: context.baseOffset + Int64(value.lowerBound), length: Int32(clamping: value.count),
            evidence: Redaction.hidden, fingerprint: key.bytes(of: message), namesValue: namesValue,
            wholeFile: false, keyName: name, severity: rule.severity, note: nil)
    }
}
