// SPDX-License-Identifier: Apache-2.0
internal import NameText

/// Writes JSON text into a byte array, in the order of the calls: the same calls give the same bytes.
///
/// Keys and values alternate inside objects; commas, colons and indentation come by themselves. The caller keeps
/// `begin` and `end` in balance (checked in debug builds). Control characters are escaped, and so are U+2028 and U+2029,
/// which end a line in JavaScript.
public struct JSONWriter: Sendable {
    /// How the text is laid out.
    public enum Style: Sendable {
        /// No white space at all.
        case compact
        /// One member a line, two spaces a level, `"key": value`.
        case pretty
    }

    /// The text so far.
    public private(set) var bytes: [UInt8]
    private let style: Style
    /// One entry an open container: whether it already has a member.
    private var hasMembers: [Bool] = []
    private var afterKey = false

    public init(_ style: Style = .compact, reserving capacity: Int = 256) {
        self.style = style
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// The text of one value.
    public static func bytes(of value: JSONValue, _ style: Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style)
        writer.write(value)
        return writer.bytes
    }

    public mutating func beginObject() { begin(UInt8(ascii: "{")) }
    public mutating func endObject() { end(UInt8(ascii: "}")) }
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// The key of the value that comes next. A literal costs no allocation.
    public mutating func key(_ name: String) {
        assert(!hasMembers.isEmpty && !afterKey, "a key stands outside an object or after another key")
        separate()
        quoted(name)
        bytes.append(UInt8(ascii: ":"))
        if style == .pretty { bytes.append(0x20) }
        afterKey = true
    }

    public mutating func null() {
        separate()
        append("null")
    }

    public mutating func value(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
    }

    public mutating func value(_ value: some BinaryInteger) {
        separate()
        append(integer: value)
    }

    /// The shortest text that reads back as the same number; `null` for infinities and NaN, which JSON lacks.
    public mutating func value(_ value: Double) {
        separate()
        append(value.isFinite ? value.description : "null")
    }

    public mutating func value(_ text: String) {
        separate()
        quoted(text)
    }

    /// A name as bytes; a byte that is no UTF-8 is written as the text `\xff`.
    public mutating func value(utf8 text: [UInt8]) {
        separate()
        text.withUnsafeBytes { quoted(utf8: $0) }
    }

    /// A borrowed name; a byte that is no UTF-8 is written as the text `\xff`.
    public mutating func value(utf8 text: UnsafeRawBufferPointer) {
        separate()
        quoted(utf8: text)
    }

    /// The value, or `null` for nil.
    public mutating func value(_ text: String?) {
        if let text { value(text) } else { null() }
    }

    /// The value, or `null` for nil.
    public mutating func value(_ number: (some BinaryInteger)?) {
        if let number { value(number) } else { null() }
    }

    /// The value, or `null` for nil.
    public mutating func value(_ flag: Bool?) {
        if let flag { value(flag) } else { null() }
    }

    public mutating func member(_ name: String, _ text: String?) {
        key(name)
        value(text)
    }

    public mutating func member(_ name: String, _ number: (some BinaryInteger)?) {
        key(name)
        value(number)
    }

    public mutating func member(_ name: String, _ flag: Bool?) {
        key(name)
        value(flag)
    }

    public mutating func member(_ name: String, _ value: JSONValue) {
        key(name)
        write(value)
    }

    /// An array of strings.
    public mutating func member(_ name: String, _ list: [String]) {
        key(name)
        beginArray()
        for text in list { value(text) }
        endArray()
    }

    /// A whole value. Depth: one stack frame a level, so values come from `JSONReader` or are built by hand.
    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): self.value(flag)
        case .integer(let number): self.value(number)
        case .number(let number): self.value(number)
        case .string(let text): self.value(text)
        case .array(let list):
            beginArray()
            for element in list { write(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                key(member.key)
                write(member.value)
            }
            endObject()
        }
    }

    /// A line feed between documents or at the end of a file; no separator of its own.
    public mutating func newline() { bytes.append(0x0A) }
}

extension JSONWriter {
    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        hasMembers.append(false)
    }

    private mutating func end(_ bracket: UInt8) {
        assert(!hasMembers.isEmpty && !afterKey, "a container ends that never began, or after a key without value")
        if hasMembers.popLast() ?? false { breakLine() }
        bytes.append(bracket)
    }

    /// What stands between the previous value and the next.
    private mutating func separate() {
        if afterKey {
            afterKey = false
            return
        }
        guard let top = hasMembers.indices.last else { return }
        if hasMembers[top] { bytes.append(UInt8(ascii: ",")) }
        hasMembers[top] = true
        breakLine()
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(0x0A)
        for _ in hasMembers {
            bytes.append(0x20)
            bytes.append(0x20)
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(integer value: some BinaryInteger) {
        guard let number = Int64(exactly: value) else { return append(String(value)) }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let first = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[first...].reverse()
    }

    private mutating func quoted(_ text: String) {
        var text = text
        text.withUTF8 { escaped(UnsafeRawBufferPointer($0)) }
    }

    private mutating func quoted(utf8 text: UnsafeRawBufferPointer) {
        if text.contains(where: { $0 >= 0x80 }) {
            quoted(NameText.text(of: text))
        } else {
            escaped(text)
        }
    }

    /// Copies the runs that need no escape as they are. `text` is valid UTF-8.
    private mutating func escaped(_ text: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\""))
        var copied = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            // One comparison decides nearly every byte: 0x23…0x5B without the backslash, then the rest.
            if byte > 0x5C && byte < 0x7F || byte > 0x22 && byte < 0x5C || byte &- 0x20 < 2 {
                index += 1
                continue
            }
            if byte > 0x7F, byte != 0xE2 {
                index += 1
                continue
            }
            var length = 1
            var scalar = UInt16(byte)
            if byte == 0xE2 {
                guard index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] | 1 == 0xA9 else {
                    index += 1
                    continue
                }
                length = 3
                scalar = 0x2000 | UInt16(text[index + 2] & 0x3F)
            }
            copy(text, copied..<index)
            append(escapeOf: scalar)
            index += length
            copied = index
        }
        copy(text, copied..<text.count)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func copy(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
        if !range.isEmpty { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[range])) }
    }

    private mutating func append(escapeOf scalar: UInt16) {
        bytes.append(UInt8(ascii: "\\"))
        switch scalar {
        case 0x22, 0x5C: bytes.append(UInt8(scalar))
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] { bytes.append(digits[Int(scalar >> UInt16(shift)) & 15]) }
        }
    }
}
