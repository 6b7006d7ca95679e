// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SecretScan

/// Secrets in files that are no plain text.
@Suite struct ContentFormTests {
    private static let token = "glpat" + "-" + "Zk4pWq8sLx2TmB7vRj9c"
    private let bytes = Array(token.utf8)

    private func expectFound(_ content: [UInt8], path: String) throws {
        let lab = try SecretLab()
        let hits = lab.hits(content, path: path)
        #expect(hits.map { lab.engine.rules.kinds[$0.kind].id } == ["gitlab-pat"], "\(path)")
        let at = content.firstRange(of: bytes)?.lowerBound ?? -1
        #expect(hits.first?.offset == Int64(at), "\(path)")
    }

    @Test func stringsOfPrograms() throws {
        var generator = SeededGenerator(seed: 2)
        let noise = generator.bytes(4_000)
        // C strings lie between zeros, Go's strings beside one another.
        try expectFound([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + noise + [0] + bytes + [0] + noise, path: "usr/bin/tool")
        try expectFound(Array("https://git.corp.internal/api ".utf8) + bytes + Array(" retry=%d".utf8), path: "app/go")
    }

    @Test func compiledPython() throws {
        // Marshal format: a type byte and a length stand before a string: `z` and one byte for short ASCII.
        let pyc =
            [0x6F, 0x0D, 0x0D, 0x0A] + [UInt8](repeating: 0, count: 12) + [0xE3, 0, 0, 0, 0, 0x29, 2]
            + [UInt8(ascii: "z"), UInt8(bytes.count)] + bytes + [UInt8(ascii: "N"), 0x29, 1]
        try expectFound(pyc, path: "app/__pycache__/conf.cpython-312.pyc")
    }

    @Test func databases() throws {
        var generator = SeededGenerator(seed: 3)
        // A record of SQLite: header with serial types, then the values without anything between them.
        let page =
            Array("SQLite format 3\0".utf8) + generator.bytes(84) + [0x0D, 0, 0, 0, 1]
            + [UInt8](repeating: 0, count: 300) + [37, 1, 4, 0x17, 0x41] + Array("token".utf8) + [0] + bytes + [0, 0]
        try expectFound(page, path: "data/app.sqlite")
    }

    @Test func veryLongLines() throws {
        let word = Array("function(e,t){return e+t};".utf8)
        var line: [UInt8] = []
        for _ in 0..<20_000 { line += word }
        line += Array(";x='".utf8) + bytes + Array("';".utf8)
        for _ in 0..<20_000 { line += word }
        try expectFound(line, path: "app/bundle.min.js")
    }

    @Test(arguments: [false, true]) func wideTextWithItsMark(isBig: Bool) throws {
        let text = "[registry]\r\ntoken=\(ContentFormTests.token)\r\n" + String(repeating: "; more\r\n", count: 40)
        let units = Array(text.utf16)
        let content =
            (isBig ? [0xFE, 0xFF] : [0xFF, 0xFE])
            + units.flatMap { unit -> [UInt8] in
                let (low, high) = (UInt8(unit & 255), UInt8(unit >> 8))
                return isBig ? [high, low] : [low, high]
            }
        let lab = try SecretLab()
        let hits = lab.hits(content, path: "export.reg")
        #expect(hits.map { lab.engine.rules.kinds[$0.kind].id } == ["gitlab-pat"])
        #expect(hits.first?.offset == Int64(2 + 2 * 18))
    }

    /// One short line, as PowerShell redirects it into a file.
    @Test(arguments: [false, true]) func shortWideText(isBig: Bool) throws {
        for text in ["\(ContentFormTests.token)", "k=\(ContentFormTests.token)\r\n"] {
            let mark: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
            let content = mark + text.utf8.flatMap { (byte: UInt8) -> [UInt8] in isBig ? [0, byte] : [byte, 0] }
            let lab = try SecretLab()
            let hits = lab.hits(content, path: "token.txt")
            #expect(hits.map { lab.engine.rules.kinds[$0.kind].id } == ["gitlab-pat"], "\(text.count)")
            #expect(hits.first?.offset == Int64(text.hasPrefix("k") ? 6 : 2))
        }
    }

    /// Words of another kind around it, at every place of the blocks that are looked at, even and odd.
    @Test(arguments: [false, true]) func wideTextWithinOtherBytes(isBig: Bool) throws {
        let lab = try SecretLab()
        let wide = bytes.flatMap { (byte: UInt8) -> [UInt8] in isBig ? [0, byte] : [byte, 0] }
        #expect(wide.count < 80)
        for place in 200..<520 {
            // Big-endian text at odd places is read as what it looks like, and loses its last character.
            if isBig, place % 2 == 1 { continue }
            let content = [UInt8](repeating: 0xC3, count: place) + wide + [UInt8](repeating: 0xC3, count: 300)
            let hits = lab.hits(content, path: "usr/lib/tool.exe")
            #expect(hits.map { lab.engine.rules.kinds[$0.kind].id } == ["gitlab-pat"], "\(place)")
            #expect(hits.first.map { abs($0.offset - Int64(place)) <= 1 } == true, "\(place)")
        }
    }

    /// Strings one behind the other, as a heap has them: some begin at even places, some at odd ones.
    @Test func wideTextThatChangesParity() throws {
        let lab = try SecretLab()
        func wide(_ text: [UInt8]) -> [UInt8] { text.flatMap { [$0, 0] } }
        let other = Array(("glpat" + "-" + "Qm7xT2wKp9LsV4nBz8Rd").utf8)
        for gap in 1..<300 {
            let content =
                wide(Array("a word before ".utf8)) + wide(bytes) + [UInt8](repeating: 0x91, count: gap) + wide(other)
                + [0, 0]
            let hits = lab.hits(content, path: "usr/lib/heap.bin")
            #expect(hits.count == 2 && Set(hits.map(\.fingerprint)).count == 2, "\(gap)")
        }
    }

    @Test func stateOfTerraform() throws {
        let lab = try SecretLab()
        let value = "k9" + "Xw2LmQ8vTr5ZpB"
        let state = """
            {"version": 4, "terraform_version": "1.9.0", "resources": [{"type": "aws_db_instance", "instances":
            [{"attributes": {"password": "\(value)", "username": "shop"}}]}]}
            """
        #expect(!lab.kinds(state, path: "app/terraform.tfstate").isEmpty)
    }
}
