// SPDX-License-Identifier: Apache-2.0
import Findings
import TestSupport
import Testing

@testable import SecretScan

/// Rules in gitleaks' format, beside the built-in kinds.
@Suite struct UserRulesTests {
    /// As a company writes them, after gitleaks' own files.
    static let company = #"""
        title = "Acme rules"

        [extend]
        useDefault = true
        disabledRules = ["jwt"]

        [allowlist]
        description = "not ours"
        paths = ['''^vendor/''', '''(?:^|/)testdata/''']
        regexes = ['''acme-test-[a-z]+''']

        [[rules]]
        id = "acme-token"
        description = "Acme service token"
        regex = '''(?i)\b(acme_[a-z0-9]{24})(?:[\x60'"\s;]|\\[nr]|$)'''
        entropy = 3.2
        keywords = ["acme_"]
        tags = ["acme", "token"]

        [[rules]]
        id = "acme-pair"
        description = "Acme id and secret"
        regex = '''acme:(\d{4}):([A-Za-z0-9]{10,40})'''
        secretGroup = 2
        severity = "medium"
            [[rules.allowlists]]
            condition = "AND"
            regexTarget = "line"
            regexes = ['''nosecret''']
            paths = ['''\.md$''']
            [[rules.allowlists]]
            stopwords = ["PLACEHOLDER"]

        [[rules]]
        id = "acme-keyfile"
        description = "Acme key file"
        path = '''(?:^|/)acme\.key$'''

        [[rules]]
        id = "acme-config"
        description = "Acme pin in its own files"
        regex = '''pin=(\d{6})'''
        path = '''\.acme$'''

        [[rules]]
        id = "gitlab-pat"
        description = "the built-in kind, with an exception"
            [[rules.allowlists]]
            stopwords = ["zzz9"]
        """#

    static func lab(_ text: String = company) throws -> SecretLab {
        try SecretLab(.builtIn.adding(UserSecretRules([("company.toml", Array(text.utf8))])))
    }

    private static let token = "acme" + "_" + "k3j9x0q8w7e6r5t4y2u1i0p9"

    @Test func findsWhatTheRulesSay() throws {
        let lab = try UserRulesTests.lab()
        #expect(lab.kinds("token: \(UserRulesTests.token)\n") == ["acme-token"])
        let hits = lab.hits(Array("x\nkey=\"\(UserRulesTests.token)\"\n".utf8))
        #expect(hits.map(\.offset) == [7])
        #expect(hits.map(\.length) == [29])
        #expect(hits.map(\.severity) == [.high])
        #expect(hits.allSatisfy { $0.evidence == Redaction.hidden && $0.namesValue })
        // The keyword must occur, the entropy be high enough.
        #expect(lab.kinds("acme" + "_" + String(repeating: "a", count: 24) + "\n").isEmpty)
        // A group of its own.
        let pair = lab.hits(Array("acme:1234:Kq83jfXz0P\n".utf8))
        #expect(pair.map { lab.engine.rules.kinds[$0.kind].id } == ["acme-pair"])
        #expect(pair.map(\.offset) == [10])
        #expect(pair.map(\.severity) == [.medium])
        // By path, with and without a regex.
        #expect(lab.kinds("anything", path: "etc/acme.key") == ["acme-keyfile"])
        #expect(lab.kinds("anything", path: "etc/acme.keys").isEmpty)
        #expect(lab.kinds("pin=482913", path: "app/x.acme") == ["acme-config"])
        #expect(lab.kinds("pin=482913", path: "app/x.txt").isEmpty)
        // Several in one file, and built-in ones beside them.
        let gitlab = "glpat" + "-" + "Zk4pWq8sLx2TmB7vRj9c"
        let all = "acme:1234:Kq83jfXz0P acme:9999:Lw83jfXz0P\n\(gitlab)\n\(UserRulesTests.token)\n"
        #expect(lab.kinds(all).sorted() == ["acme-pair", "acme-pair", "acme-token", "gitlab-pat"])
    }

    @Test func listsLetPass() throws {
        let lab = try UserRulesTests.lab()
        let gitlab = "glpat" + "-" + "Zk4pWq8sLx2TmB7vRj9c"
        #expect(lab.kinds(UserRulesTests.token + "\n", path: "vendor/a.txt").isEmpty)
        // Global lists count for built-in kinds too.
        #expect(lab.kinds(gitlab + "\n", path: "vendor/a.txt").isEmpty)
        #expect(lab.kinds(gitlab + "\n", path: "app/testdata/a.txt").isEmpty)
        #expect(lab.kinds(gitlab + "\n", path: "app/a.txt") == ["gitlab-pat"])
        // A built-in kind with an exception of its own.
        #expect(lab.kinds("glpat" + "-" + "Zk4pzzz9Lx2TmB7vRj9c\n").isEmpty)
        // A stop word; all conditions of one list together.
        #expect(lab.kinds("acme:1234:Kq8PlaceHolder0P\n").isEmpty)
        #expect(lab.kinds("acme:1234:Kq83jfXz0P nosecret\n", path: "a.md").isEmpty)
        #expect(lab.kinds("acme:1234:Kq83jfXz0P nosecret\n", path: "a.txt") == ["acme-pair"])
        #expect(lab.kinds("acme:1234:Kq83jfXz0P\n", path: "a.md") == ["acme-pair"])
    }

    @Test func theBuiltInKindsStayUnlessTurnedOff() throws {
        var generator = SeededGenerator(seed: 9)
        let token = String(
            decoding: KeyForge.token("{\"sub\":\"u-8812\",\"iat\":1700000001}", &generator), as: UTF8.self)
        #expect(try SecretLab().kinds("t=\(token)\n") == ["jwt"])
        #expect(try UserRulesTests.lab().kinds("t=\(token)\n").isEmpty)
        let own = "[extend]\nuseDefault = false\n[[rules]]\nid='a'\nregex='''abc(\\d+)'''\n"
        let lab = try UserRulesTests.lab(own)
        #expect(lab.engine.rules.count == 1)
        #expect(lab.kinds("glpat" + "-" + "Zk4pWq8sLx2TmB7vRj9c abc123\n") == ["a"])
        #expect(SecretRules.builtIn.fingerprint != lab.engine.rules.fingerprint)
        #expect(
            try UserRulesTests.lab(own).engine.rules.fingerprint
                != UserRulesTests.lab(own + "entropy=2").engine.rules.fingerprint)
    }

    /// gitleaks' own file has rules with ids of ours; it is read as it is.
    @Test func aRuleTakesThePlaceOfTheKindWithItsID() throws {
        let own = "[[rules]]\nid='gitlab-pat'\nregex='glpat-[a-zA-Z0-9]{20}'\nseverity='low'\n"
        let exception = "[[rules]]\nid='gitlab-pat'\n[[rules.allowlists]]\nstopwords=['zzz9']\n"
        let files = [("a.toml", Array(own.utf8)), ("b.toml", Array(exception.utf8))]
        let lab = try SecretLab(.builtIn.adding(UserSecretRules(files)))
        let found = lab.hits(Array(("glpat" + "-" + "Zk4pWq8sLx2TmB7vRj9c\n").utf8))
        #expect(found.map { lab.engine.rules.kinds[$0.kind].id } == ["gitlab-pat"])
        #expect(found.map(\.severity) == [.low])
        #expect(lab.engine.rules.count == SecretRules.builtIn.count)
        #expect(lab.kinds("glpat" + "-" + "Zk4pzzz9Lx2TmB7vRj9c\n").isEmpty)
    }

    @Test func aGenericRuleHasTheLastWord() throws {
        let lab = try UserRulesTests.lab(
            "[[rules]]\nid='generic-key'\nregex='acme_[a-z0-9]{24}'\n[[rules]]\nid='z'\nregex='acme_[a-z0-9]{24}'\n")
        #expect(lab.kinds("x \(UserRulesTests.token)\n") == ["z"])
    }

    /// The library cannot tell where matches of so wide a regex begin; gitleaks writes a third of its rules this way.
    @Test func wideRegexes() throws {
        let regex =
            #"(?i)[\w.-]{0,50}?(?:acme)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}"#
            + #"([a-z0-9=_\-]{40})(?:[\x60'"\s;]|\\[nr]|$)"#
        let lab = try UserRulesTests.lab("[[rules]]\nid='wide'\nregex='''\(regex)'''\nkeywords=['acme']\n")
        let value = String(repeating: "k3j9x0q8w7", count: 4)
        let text = "x acme_key = '\(value)' y\nACME: \(value)\nacme, acme\nmy.acme.token=>\(value)"
        let hits = lab.hits(Array(text.utf8))
        let expected = text.ranges(of: value).map {
            Int64(text.utf8.distance(from: text.startIndex, to: $0.lowerBound))
        }
        #expect(expected.count == 3 && hits.map(\.offset) == expected)
        #expect(hits.map(\.length) == [40, 40, 40])
        // The same among much else, and however it is cut.
        let long = String(repeating: "acme and other words = of no weight, ", count: 900) + text
        #expect(
            lab.hits(Array(long.utf8)).map(\.offset) == expected.map { $0 + Int64(long.utf8.count - text.utf8.count) })
    }

    @Test func settingsAreSearchedToo() throws {
        let lab = try UserRulesTests.lab()
        #expect(
            lab.setting("SERVICE", UserRulesTests.token).map { lab.engine.rules.kinds[$0.kind].id } == ["acme-token"])
        #expect(lab.setting("SERVICE", UserRulesTests.token).map(\.offset) == [0])
        #expect(
            lab.text("run --x \(UserRulesTests.token) y").map { lab.engine.rules.kinds[$0.kind].id } == ["acme-token"])
    }

    @Test func piecesTellTheSame() throws {
        let lab = try UserRulesTests.lab()
        var text: [UInt8] = []
        for index in 0..<40 {
            text += Array("words and more \(index) words acme:1234:Kq83jfXz\(index)P \(UserRulesTests.token)\n".utf8)
        }
        let whole = lab.hits(text)
        #expect(whole.count == 80)
        for cut in stride(from: 1, to: text.count, by: 97) {
            var hits: [SecretHit] = []
            for part in [0..<cut, cut..<text.count] {
                let from = max(0, part.lowerBound - 256)
                let to = min(text.count, part.upperBound + 16 * 1024)
                hits += lab.hits(
                    Array(text[from..<to]), accepting: (part.lowerBound - from)..<(part.upperBound - from),
                    path: "app/notes.txt", base: Int64(from), whole: false)
            }
            #expect(hits.map(\.offset).sorted() == whole.map(\.offset).sorted(), "cut at \(cut)")
        }
    }

    @Test func everyProblemIsNamedWithItsLine() throws {
        let text = #"""
            titel = "x"
            [[rules]]
            description = "no id"
            [[rules]]
            id = "a"
            regex = '''(?=x)'''
            [[rules]]
            id = "b"
            regex = '''x('''
            entropy = "high"
            [[rules]]
            id = "c"
            regx = "x"
            [[rules]]
            id = "d"
            regex = "x(y)"
            secretGroup = 2
            severity = "grave"
              [[rules.allowlists]]
              regexes = ["[", "ok"]
              condition = "XOR"
            [[rules]]
            id = "e"
            regex = "a*"
            [[rules]]
            id = "no-such-kind"
            tags = ["x"]
            """#
        let problems = UserRulesTests.problems([("r.toml", text)])
        let places = problems.map { "\($0.line) \($0.rule ?? "-")" }
        let expected = [
            "1 -", "10 b", "11 c", "13 c", "17 d", "18 d", "20 d", "21 d", "25 no-such-kind", "2 -", "6 a", "9 b",
        ]
        #expect(places.sorted() == expected.sorted(), "\(problems)")
        #expect(
            problems.map(\.description).contains(
                "r.toml:6: rule «a»: its regex cannot be used: Go has no look-ahead (at character 1)"))
        // The library has its say when the file is otherwise right.
        #expect(UserRulesTests.problems([("r.toml", "[[rules]]\nid='e'\nregex='a*'\n")]).map(\.line) == [1])
        let twice = UserRulesTests.problems([
            ("a.toml", "[[rules]]\nid='e'\nregex='ab'\n"), ("b.toml", "\n[[rules]]\nid='e'\nregex='cd'\n"),
        ])
        #expect(twice.map(\.description) == ["b.toml:2: rule «e»: the id was used before, at a.toml:1"])
    }

    private static func problems(_ files: [(name: String, text: String)]) -> [UserRulesError.Problem] {
        do throws(UserRulesError) {
            _ = try UserSecretRules(files.map { ($0.name, Array($0.text.utf8)) })
            return []
        } catch {
            return error.problems
        }
    }

    @Test func hostileTextEnds() throws {
        let rules = "[[rules]]\nid='slow'\nregex='''(a+)+(b|a+)+(a+)+c'''\n[[rules]]\nid='many'\nregex='''a(.*b)?'''\n"
        let lab = try UserRulesTests.lab(rules)
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
        text.append(UInt8(ascii: "c"))
        // Bounded, whatever is found.
        #expect(lab.hits(text).count <= 2_000)
    }
}
