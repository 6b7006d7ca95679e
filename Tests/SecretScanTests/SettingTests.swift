// SPDX-License-Identifier: Apache-2.0
import Findings
import TestSupport
import Testing

@testable import SecretScan

@Suite struct SettingTests {
    private let lab: SecretLab

    init() throws { lab = try SecretLab() }

    private static let plain = "kd83" + "Jfo2"

    @Test func namesThatAsk() {
        for name in [
            "PORTAL_PASSWORD", "PORTAL_PASS", "NPM_TOKEN", "CI_DEPLOY_PASSWORD", "DOCKER_PASSWORD", "appPassword",
            "SIGNING_KEY", "client-secret", "SERVICE_CREDENTIALS", "KEYCLOAK_ADMIN_PASSWORD", "KC_DB_PASSWORD",
        ] {
            let hits = lab.setting(name, Self.plain)
            #expect(hits.count == 1, "\(name)")
            #expect(hits.first?.severity == .high || hits.first?.severity == .medium)
            #expect(hits.first?.evidence == "\u{2022}\u{2022}\u{2022}")
            #expect(hits.first?.offset == 0 && hits.first?.length == 8)
            #expect(hits.first?.namesValue == false)
            #expect(hits.first?.keyName == name)
        }
    }

    @Test func namesAndValuesThatStayQuiet() {
        for (name, value) in [
            ("PATH", "/usr/local/bin:/usr/bin"), ("GPG_KEY", "0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D"),
            ("PYTHON_PIP_SHA256", String(repeating: "9c41", count: 16)), ("PASSWORD_FILE", "/run/secrets/db"),
            ("PASSWORD_POLICY", "strict12345"), ("TOKEN_TTL", "86400"), ("SSL_CERT_FILE", "/etc/ssl/cert.pem"),
            ("PORTAL_PASSWORD", "changeme"), ("PORTAL_PASSWORD", "$OTHER"), ("PORTAL_PASSWORD", "{{ password }}"),
            ("PORTAL_PASSWORD", ""), ("AUTH_TOKEN_REQUIRED", "true"), ("PUBLIC_KEY", "MFkwEwYHKoZIzj0CAQYI"),
            ("PWD", "/app"), ("KEYCLOAK_VERSION", "24.0.1"), ("SIGNING_KEY_ID", "9f8a7b6c5d"),
            ("MYSQL_RANDOM_ROOT_PASSWORD", "yes"), ("MYSQL_ALLOW_EMPTY_PASSWORD", "yes"), ("COMPASS_VERSION", "1.2.3"),
            ("MONKEY", "banana12"), ("SECRET_MANAGER", "vault-prod-1"), ("NODE_VERSION", "20.11.0"),
            ("LIBCRYPTO3", "3.1.4-r5"), ("KEYBOARD", "de-latin1"),
        ] {
            #expect(lab.setting(name, value).isEmpty, "\(name)=\(value)")
        }
    }

    @Test func structuredValuesWinOverNames() throws {
        let samples = SecretSample.everyKind(.builtIn, seed: 5)
        for kind in ["github-pat", "stripe-secret-key", "slack-bot-token", "gitlab-pat"] {
            let sample = try #require(samples.first { $0.kind == kind })
            for name in ["PORTAL_PASSWORD", "ANYTHING"] {
                let hits = lab.setting(name, String(decoding: sample.value, as: UTF8.self))
                #expect(hits.map { lab.engine.rules.kinds[$0.kind].id } == [kind])
                #expect(hits.first?.keyName == name)
            }
        }
    }

    /// What a rule knows is told once, wherever it stands among settings that only their names tell.
    @Test func settingsAmongHitsAreToldOnce() throws {
        let sample = try #require(SecretSample.everyKind(.builtIn, seed: 5).first { $0.kind == "github-pat" })
        let token = String(decoding: sample.value, as: UTF8.self)
        let word = Self.plain + "99xx"
        let text = (0..<50).map { number in
            ["A\(number)_TOKEN=\(word)", "B\(number)_TOKEN=\(token)", "curl \(token)"][number % 3]
        }.joined(separator: " ; ")
        let hits = lab.text(text)
        #expect(hits.count == 50)
        let named = hits.compactMap(\.keyName).filter { $0.hasPrefix("A") }
        #expect(named == stride(from: 0, to: 50, by: 3).map { "A\($0)_TOKEN" })
        #expect(hits.map(\.offset) == hits.map(\.offset).sorted())
    }

    @Test func commandsAndHistory() throws {
        let word = Self.plain
        #expect(lab.text("|1 NPM_TOKEN=\(word)99xx /bin/sh -c npm ci").map(\.keyName) == ["NPM_TOKEN"])
        #expect(lab.text("serve --password \(word) --port 80").map(\.keyName) == ["password"])
        #expect(lab.text("RUN export PORTAL_PASSWORD='\(word)' && make").map(\.keyName) == ["PORTAL_PASSWORD"])
        #expect(lab.text("echo root:\(word) | chpasswd").count == 1)
        #expect(lab.text("serve --password $PASSWORD --token-file /run/t").isEmpty)
        #expect(
            lab.text("RUN |1 VERSION=1.2.3 /bin/sh -c curl -fsSL https://deb.nodesource.com/setup_20.x | bash -")
                .isEmpty)
        #expect(lab.text("apk add libcrypto3=3.1.4-r5 libssl3=3.1.4-r5").isEmpty)
        #expect(lab.text("/bin/sh -c #(nop)  ENV GPG_KEY=0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D").isEmpty)
    }

    @Test func theAWSPairIsFoundWithoutNames() throws {
        let samples = SecretSample.everyKind(.builtIn, seed: 5)
        let id = try #require(samples.first { $0.kind == "aws-access-key-id" }?.value)
        let secret = try #require(samples.first { $0.kind == "aws-secret-access-key" }?.value)
        let text = Array("accounts:\n  - ".utf8) + id + Array("\n  - ".utf8) + secret + [0x0a]
        #expect(
            lab.hits(text).map { lab.engine.rules.kinds[$0.kind].id } == ["aws-access-key-id", "aws-secret-access-key"])
    }

    @Test func redisNeedsNoUser() throws {
        let lab = try SecretLab()
        let value = "i4gf2Leo" + "ajAIEj890WbS"
        #expect(lab.kinds("CACHE=redis://:\(value)@cache.corp.internal:6379/0\n") == ["redis-url"])
    }

    @Test func someFormsNeedNoNameThatAsks() throws {
        let lab = try SecretLab()
        let resend = "re" + "_XN57brcN_xFZInuweJpw7vAjQDTy8nCr5"
        #expect(lab.kinds("RESEND=\(resend)\n") == ["resend-api-key"])
        // The token of every introduction stays one under whatever name.
        let textbook =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0"
            + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
        #expect(lab.kinds("JWT=\(textbook)\n", path: "app/.env").isEmpty)
    }
}
