// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SecretScan

@Suite struct TOMLTests {
    /// A table as one line, keys sorted: what two spellings of one document agree on.
    private static func shown(_ table: TOMLTable) -> String {
        "{" + table.keys.sorted().map { key in "\(key)=\(table[key].map(shown) ?? "")" }.joined(separator: " ") + "}"
    }

    private static func shown(_ value: TOMLValue) -> String {
        switch value.content {
        case .string(let text): "'\(text)'"
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        case .array(let elements): "[" + elements.map(shown).joined(separator: ",") + "]"
        case .table(let table): shown(table)
        case .date(let text): text
        }
    }

    @Test(arguments: [
        ("", "{}"), ("# only a comment\n\n", "{}"), ("a = 1", "{a=1}"), ("a=1 # c\nb = 'x#y'\r\n", "{a=1 b='x#y'}"),
        ("a.b.c = true\na.d = false", "{a={b={c=true} d=false}}"),
        ("\"x y\".'z' = 1", "{x y={z=1}}"),
        ("[a]\nb = 1\n[a.c]\nd = 2\n[e]", "{a={b=1 c={d=2}} e={}}"),
        ("[[r]]\nid='1'\n[[r]]\nid='2'\n[r.s]\nx=1\n[[r.t]]\ny=2", "{r=[{id='1'},{id='2' s={x=1} t=[{y=2}]}]}"),
        ("a = [1, 2,\n # c\n 3,]", "{a=[1,2,3]}"), ("a = {b = 1, c.d = 'x'}", "{a={b=1 c={d='x'}}}"),
        ("a = {}", "{a={}}"), ("a = [{b=1}]\n[[a]]\nb=2\n[[a]]", "{a=[{b=1},{b=2},{}]}"),
        (#"a = "x\t\"\\\u00e9\U0001F600""#, "{a='x\t\"\\é😀'}"),
        ("a = '''\nx\\d'y'''", "{a='x\\d'y'}"), ("a = '''it''''", "{a='it''}"),
        ("a = \"\"\"one\\\n   two\"\"\"", "{a='onetwo'}"), ("a = \"\"\"\"q\"\"\"\"", "{a='\"q\"'}"),
        ("a = 1_000\nb = 0xFF\nc = 0o17\nd = 0b101\ne = -3\nf = +0", "{a=1000 b=255 c=15 d=5 e=-3 f=0}"),
        ("a = 3.5\nb = 1e3\nc = -0.5e-1", "{a=3.5 b=1000.0 c=-0.05}"),
        ("a = 2026-01-02T03:04:05Z\nb = 2026-01-02 03:04:05", "{a=2026-01-02T03:04:05Z b=2026-01-02 03:04:05}"),
    ])
    func reads(text: String, expected: String) throws {
        #expect(try TOMLTests.shown(TOMLReader.read(Array(text.utf8))) == expected)
    }

    @Test(arguments: [
        ("a", 1), ("a =", 1), ("\n\na = 1 2", 3), ("a = 1\na = 2", 2), ("[a]\n[a]", 2), ("a = 1\n[a]", 2),
        ("a = 'x\n'", 1), ("a = \"x", 1), ("a = \"\\q\"", 1), ("a = '''x\n\n", 3), ("a = [1 2]", 1), ("a = [1,", 1),
        ("a = {b = 1", 1), ("a = {b = 1}\n[a.c]", 2), ("[a", 1), ("[]", 1), ("a = 01", 1), ("a = 1__0", 1),
        ("a = _1", 1), ("a = .5", 1), ("a = 5.", 1), ("a = yes", 1), ("= 1", 1), ("a = \"\\ud800\"", 1),
        ("a = [1]\n[[a]]", 2),
        ("a = [1, {}]\n[[a]]", 2), ("[[a]]\n[a]", 2), ("a.b = 1\n[a.b.c]", 2), ("a = \"\u{1}\"", 1),
        ("[a]\nb.c = 1\n[a.b]\n", 0),
    ])
    func refuses(text: String, line: Int) {
        do throws(TOMLProblem) {
            _ = try TOMLReader.read(Array(text.utf8))
            // Line 0: the one that other readers refuse and this one takes.
            #expect(line == 0, "\(text)")
        } catch {
            #expect(error.line == line, "\(text): \(error)")
            #expect(!error.what.isEmpty)
        }
    }

    @Test func limitsAndNonsense() {
        func problem(_ bytes: [UInt8]) -> TOMLProblem? {
            do throws(TOMLProblem) {
                _ = try TOMLReader.read(bytes)
                return nil
            } catch {
                return error
            }
        }
        #expect(problem(Array(("a = " + String(repeating: "[", count: 100_000)).utf8)) != nil)
        #expect(problem(Array(("a = " + String(repeating: "{a=", count: 100_000)).utf8)) != nil)
        #expect(problem(Array((String(repeating: "a.", count: 100_000) + "a = 1").utf8)) != nil)
        #expect(problem([0x61, 0xFF]) == TOMLProblem(line: 1, what: "the file is not UTF-8"))
        #expect(problem([UInt8](repeating: 0x20, count: TOMLReader.sizeLimit + 1)) != nil)
        // Headings make tables, and each would have copied those before it.
        #expect(problem(Array(String(repeating: "[[a]]\n", count: 200_000).utf8)) == nil)
        #expect(problem(Array(String(repeating: "[[a]]\n", count: 200_001).utf8))?.what.contains("too many") == true)
        #expect(problem(Array((0...200_000).map { "[a\($0)]\n" }.joined().utf8))?.what.contains("too many") == true)
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            _ = problem(generator.text("ab =[]{}\"'#.\n\\x01,e-_", Int(generator.next() % 60)))
        }
    }
}
