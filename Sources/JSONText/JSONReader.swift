// SPDX-License-Identifier: Apache-2.0

/// Reads JSON (RFC 8259) that nobody vouches for: limits instead of trust, no recursion, linear time.
///
/// Lenient where writers differ: a UTF-8 byte order mark is skipped, invalid UTF-8 and lone surrogates become U+FFFD,
/// duplicate keys are kept. Strict in the grammar, as Go's `encoding/json` is.
public enum JSONReader {
    /// Parses a whole text. Memory: see `JSONLimits`; time: linear in the text.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        var parser = JSONParser(limits: limits)
        return try parser.document(bytes.span)
    }

    /// Parses a whole text that lies in borrowed memory; nothing of it is kept.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer,
        limits: JSONLimits = .standard
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(limits: limits)
        return try parser.document(Span<UInt8>(_unsafeBytes: bytes))
    }
}
