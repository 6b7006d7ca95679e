// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import SecretScan

@Suite struct EngineTests {
    @Test func findsATokenAndHidesIt() throws {
        let engine = try SecretEngine()
        var scratch = try engine.makeScratch()
        let body = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ"
        let token =
            "gh" + "p_" + body + String(decoding: Checksum.base62(Checksum.crc32(body.utf8), width: 6), as: UTF8.self)
        let text = Array("token = \"\(token)\"\n".utf8)
        var hits: [SecretHit] = []
        text.withUnsafeBytes {
            engine.scan(
                $0, accepting: 0..<$0.count, context: SecretContext(path: .init(start: nil, count: 0)),
                scratch: &scratch, into: &hits)
        }
        #expect(hits.count == 1)
        #expect(hits.first.map { engine.rules.kinds[$0.kind].id } == "github-pat")
        #expect(hits.first?.offset == 9)
        #expect(hits.first?.keyName == "token")
        let settings = engine.scanSetting(
            name: "PORTAL_PASSWORD", value: "kd83Jfo2", place: "config:Env[PORTAL_PASSWORD]", scratch: &scratch)
        #expect(settings.map { engine.rules.kinds[$0.kind].id } == ["named-secret"])
        let history = engine.scanText(
            "|1 TOKEN_X=1 NPM_TOKEN=kdjf83hf7dhf /bin/sh -c npm ci", place: "history:3", scratch: &scratch)
        #expect(history.map(\.keyName) == ["NPM_TOKEN"])
    }
}
