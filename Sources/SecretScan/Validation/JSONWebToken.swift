// SPDX-License-Identifier: Apache-2.0

/// What a JSON Web Token (RFC 7519) says in the clear. Looked at as text: only a few words matter.
struct JSONWebToken {
    enum Owner {
        case kubernetes
        case supabaseService
        case supabaseAnonymous
        case unknown
    }

    let owner: Owner
    /// The token that every introduction to the format shows.
    let isTextbook: Bool

    /// nil unless header and payload decode to JSON objects and the header names an algorithm.
    init?(_ text: UnsafeRawBufferPointer) {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64.decode(parts[0]), let payload = Base64.decode(parts[1]),
            JSONWebToken.isObject(header), JSONWebToken.isObject(payload)
        else { return nil }
        guard JSONWebToken.has(header, "\"alg\"") else { return nil }
        if JSONWebToken.has(payload, "kubernetes/serviceaccount") || JSONWebToken.has(payload, "\"kubernetes.io\"") {
            owner = .kubernetes
        } else if JSONWebToken.has(payload, "\"service_role\"") {
            owner = .supabaseService
        } else if JSONWebToken.has(payload, "\"supabase\""), JSONWebToken.has(payload, "\"anon\"") {
            owner = .supabaseAnonymous
        } else {
            owner = .unknown
        }
        isTextbook =
            payload.count < 24 || JSONWebToken.has(payload, "john doe") || JSONWebToken.has(payload, "\"1234567890\"")
            || JSONWebToken.has(payload, "example.")
    }

    private static func isObject(_ bytes: [UInt8]) -> Bool {
        let trimmed = bytes.drop { ByteSet.blank.contains($0) }
        guard trimmed.first == UInt8(ascii: "{"), let last = trimmed.last(where: { !ByteSet.blank.contains($0) }) else {
            return false
        }
        return last == UInt8(ascii: "}") && trimmed.contains(UInt8(ascii: "\""))
            && trimmed.allSatisfy { $0 >= 0x20 || ByteSet.blank.contains($0) }
    }

    private static func has(_ bytes: [UInt8], _ word: String) -> Bool {
        bytes.withUnsafeBytes { Placeholders.find(Array(word.utf8), in: $0) != nil }
    }
}
