// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import SecretScan

/// A planted secret: what kind it is, the file it lies in, and the value that must never be seen again.
struct SecretSample {
    var kind: String
    var path = "app/notes.txt"
    var text: [UInt8]
    var value: [UInt8]

    /// One sample of every kind of a rule set, made from a seed.
    static func everyKind(_ rules: SecretRules, seed: UInt64) -> [SecretSample] {
        var generator = SeededGenerator(seed: seed)
        return rules.rules.compactMap { make($0, &generator) }
    }

    static func make(_ rule: SecretRule, _ generator: inout SeededGenerator) -> SecretSample? {
        if let special = special(rule.id, &generator) { return special }
        guard let pattern = BytePattern(rule.pattern), !rule.anchors.isEmpty else { return nil }
        // A random value can look like a word or an account that does not exist: then another is drawn.
        var sampler = PatternSampler(generator)
        for _ in 0..<200 {
            _ = generator.next()
            let anchor = rule.anchors[Int(generator.next() % UInt64(rule.anchors.count))]
            sampler.start(generator)
            if rule.rank == .named, rule.isCaseless {
                sampler.append("export ".utf8)
                sampler.append(anchor.uppercased().utf8)
                sampler.append("_API_KEY=\"".utf8)
                sampler.sample(pattern.valueNodes)
                let value = Array(sampler.text[("export " + anchor + "_API_KEY=\"").utf8.count...])
                sampler.append("\"\n".utf8)
                if isGood(value, rule) {
                    return SecretSample(kind: rule.id, text: Array("# settings\n".utf8) + sampler.text, value: value)
                }
                continue
            }
            sampler.append("# notes\n ".utf8)
            let start = sampler.text.count
            sampler.sample(pattern.before)
            sampler.append(anchor.utf8)
            sampler.sample(pattern.after)
            var text = sampler.text
            let range = (sampler.valueStart ?? start)..<(sampler.valueEnd ?? text.count)
            if case .checksumBase62(let prefix) = rule.check {
                let body = text[(range.lowerBound + prefix)..<(range.upperBound - 6)]
                text.replaceSubrange(
                    (range.upperBound - 6)..<range.upperBound, with: Checksum.base62(Checksum.crc32(body), width: 6))
            }
            let value = Array(text[range])
            guard isGood(value, rule) else { continue }
            if rule.check == .urlPassword { text += Array("b7.corp.internal:5432/shop".utf8) }
            return SecretSample(kind: rule.id, text: text + Array("\n".utf8), value: value)
        }
        return nil
    }

    /// Whether a drawn value is one that a rule could be blamed for missing.
    private static func isGood(_ value: [UInt8], _ rule: SecretRule) -> Bool {
        value.withUnsafeBytes { value in
            if Placeholders.isInToken(value) { return false }
            switch rule.check {
            case .random, .assignment:
                let random = UnsafeRawBufferPointer(rebasing: value[SecretEngine.randomPart(of: value)])
                return Randomness.isPlausible(random) && value.contains(where: ByteSet.digits.contains)
                    && Randomness.entropy(value) > (value.count < 20 ? 3.3 : 3.0)
            case .awsAccessKey:
                return AWSAccount.isPossible(value) && Randomness.isPlausible(.init(rebasing: value[4...]))
            case .awsSecretKey: return SecretEngine.looksLikeAWSSecret(value)
            case .base64: return Base64.decode(value) != nil
            case .password, .urlPassword: return value.count >= 8 && !Placeholders.isPassword(value)
            default: return true
            }
        }
    }
}

extension BytePattern {
    /// What stands between the value's marks.
    var valueNodes: [Node] {
        guard let start = after.firstIndex(of: .valueStart), let end = after.firstIndex(of: .valueEnd) else {
            return after
        }
        return Array(after[(start + 1)..<end])
    }
}
