// SPDX-License-Identifier: Apache-2.0
internal import CPCRE2

/// One of a user's regular expressions, compiled by PCRE2. It looks at hostile bytes, so the work of each match is
/// bounded; what exceeds the bounds does not match.
final class CompiledRegex: Sendable {
    /// Steps of the matcher for one call, backtracking depth, and KiB of its heap.
    private static let stepLimit: UInt32 = 200_000
    private static let depthLimit: UInt32 = 20_000
    private static let heapLimit: UInt32 = 16 << 10

    /// In PCRE2's spelling, which the pattern library reads as well.
    let text: [UInt8]
    /// Capture groups, the whole match apart.
    let groups: Int
    /// Compiled code and context are never written after compilation; PCRE2 documents both as safe to share.
    nonisolated(unsafe) private let code: OpaquePointer
    nonisolated(unsafe) private let context: OpaquePointer

    enum Outcome {
        /// Ranges of the whole match and of each group; nil for a group that took no part.
        case match([Range<Int>?])
        case none
        /// It took more steps than are allowed.
        case gaveUp
    }

    /// `pattern` as Go would read it. Throws a sentence about what is wrong with it.
    init(_ pattern: String) throws(RegexProblem) {
        let expression = try GoRegex(pattern)
        text = expression.translated
        var failure: Int32 = 0
        var offset = 0
        let options = UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_NEVER_UTF) | UInt32(PCRE2_NEVER_UCP)
        let compiled = text.withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, $0.count, options, &failure, &offset, nil)
        }
        guard let compiled else {
            var message = [UInt8](repeating: 0, count: 256)
            let length = pcre2_get_error_message_8(failure, &message, message.count)
            throw RegexProblem(
                what: String(decoding: message.prefix(max(0, Int(length))), as: UTF8.self)
                    + " (at character \(offset + 1))")
        }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(compiled)
            throw RegexProblem(what: "no memory is left for it")
        }
        pcre2_set_match_limit_8(context, CompiledRegex.stepLimit)
        pcre2_set_depth_limit_8(context, CompiledRegex.depthLimit)
        pcre2_set_heap_limit_8(context, CompiledRegex.heapLimit)
        code = compiled
        self.context = context
        var count: UInt32 = 0
        pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        groups = Int(count)
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_code_free_8(code)
    }

    /// The match that begins at `start` (`isAnchored`) or at the first place from there on.
    func match(in bytes: UnsafeRawBufferPointer, from start: Int, isAnchored: Bool) -> Outcome {
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return .gaveUp }
        defer { pcre2_match_data_free_8(data) }
        // PCRE2 wants an address even for no bytes.
        var nothing: UInt8 = 0
        let status = withUnsafePointer(to: &nothing) { nothing in
            pcre2_match_8(
                code, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? nothing, bytes.count, start,
                isAnchored ? UInt32(PCRE2_ANCHORED) : 0, data, context)
        }
        if status == PCRE2_ERROR_NOMATCH { return .none }
        guard status > 0, let vector = pcre2_get_ovector_pointer_8(data) else { return .gaveUp }
        let ranges = (0...groups).map { group -> Range<Int>? in
            let (from, to) = (vector[2 * group], vector[2 * group + 1])
            // A group that took no part has the largest number there is, which reads as -1.
            return group < Int(status) && from >= 0 && from <= to ? from..<to : nil
        }
        return .match(ranges)
    }

    func isFound(in bytes: UnsafeRawBufferPointer) -> Bool {
        if case .match = match(in: bytes, from: 0, isAnchored: false) { true } else { false }
    }
}
