// SPDX-License-Identifier: Apache-2.0

/// One parse: a loop over the text with a stack of open containers instead of recursion.
///
/// Finished values wait on two shared stacks until their container closes and takes them in one allocation of the
/// exact size.
struct JSONParser {
    private struct Frame {
        var isObject: Bool
        /// Where this container's contents begin in `elements` or `members`.
        var start: Int
        /// The key whose value is being read, in objects.
        var key: String
        var opened: Int
    }

    private enum Expectation {
        case value, valueOrEnd, keyOrEnd, key, commaOrEnd
    }

    private let limits: JSONLimits
    private var position = 0
    private var valuesLeft: Int
    private var frames: [Frame] = []
    private var elements: [JSONValue] = []
    private var members: [JSONObject.Member] = []
    private var unescaped: [UInt8] = []

    init(limits: JSONLimits) {
        self.limits = limits
        valuesLeft = limits.values
    }

    mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.bytes else {
            throw JSONError(.limit, at: limits.bytes, "the text is longer than \(limits.bytes) bytes")
        }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        var expected = Expectation.value
        while true {
            skipSpace(bytes)
            guard position < bytes.count else { throw truncated(bytes) }
            let byte = bytes[position]
            let finished: JSONValue?
            switch expected {
            case .value, .valueOrEnd:
                if byte == .closeBracket, expected == .valueOrEnd {
                    position += 1
                    finished = closeFrame()
                } else {
                    finished = try value(bytes, byte, &expected)
                }
            case .keyOrEnd, .key:
                if byte == .closeBrace, expected == .keyOrEnd {
                    position += 1
                    finished = closeFrame()
                } else {
                    try key(bytes, byte)
                    expected = .value
                    finished = nil
                }
            case .commaOrEnd:
                finished = try commaOrEnd(byte, &expected)
            }
            guard let finished else { continue }
            guard let top = frames.indices.last else { return try end(bytes, finished) }
            if frames[top].isObject {
                members.append(JSONObject.Member(key: frames[top].key, value: finished))
            } else {
                elements.append(finished)
            }
            expected = .commaOrEnd
        }
    }

    /// After the outermost value: only white space may follow.
    private mutating func end(_ bytes: Span<UInt8>, _ value: JSONValue) throws(JSONError) -> JSONValue {
        skipSpace(bytes)
        guard position == bytes.count else {
            throw JSONError(.trailingBytes, at: position, "there is more text after the end of the JSON value")
        }
        return value
    }

    /// A scalar, or nil when a container was opened.
    @inline(__always)
    private mutating func value(
        _ bytes: Span<UInt8>,
        _ byte: UInt8,
        _ expected: inout Expectation
    ) throws(JSONError) -> JSONValue? {
        try countValue()
        switch byte {
        case .quote:
            return .string(try string(bytes))
        case .openBrace:
            try openFrame(isObject: true)
            expected = .keyOrEnd
            return nil
        case .openBracket:
            try openFrame(isObject: false)
            expected = .valueOrEnd
            return nil
        case .minus, .zero ... .nine:
            return try number(bytes)
        case UInt8(ascii: "t"):
            try literal(bytes, "true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal(bytes, "false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal(bytes, "null")
            return .null
        default:
            throw unexpected(byte, wanted: "a value")
        }
    }

    @inline(__always)
    private mutating func key(_ bytes: Span<UInt8>, _ byte: UInt8) throws(JSONError) {
        guard byte == .quote else { throw unexpected(byte, wanted: "a key in double quotes") }
        try countValue()
        frames[frames.count - 1].key = try string(bytes)
        skipSpace(bytes)
        guard position < bytes.count else { throw truncated(bytes) }
        guard bytes[position] == .colon else { throw unexpected(bytes[position], wanted: "a colon after the key") }
        position += 1
    }

    /// nil after a comma; the container when it closes.
    @inline(__always)
    private mutating func commaOrEnd(_ byte: UInt8, _ expected: inout Expectation) throws(JSONError) -> JSONValue? {
        let isObject = frames.last?.isObject ?? false
        if byte == .comma {
            position += 1
            expected = isObject ? .key : .value
            return nil
        }
        guard byte == (isObject ? .closeBrace : .closeBracket) else {
            throw unexpected(byte, wanted: isObject ? "a comma or }" : "a comma or ]")
        }
        position += 1
        return closeFrame()
    }

    private mutating func openFrame(isObject: Bool) throws(JSONError) {
        guard frames.count < limits.depth else {
            throw JSONError(.limit, at: position, "arrays and objects are nested more than \(limits.depth) deep")
        }
        frames.append(
            Frame(isObject: isObject, start: isObject ? members.count : elements.count, key: "", opened: position))
        position += 1
    }

    private mutating func closeFrame() -> JSONValue {
        guard let frame = frames.popLast() else { return .null }
        if frame.isObject {
            defer { members.removeSubrange(frame.start...) }
            return .object(JSONObject(Array(members[frame.start...])))
        }
        defer { elements.removeSubrange(frame.start...) }
        return .array(Array(elements[frame.start...]))
    }

    @inline(__always)
    private mutating func countValue() throws(JSONError) {
        guard valuesLeft > 0 else {
            throw JSONError(.limit, at: position, "there are more than \(limits.values) keys and values")
        }
        valuesLeft -= 1
    }

    @inline(__always)
    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func literal(_ bytes: Span<UInt8>, _ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard position + index < bytes.count else { throw truncated(bytes) }
            guard bytes[position + index] == word.utf8Start[index] else {
                throw unexpected(bytes[position], wanted: "a value")
            }
        }
        position += word.utf8CodeUnitCount
    }
}

// MARK: - Strings

extension JSONParser {
    /// Reads from the opening quote to after the closing one.
    @inline(__always)
    private mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        let start = position + 1
        let limit = min(bytes.count, start + min(limits.stringBytes, bytes.count) + 1)
        var index = start
        while index < limit {
            let byte = bytes[index]
            if byte == .quote {
                position = index + 1
                return text(bytes, start..<index)
            }
            if byte == .backslash { return try escapedString(bytes, start, index, limit) }
            if byte < 0x20 { throw controlCharacter(byte, index) }
            index += 1
        }
        throw stringTooLong(bytes, limit)
    }

    private mutating func escapedString(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ firstEscape: Int,
        _ limit: Int
    ) throws(JSONError) -> String {
        unescaped.removeAll(keepingCapacity: true)
        for index in start..<firstEscape { unescaped.append(bytes[index]) }
        var index = firstEscape
        while index < limit {
            let byte = bytes[index]
            if byte == .quote {
                position = index + 1
                return String(decoding: unescaped, as: UTF8.self)
            }
            if byte < 0x20 { throw controlCharacter(byte, index) }
            if byte == .backslash {
                index = try escape(bytes, index)
            } else {
                unescaped.append(byte)
                index += 1
            }
        }
        throw stringTooLong(bytes, limit)
    }

    /// Appends what the escape at `index` stands for; returns the index after it.
    private mutating func escape(_ bytes: Span<UInt8>, _ index: Int) throws(JSONError) -> Int {
        guard index + 1 < bytes.count else { throw truncated(bytes) }
        let plain: UInt8
        switch bytes[index + 1] {
        case .quote: plain = .quote
        case .backslash: plain = .backslash
        case UInt8(ascii: "/"): plain = UInt8(ascii: "/")
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            return try unicodeEscape(bytes, index)
        default:
            throw JSONError(.syntax, at: index, "a backslash is followed by a character that makes no escape")
        }
        unescaped.append(plain)
        return index + 2
    }

    private mutating func unicodeEscape(_ bytes: Span<UInt8>, _ index: Int) throws(JSONError) -> Int {
        guard index + 6 <= bytes.count else { throw truncated(bytes) }
        guard let unit = codeUnit(bytes, index) else {
            throw JSONError(.syntax, at: index, "\\u is not followed by four hexadecimal digits")
        }
        if UTF16.isLeadSurrogate(unit), let trail = codeUnit(bytes, index + 6), UTF16.isTrailSurrogate(trail) {
            let scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF))
            append(Unicode.Scalar(scalar))
            return index + 12
        }
        append(Unicode.Scalar(unit))
        return index + 6
    }

    /// The four digits of a `\uXXXX` at `index`; nil when there is none.
    private func codeUnit(_ bytes: Span<UInt8>, _ index: Int) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == .backslash, bytes[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for offset in 2..<6 {
            let digit: UInt8
            switch bytes[index + offset] {
            case let byte where byte >= .zero && byte <= .nine: digit = byte - .zero
            case let byte where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"):
                digit = (byte | 0x20) - UInt8(ascii: "a") + 10
            default: return nil
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// nil stands for a lone surrogate, which has no scalar.
    private mutating func append(_ scalar: Unicode.Scalar?) {
        unescaped.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
    }

    @inline(__always)
    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private func controlCharacter(_ byte: UInt8, _ index: Int) -> JSONError {
        JSONError(.syntax, at: index, "a string holds the raw control character \(byte), which must be escaped")
    }

    private func stringTooLong(_ bytes: Span<UInt8>, _ limit: Int) -> JSONError {
        limit == bytes.count
            ? truncated(bytes)
            : JSONError(.limit, at: limit, "a string is longer than \(limits.stringBytes) bytes")
    }
}

// MARK: - Numbers and errors

extension JSONParser {
    /// Longer numbers than this are nobody's numbers, and would cost quadratic time to convert exactly.
    private static let numberLimit = 4_096

    private mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        let start = position
        let negative = bytes[position] == .minus
        if negative { position += 1 }
        guard position < bytes.count else { throw truncated(bytes) }
        var magnitude: Int64 = 0
        var overflowed = false
        let firstDigit = position
        while position < bytes.count, bytes[position] >= .zero, bytes[position] <= .nine {
            // Summed as a negative number, since Int64.min has no positive twin.
            let (product, tooLong) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = product.subtractingReportingOverflow(Int64(bytes[position] - .zero))
            magnitude = sum
            overflowed = overflowed || tooLong || tooLarge
            position += 1
        }
        guard position > firstDigit else { throw unexpected(bytes[position], wanted: "a digit") }
        if bytes[firstDigit] == .zero, position > firstDigit + 1 {
            throw JSONError(.syntax, at: firstDigit, "a number begins with a superfluous 0")
        }
        var isInteger = true
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits(bytes)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if position < bytes.count, bytes[position] == .minus || bytes[position] == UInt8(ascii: "+") {
                position += 1
            }
            try digits(bytes)
        }
        if isInteger, !overflowed {
            if negative { return .integer(magnitude) }
            let (value, tooLarge) = Int64(0).subtractingReportingOverflow(magnitude)
            if !tooLarge { return .integer(value) }
        }
        guard position - start <= JSONParser.numberLimit else {
            throw JSONError(.limit, at: start, "a number is longer than \(JSONParser.numberLimit) digits")
        }
        guard let value = Double(text(bytes, start..<position)) else {
            throw JSONError(.syntax, at: start, "this is not a number")
        }
        let largest = Double.greatestFiniteMagnitude
        return .number(min(max(value, -largest), largest))
    }

    private mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
        let first = position
        while position < bytes.count, bytes[position] >= .zero, bytes[position] <= .nine { position += 1 }
        guard position > first else {
            guard position < bytes.count else { throw truncated(bytes) }
            throw unexpected(bytes[position], wanted: "a digit")
        }
    }

    private func truncated(_ bytes: Span<UInt8>) -> JSONError {
        guard let frame = frames.last else {
            return JSONError(.truncated, at: bytes.count, "the text ends before its value does")
        }
        let what = frame.isObject ? "object" : "array"
        return JSONError(
            .truncated, at: bytes.count, "the text ends inside the \(what) that begins at byte \(frame.opened)")
    }

    private func unexpected(_ byte: UInt8, wanted: String) -> JSONError {
        let shown =
            byte > 0x20 && byte < 0x7F
            ? "“\(Character(Unicode.Scalar(byte)))”" : "byte 0x" + String(byte, radix: 16, uppercase: true)
        return JSONError(.syntax, at: position, "\(shown) stands where \(wanted) should be")
    }
}

extension UInt8 {
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let openBrace = UInt8(ascii: "{")
    fileprivate static let closeBrace = UInt8(ascii: "}")
    fileprivate static let openBracket = UInt8(ascii: "[")
    fileprivate static let closeBracket = UInt8(ascii: "]")
    fileprivate static let colon = UInt8(ascii: ":")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let minus = UInt8(ascii: "-")
    fileprivate static let zero = UInt8(ascii: "0")
    fileprivate static let nine = UInt8(ascii: "9")
}
