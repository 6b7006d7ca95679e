// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

@Suite struct JSONReaderTests {
    private func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try JSONReader.parse(Array(text.utf8), limits: limits)
    }

    private func failure(_ text: String, limits: JSONLimits = .standard) -> JSONError? {
        do {
            let value = try parse(text, limits: limits)
            Issue.record("\(text.prefix(80)) was read as \(value)")
            return nil
        } catch {
            return error
        }
    }

    @Test func readsEveryKindOfValue() throws {
        let value = try parse(
            #" {"a": [1, -2.5, 1e3, true, false, null], "b": {"c": "d\n\u00e9\ud83d\ude00\/"}, "e": {}, "f": []} "#)
        #expect(
            value == [
                "a": [1, -2.5, .number(1000), true, false, .null],
                "b": ["c": "d\né😀/"],
                "e": [:],
                "f": [],
            ])
        #expect(value["a"]?.arrayValue?.count == 6)
        #expect(value["a"]?.arrayValue?[2].int64Value == 1000)
        #expect(value["b"]?["c"]?.stringValue == "d\né😀/")
        #expect(try parse("  7 \r\n\t") == 7)
        #expect(try parse("\u{FEFF}[]\n") == [])
    }

    @Test func keepsOrderAndDuplicates() throws {
        let object = try #require(try parse(#"{"z":1,"a":2,"z":3}"#).objectValue)
        #expect(object.members.map(\.key) == ["z", "a", "z"])
        #expect(object["z"] == 3)
    }

    @Test func looksUpInAnyCaseAsGoDoes() throws {
        let object = try #require(try parse(#"{"Config":1,"config":2,"repoTags":3,"ĸ":4}"#).objectValue)
        #expect(object["Config"] == 1)
        #expect(object["CONFIG"] == nil)
        #expect(object[anyCase: "Config"] == 2)
        #expect(object[anyCase: "RepoTags"] == 3)
        #expect(object[anyCase: "k"] == nil)
    }

    @Test(arguments: [
        ("0", JSONValue.integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("-9223372036854775809", .number(-9_223_372_036_854_775_808)), ("1.0", .number(1)), ("1E-2", .number(0.01)),
        ("1e999", .number(.greatestFiniteMagnitude)), ("-1e999", .number(-.greatestFiniteMagnitude)),
        ("123456789012345678901234567890", .number(1.2345678901234568e29)),
    ])
    func readsNumbers(text: String, expected: JSONValue) throws {
        #expect(try parse(text) == expected)
    }

    @Test(arguments: [
        "01", "-", "-a", "1.", ".5", "1e", "1e+", "+1", "0x10", "NaN", "tru", "truE", "nul", "[1,]", "[,]", "[1 2]",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "[}", "{]", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\\",
        "\"\\u12", "\"a\nb\"", "", "   ", "[", "{", "{\"a\"", "{\"a\":", "[1", "[1,", "1 2", "{} x", "]", "'a'",
        "\u{FEFF}",
    ])
    func refuses(text: String) {
        _ = failure(text)
    }

    @Test func errorsNamePlaceAndFault() {
        #expect(failure("{\"a\": x}") == JSONError(.syntax, at: 6, "“x” stands where a value should be"))
        #expect(failure("[1] 2")?.code == .trailingBytes)
        #expect(failure("[1] 2")?.offset == 4)
        #expect(failure("  {\"a\":[1")?.description == "the text ends inside the array that begins at byte 7 (byte 9)")
        #expect(failure("")?.code == .truncated)
    }

    @Test func repairsBrokenText() throws {
        #expect(try parse(#""\ud800x""#) == "\u{FFFD}x")
        #expect(try parse(#""\ud800\ud800\udc00""#) == "\u{FFFD}\u{10000}")
        #expect(try parse(#""\udc00""#) == "\u{FFFD}")
        #expect(try JSONReader.parse([0x22, 0xFF, 0x61, 0x22]) == "\u{FFFD}a")
        #expect(try JSONReader.parse([0x22, 0xC3, 0x5C, 0x6E, 0x22]) == "\u{FFFD}\n")
    }

    @Test func limitsHold() {
        #expect(failure("[[1]]", limits: JSONLimits(depth: 1))?.code == .limit)
        #expect(failure("[1,2,3]", limits: JSONLimits(values: 3))?.code == .limit)
        #expect(failure("\"abcd\"", limits: JSONLimits(stringBytes: 3))?.code == .limit)
        #expect(failure("\"ab\\n\"", limits: JSONLimits(stringBytes: 3))?.code == .limit)
        #expect(failure("[1,2]", limits: JSONLimits(bytes: 4))?.code == .limit)
        #expect(failure(String(repeating: "1", count: 5_000))?.code == .limit)
        #expect((try? parse("[\"abc\"]", limits: JSONLimits(bytes: 7, depth: 1, values: 2, stringBytes: 3))) == ["abc"])
    }

    @Test func depthBombsEndAtOnce() {
        for bomb in ["[", "{\"a\":", "[[],"] {
            #expect(failure(String(repeating: bomb, count: 100_000))?.code == .limit)
        }
        let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 64 << 20)
        let time = ContinuousClock().measure {
            #expect(throws: JSONError.self) { try JSONReader.parse(brackets) }
        }
        #expect(time < .seconds(1))
    }

    @Test func deepestAllowedValueIsReleasedSafely() throws {
        let text = String(repeating: "[", count: 1_024) + String(repeating: "]", count: 1_024)
        let value = try parse(text, limits: JSONLimits(depth: 1_000_000))
        #expect(value.arrayValue?.count == 1)
        #expect(failure("[" + text + "]", limits: JSONLimits(depth: 1_000_000))?.code == .limit)
    }

    @Test func randomBytesNeverTrap() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("{}[]\",:\\u0123456789abcdefE+-. \n\ttruefalsn".utf8) + [0x00, 0xC3, 0xE2, 0xFF]
        var read = 0
        for round in 0..<10_000 {
            let length = Int.random(in: 0...40, using: &random)
            let bytes = (0..<length).map { _ in
                round.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
            }
            do {
                _ = try JSONReader.parse(bytes)
                read += 1
            } catch {
                #expect(error.offset >= 0 && error.offset <= bytes.count)
            }
        }
        #expect(read > 0)
    }

    @Test func everyPrefixOfAValidTextIsRefused() {
        let text = Array(#"{"a": [1, -2.5, true, {"b\u00e9": "c"}], "d": null}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONReader.parse(Array(text[..<length])) }
        }
    }
}
