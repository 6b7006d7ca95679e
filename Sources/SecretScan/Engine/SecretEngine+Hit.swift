// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings

extension SecretEngine {
    /// What leaves the module of a match: everything but the value.
    func hit(
        _ match: SecretMatch, in bytes: UnsafeRawBufferPointer, stride: Stride, context: SecretContext,
        keyName given: String? = nil
    ) -> SecretHit {
        let rule = rules.rules[match.rule]
        let value = UnsafeRawBufferPointer(rebasing: bytes[match.value])
        // Before a URL's password stands its user.
        let name =
            given ?? (rule.check == .urlPassword ? nil : KeyName(before: match.value.lowerBound, in: bytes)?.text)
        let namesValue = match.namesValue && (rule.rank == .structured || value.count >= 20)
        let message: [UInt8]
        if namesValue {
            message = match.material ?? Array(value)
        } else {
            message = Array(rule.id.utf8) + [0] + Array(context.path) + [0] + Array((name ?? "").utf8)
        }
        return SecretHit(
            kind: match.rule,
            offset: stride.offset(match.value.lowerBound),
            length: stride.length(match.value.count),
            evidence: match.evidence ?? Redaction.evidence(value, isStructured: rule.rank == .structured && namesValue),
            fingerprint: key.bytes(of: message),
            namesValue: namesValue,
            wholeFile: context.isWholeFile && SecretEngine.isAlone(match.value, in: bytes),
            keyName: name,
            severity: match.severity,
            note: match.note)
    }

    /// Whether nothing but blank space stands around the value in a file small enough to be one secret.
    private static func isAlone(_ value: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= 64 * 1024, value.count >= 16, bytes.count - value.count <= value.count else {
            return false
        }
        return bytes[..<value.lowerBound].allSatisfy(ByteSet.blank.contains)
            && bytes[value.upperBound...].allSatisfy(ByteSet.blank.contains)
    }

    static func looksLikeAWSSecret(_ value: UnsafeRawBufferPointer) -> Bool {
        guard value.count == 40, Randomness.entropy(value) >= 4.2 else { return false }
        return value.contains(where: ByteSet.digits.contains) && value.contains(where: ByteSet.lower.contains)
            && value.contains(where: ByteSet.upper.contains) && !value.allSatisfy(ByteSet.hex.contains)
    }

    /// A secret key that stands near an access key id without a name that would tell: the first run of exactly 40
    /// characters of base64 within 256 bytes before or 512 after.
    func secretBeside(_ match: SecretMatch, in bytes: UnsafeRawBufferPointer) -> SecretMatch? {
        guard wellKnown.awsSecretKey >= 0 else { return nil }
        let alphabet = ByteSet.alphanumeric.union(ByteSet(0x2b...0x2b, 0x2f...0x2f))
        let after = match.value.upperBound..<min(match.window.upperBound, match.anchor + 512)
        let before = match.window.lowerBound..<match.value.lowerBound
        for range in [after, before] {
            var start = range.lowerBound
            while start < range.upperBound {
                guard alphabet.contains(bytes[start]) else {
                    start += 1
                    continue
                }
                var end = start
                while end < range.upperBound, alphabet.contains(bytes[end]) { end += 1 }
                defer { start = end }
                guard end - start == 40, start > range.lowerBound,
                    end < range.upperBound || range.upperBound == bytes.count
                else { continue }
                let value = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                guard SecretEngine.looksLikeAWSSecret(value), !Placeholders.isInToken(value) else { continue }
                // The named rule tells those.
                let label = UnsafeRawBufferPointer(rebasing: bytes[max(match.window.lowerBound, start - 64)..<start])
                let words = ["secret_access_key", "secretaccesskey", "aws_secret", "secret_key", "secretkey"]
                if Placeholders.contains(label, words.map { Array($0.utf8) }) { return nil }
                return SecretMatch(
                    rule: wellKnown.awsSecretKey, anchor: match.anchor, window: match.window, start: start,
                    value: start..<end, severity: rules.rules[wellKnown.awsSecretKey].severity)
            }
        }
        return nil
    }
}
