// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    private func text(_ writer: JSONWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

    @Test func writesCompactAndPretty() {
        func fill(_ style: JSONWriter.Style) -> String {
            var writer = JSONWriter(style)
            writer.beginObject()
            writer.member("name", "a")
            writer.member("size", 12)
            writer.member("none", nil as String?)
            writer.key("list")
            writer.beginArray()
            writer.value(true)
            writer.beginObject()
            writer.endObject()
            writer.value(-1.5)
            writer.endArray()
            writer.member("tags", ["x"])
            writer.key("empty")
            writer.beginArray()
            writer.endArray()
            writer.endObject()
            return text(writer)
        }
        #expect(fill(.compact) == #"{"name":"a","size":12,"none":null,"list":[true,{},-1.5],"tags":["x"],"empty":[]}"#)
        #expect(
            fill(.pretty) == """
                {
                  "name": "a",
                  "size": 12,
                  "none": null,
                  "list": [
                    true,
                    {},
                    -1.5
                  ],
                  "tags": [
                    "x"
                  ],
                  "empty": []
                }
                """)
    }

    @Test func escapesWhatMustBeEscaped() {
        var writer = JSONWriter()
        writer.value("\"\\\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{7F}/é\u{2027}\u{2028}\u{2029}\u{202A}😀")
        #expect(text(writer) == #""\"\\\b\t\n\f\r\u0001\u001f\u007f/é"# + "\u{2027}" + #"\u2028\u2029"# + "\u{202A}😀\"")
    }

    @Test func onlyWhatMustBeIsEscaped() throws {
        let escaped: Set<UInt32> = Set(0..<0x20).union([0x22, 0x5C, 0x7F, 0x2028, 0x2029])
        for code in (0...UInt32(0x3000)) {
            let scalar = try #require(Unicode.Scalar(code))
            let written = JSONWriter.bytes(of: .string("a\(Character(scalar))b"))
            let plain = Array("\"a\(Character(scalar))b\"".utf8)
            #expect((written == plain) == !escaped.contains(code))
            if escaped.contains(code) { #expect(written[2] == UInt8(ascii: "\\") && written.allSatisfy { $0 < 0x7F }) }
        }
    }

    @Test func takesBytes() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.value(utf8: Array("plain\n".utf8))
        writer.value(utf8: [0x61, 0xFF, 0xC3, 0xA9])
        writer.value(utf8: [])
        writer.endArray()
        #expect(text(writer) == "[\"plain\\n\",\"a\\\\xffé\",\"\"]")
    }

    @Test func writesNumbers() {
        #expect(
            JSONWriter.bytes(of: [.integer(.min), .integer(.max), 0]) == Array("[\(Int64.min),\(Int64.max),0]".utf8))
        var writer = JSONWriter()
        writer.beginArray()
        writer.value(UInt64.max)
        writer.value(Double.infinity)
        writer.value(Double.nan)
        writer.value(0.1)
        writer.value(UInt8(7))
        writer.endArray()
        #expect(text(writer) == "[18446744073709551615,null,null,0.1,7]")
    }

    @Test func whatIsWrittenReadsBackTheSame() throws {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<3_000 {
            let value = randomValue(depth: 4, using: &random)
            for style in [JSONWriter.Style.compact, .pretty] {
                let bytes = JSONWriter.bytes(of: value, style)
                #expect(try JSONReader.parse(bytes) == value)
                #expect(JSONWriter.bytes(of: value, style) == bytes)
            }
        }
    }

    private func randomValue(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
        case 3:
            let number = Double(bitPattern: random.next())
            return .number(number.isFinite ? number : 0.5)
        case 4, 5: return .string(randomText(using: &random))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in randomValue(depth: depth - 1, using: &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<5, using: &random) {
                object.append(randomText(using: &random), randomValue(depth: depth - 1, using: &random))
            }
            return .object(object)
        }
    }

    private func randomText(using random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<20, using: &random) {
            let top: UInt32 = [0x7F, 0x2FFF, 0x10FFFF].randomElement(using: &random) ?? 0x7F
            let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &random)) ?? "\u{2028}"
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    @Test func setReplacesEveryDuplicate() {
        var object = JSONObject()
        for (key, value) in [("a", 1), ("b", 2), ("a", 3)] as [(String, JSONValue)] { object.append(key, value) }
        object.set("a", 9)
        object.set("c", 4)
        object.set("b", nil)
        object.set("z", nil)
        #expect(JSONValue.object(object) == ["a": 9, "c": 4])
    }
}
