// SPDX-License-Identifier: Apache-2.0
import Digests
import Findings
import TestSupport
import Testing

@testable import SecretScan

/// Private keys by what they are, and what fingerprints tell of a value.
@Suite struct KeyTests {
    private let lab: SecretLab
    private static let plain = "kd83" + "Jfo2"

    init() throws { lab = try SecretLab() }

    @Test(arguments: [true, false]) func encryptedKeysAreLow(isEncrypted: Bool) throws {
        var generator = SeededGenerator(seed: 4)
        let key = KeyForge.armour("OPENSSH PRIVATE KEY", KeyForge.openSSH(encrypted: isEncrypted, &generator))
        let hits = lab.hits(key, path: "root/.ssh/id_ed25519")
        #expect(hits.count == 1)
        #expect(hits.first?.severity == (isEncrypted ? .low : .critical))
        #expect(hits.first?.note == (isEncrypted ? "encrypted" : nil))
        #expect(hits.first?.wholeFile == true)
        let pgp = KeyForge.armour("PGP PRIVATE KEY BLOCK", KeyForge.openPGP(encrypted: isEncrypted, &generator))
        #expect(lab.hits(pgp).map(\.severity) == [isEncrypted ? .low : .critical])
        // RFC 5958: the label and the structure say it.
        let modern =
            isEncrypted
            ? KeyForge.armour("ENCRYPTED PRIVATE KEY", KeyForge.encryptedPKCS8(&generator))
            : KeyForge.armour("PRIVATE KEY", KeyForge.pkcs8(&generator))
        #expect(lab.hits(modern).map(\.severity) == [isEncrypted ? .low : .critical])
        let headers = isEncrypted ? "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" : ""
        let old = KeyForge.armour("RSA PRIVATE KEY", KeyForge.rsa(2_048, &generator), headers: headers)
        #expect(lab.hits(old).map(\.severity) == [isEncrypted ? .low : .critical])
    }

    /// A label promises nothing: what is behind it decides.
    @Test func onlyPrivateKeysAreOnes() throws {
        var generator = SeededGenerator(seed: 6)
        let key = KeyForge.rsa(2_048, &generator)
        #expect(lab.hits(KeyForge.armour("RSA PRIVATE KEY", key)).map(\.severity) == [.critical])
        #expect(lab.hits(KeyForge.armour("PRIVATE KEY", KeyForge.certificate(&generator))).isEmpty)
        #expect(lab.hits(KeyForge.armour("RSA PRIVATE KEY", generator.bytes(600))).isEmpty)
        #expect(lab.hits(KeyForge.armour("RSA PRIVATE KEY", Array(key.dropLast(40)))).isEmpty)
        #expect(lab.hits(KeyForge.armour("CERTIFICATE", key)).isEmpty)
        #expect(lab.hits(KeyForge.armour("RSA PRIVATE KEY", KeyForge.rsa(512, &generator))).map(\.severity) == [.low])
        for newline in ["\r\n", "\\n"] {
            #expect(lab.hits(KeyForge.armour("RSA PRIVATE KEY", key, newline: newline)).map(\.severity) == [.critical])
        }
    }

    /// Known by the hash of the decoded key, wherever and however it is written.
    @Test func publishedKeysAreQuiet() throws {
        // RFC 8410 §10.3; put together here, so that nobody's scanner trips over it.
        let seed = "d4ee72dbf913584ad5b6d8f1f769f8ad" + "3afe7c28cbf1d4fbe097a88f44755842"
        let digits = Array(seed.utf8).map { UInt8($0 > 0x39 ? $0 - 0x57 : $0 - 0x30) }
        let scalar = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        func key(_ scalar: [UInt8]) -> [UInt8] {
            KeyForge.der(
                0x30,
                KeyForge.der(0x02, [0]) + KeyForge.der(0x30, KeyForge.der(0x06, [0x2B, 0x65, 0x70]))
                    + KeyForge.der(0x04, KeyForge.der(0x04, scalar)))
        }
        let published = KeyForge.armour("PRIVATE KEY", key(scalar))
        #expect(lab.hits(published).isEmpty)
        #expect(lab.hits(published, path: "root/.ssh/id_ed25519").isEmpty)
        #expect(lab.hits(KeyForge.armour("PRIVATE KEY", key(scalar), newline: "\\n")).isEmpty)
        var other = scalar
        other[7] ^= 1
        #expect(lab.hits(KeyForge.armour("PRIVATE KEY", key(other))).map(\.severity) == [.critical])
    }

    @Test func fingerprintsNameTheValueOnlyWhereItCannotBeGuessed() throws {
        let sample = try #require(SecretSample.everyKind(.builtIn, seed: 5).first { $0.kind == "gitlab-pat" })
        let first = lab.hits(sample.text, path: "a.txt")
        let second = lab.hits([0x20] + sample.text, path: "b.txt")
        #expect(first.first?.namesValue == true)
        #expect(first.map(\.fingerprint) == second.map(\.fingerprint))
        #expect(first.first?.fingerprint.count == 32)
        let one = lab.hits(Array("PORTAL_PASSWORD=\(KeyTests.plain)\n".utf8), path: "a/.env")
        let other = lab.hits(Array("PORTAL_PASSWORD=\(KeyTests.plain)5\n".utf8), path: "a/.env")
        #expect(one.count == 1 && one.map(\.fingerprint) == other.map(\.fingerprint))
        #expect(one.first?.namesValue == false)
    }

    /// A baseline holds whatever moves: the line, the file, the way a key is written.
    @Test func fingerprintsAreOfTheValueAndTheKeyAlone() throws {
        var generator = SeededGenerator(seed: 12)
        let body = KeyForge.rsa(2_048, &generator)
        let first = lab.hits(KeyForge.armour("RSA PRIVATE KEY", body), path: "a.pem")
        let moved = lab.hits(
            Array("x = 1\n\n".utf8) + KeyForge.armour("RSA PRIVATE KEY", body, newline: "\r\n"), path: "b/c")
        #expect(first.count == 1 && first.map(\.fingerprint) == moved.map(\.fingerprint))
        let sample = try #require(SecretSample.everyKind(.builtIn, seed: 5).first { $0.kind == "gitlab-pat" })
        let public1 = lab.hits(sample.text)
        let engine = try SecretEngine(key: KeyedDigest(key: Array("the key of a company".utf8)))
        var scratch = try engine.makeScratch()
        var keyed: [SecretHit] = []
        let path = Array("app/notes.txt".utf8)
        sample.text.withUnsafeBytes { text in
            path.withUnsafeBytes { path in
                engine.scan(
                    text, accepting: 0..<text.count,
                    context: SecretContext(path: path, baseOffset: 0, isWholeFile: true), scratch: &scratch,
                    into: &keyed)
            }
        }
        #expect(public1.count == 1 && keyed.count == 1)
        #expect(keyed.map(\.offset) == public1.map(\.offset))
        #expect(keyed.first?.fingerprint != public1.first?.fingerprint)
    }
}
