// SPDX-License-Identifier: Apache-2.0
import Digests
import JSONText
import TestSupport
import Testing

/// What an image's structure says of a secret, through the built binary: whose file it is, how often it is there,
/// what it is for.
@Suite struct SecretNoiseTests {
    private static let token = "glpat" + "-" + "Zk4pWq8sLx2TmB7vRj9c"
    private static let content = "# test data\ntoken = \(token)\n"

    private struct Found: Equatable {
        var kind: String
        var severity: String
        var paths: [String]
    }

    private func secrets(_ fill: (LayerBuilder) -> LayerBuilder, second: ((LayerBuilder) -> LayerBuilder)? = nil) throws
        -> [Found]
    {
        var image = ImageBuilder("app:1")
        image.layer { fill($0) }
        if let second { image.layer { second($0) } }
        let folder = try TemporaryDirectory()
        let archive = try folder.write("app.tar", image.archive(.docker25))
        let outcome = try BuiltBinary().run(["check", archive, "--report", "json"])
        let report = try JSONReader.parse(Array(outcome.output.utf8))
        let findings = report["images"]?.arrayValue?.first?["findings"]?.arrayValue ?? []
        return findings.filter { $0["rule"]?.stringValue == "secret" }.map { finding in
            Found(
                kind: finding["kind"]?.stringValue ?? "", severity: finding["severity"]?.stringValue ?? "",
                paths: (finding["locations"]?.arrayValue ?? []).compactMap { $0["path"]?.stringValue })
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// A package of Debian's that has brought `path` with `content`.
    private static func debian(
        _ layer: LayerBuilder, path: String, recorded content: String?, isConfiguration: Bool = false
    ) -> LayerBuilder {
        let md5 = content.map { hex(Array($0.utf8).withUnsafeBytes { RecordedHashes($0) }.md5) }
        var status = "Package: libtest\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\n"
        if isConfiguration, let md5 { status += "Conffiles:\n \(path) \(md5)\n" }
        let name = path.dropFirst()
        return layer.file("/var/lib/dpkg/status", status + "\n")
            .file("/var/lib/dpkg/info/libtest.list", "/.\n\(path)\n")
            .file("/var/lib/dpkg/info/libtest.md5sums", isConfiguration ? "" : md5.map { "\($0)  \(name)\n" } ?? "")
    }

    @Test func aPackagesOwnFileIsInfoWhileItIsUnchanged() throws {
        let path = "/usr/share/libtest/sample.txt"
        let content = SecretNoiseTests.content
        let same = try secrets {
            SecretNoiseTests.debian($0, path: path, recorded: content).file(path, content)
        }
        #expect(same.map(\.severity) == ["info"])
        // Somebody appended a key in the same RUN.
        let edited = try secrets {
            SecretNoiseTests.debian($0, path: path, recorded: "# test data\n").file(path, content)
        }
        #expect(edited.map(\.severity) == ["critical"])
        // Nothing recorded: nothing is known.
        let unrecorded = try secrets {
            SecretNoiseTests.debian($0, path: path, recorded: nil).file(path, content)
        }
        #expect(unrecorded.map(\.severity) == ["critical"])
        // A configuration file is there to be filled in.
        let configuration = try secrets {
            SecretNoiseTests.debian($0, path: "/etc/libtest.conf", recorded: content, isConfiguration: true)
                .file("/etc/libtest.conf", content)
        }
        #expect(configuration.map(\.severity) == ["critical"])
        // The archive is what is recorded, its members are judged by it.
        let zip = ZipBuilder().file("a.txt", content).bytes()
        let jar = try secrets { layer in
            let md5 = SecretNoiseTests.hex(zip.withUnsafeBytes { RecordedHashes($0) }.md5)
            return SecretNoiseTests.debian(layer, path: "/usr/share/a.jar", recorded: nil)
                .file("/var/lib/dpkg/info/libtest.md5sums", "\(md5)  usr/share/a.jar\n")
                .file("/usr/share/a.jar", bytes: zip)
        }
        #expect(jar == [Found(kind: "gitlab-pat", severity: "info", paths: ["/usr/share/a.jar!/a.txt"])])
    }

    /// apt keeps what it installed from: the same once more, and not opened. What was installed is judged as ever.
    @Test func aKeptPackageStaysClosed() throws {
        let path = "/usr/share/libtest/sample.txt"
        let content = SecretNoiseTests.content
        let package = DebianPackageBuilder.bytes(
            control: LayerBuilder().file("./control", "Package: libtest\n"),
            data: LayerBuilder().file("." + path, content), .xz)
        for (recorded, severity) in [(content, "info"), ("# test data\n", "critical")] {
            let found = try secrets {
                SecretNoiseTests.debian($0, path: path, recorded: recorded).file(path, content)
                    .file("/var/cache/apt/archives/libtest.deb", bytes: package)
            }
            #expect(found.map(\.severity) == [severity])
            #expect(found.first?.paths == [path])
        }
        // A kind whose fingerprint holds the place: the same value in another place would be another finding.
        let address = "proxy = http" + "://user:" + "Wq7xTk2pLm9vRb4z" + "@proxy.shop-internal.net:3128/\n"
        let plain = DebianPackageBuilder.bytes(
            control: LayerBuilder().file("./control", "Package: libtest\n"),
            data: LayerBuilder().file("." + path, address), .xz)
        for (recorded, severities) in [(address, ["info"]), ("# test data\n", ["medium"])] {
            let found = try secrets {
                SecretNoiseTests.debian($0, path: path, recorded: recorded).file(path, address)
                    .file("/var/cache/apt/archives/libtest.deb", bytes: plain)
            }
            #expect(found.map(\.severity) == severities, "\(found)")
        }
        // Somebody's own package with a key in it.
        let own = try secrets { $0.file("/srv/libtest.deb", bytes: package) }
        #expect(own == [Found(kind: "gitlab-pat", severity: "critical", paths: ["/srv/libtest.deb!\(path)"])])
    }

    @Test func rpmRecordsItsFilesToo() throws {
        let same = SecretNoiseTests.hex(
            Array(SecretNoiseTests.content.utf8).withUnsafeBytes { RecordedHashes($0) }.sha256)
        let other = String(repeating: "07", count: 32)
        for (sha256, isConfiguration, severity) in [
            (same, false, "info"), (other, false, "critical"), (same, true, "critical"),
        ] {
            let database = RPMDatabaseBuilder(
                package: "libtest", directory: "/usr/share/libtest/", file: "sample.txt", sha256: sha256,
                isConfiguration: isConfiguration)
            let found = try secrets {
                $0.file("/usr/lib/sysimage/rpm/Packages.db", bytes: database.bytes())
                    .file("/usr/share/libtest/sample.txt", SecretNoiseTests.content)
            }
            #expect(found.map(\.severity) == [severity])
        }
    }

    /// Debian compiles Python when a package is installed; no record knows the result.
    @Test func compiledPythonIsJudgedAsItsSource() throws {
        let path = "/usr/lib/python3/dist-packages/test/keys.py"
        let compiled = "/usr/lib/python3/dist-packages/test/__pycache__/keys.cpython-311.pyc"
        let content = SecretNoiseTests.content
        for (recorded, severity) in [(content, "info"), ("# test data\n", "critical")] {
            let found = try secrets {
                SecretNoiseTests.debian($0, path: path, recorded: recorded).file(path, content)
                    .file(compiled, "\u{6F}\r\r\n\0\0\0\0z\u{1A}\(SecretNoiseTests.token))")
            }
            #expect(found.map(\.severity) == [severity])
            #expect(found.first?.paths.count == 2)
        }
        // Nobody's source: nothing is known of it.
        let alone = try secrets { $0.file(compiled, "z\u{1A}\(SecretNoiseTests.token))") }
        #expect(alone.map(\.severity) == ["critical"])
    }

    @Test func alpineRecordsItsFilesToo() throws {
        let hashes = Array(SecretNoiseTests.content.utf8).withUnsafeBytes { RecordedHashes($0) }
        func installed(_ sha1: [UInt8]) -> String {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            var text = ""
            var bits = 0
            var value = 0
            for byte in sha1 {
                value = value << 8 | Int(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    text.append(alphabet[value >> bits & 63])
                }
                value &= 255
            }
            if bits > 0 { text.append(alphabet[value << (6 - bits) & 63]) }
            while text.count % 4 != 0 { text += "=" }
            return "P:libtest\nV:1\nA:x86_64\nF:usr/share/libtest\nR:sample.txt\nZ:Q1\(text)\n\n"
        }
        for (sha1, severity) in [(hashes.sha1, "info"), ([UInt8](repeating: 7, count: 20), "critical")] {
            let found = try secrets {
                $0.file("/lib/apk/db/installed", installed(sha1))
                    .file("/usr/share/libtest/sample.txt", SecretNoiseTests.content)
            }
            #expect(found.map(\.severity) == [severity])
        }
    }

    @Test func oneSecretInManyPlacesIsOneFinding() throws {
        let content = SecretNoiseTests.content
        let zip = ZipBuilder().file("conf/a", content).bytes()
        let found = try secrets(
            { $0.file("/app/a.txt", content).file("/app/b/c.txt", "x\n\n\(content)").file("/app/x.zip", bytes: zip) },
            second: { $0.file("/srv/d.txt", content).whiteout("/app/a.txt") })
        #expect(found.map(\.kind) == ["gitlab-pat"])
        #expect(
            found.first?.paths.sorted() == ["/app/a.txt", "/app/b/c.txt", "/app/x.zip!/conf/a", "/srv/d.txt"])
    }

    private static let publishable = [
        ("gcp-api-key", "AI" + "zaSyB4fT8kQz2LmN6vXr1Bw9Ys3HdKp7Tq5Wg"),
        ("stripe-publishable-key", "pk" + "_live_" + "51JxTq8sLx2TmB7vRj9cZk4pWq8"),
        ("sentry-dsn", "https://" + "8f3a1c9e7b5d4f2a6c8e0b1d3f5a7c9e" + "@o4501.ingest.sentry.io/4507"),
        (
            "mapbox-public-token",
            "p" + "k.eyJ1Ijoic2hvcCIsImEiOiJjbDh4cTN6dDYwMDF4M3BxOWsybXc1djdkIn0" + ".k9Xw2LmQ8vTr5ZpB1cD3eF"
        ),
    ]

    /// Google's browser keys, Stripe's, Sentry's and Mapbox's are made to be read by everybody.
    @Test(arguments: publishable) func publishableKindsAreInfoWhereBrowsersGetThem(kind: String, key: String) throws {
        let content = "const k = '\(key)';\n"
        for path in ["/app/public/main.js", "/app/dist/a/b.js", "/srv/.next/static/chunk.js"] {
            let found = try secrets { $0.file(path, content) }
            #expect(found.map(\.kind) == [kind], "\(path)")
            #expect(found.map(\.severity) == ["info"], "\(path)")
        }
        let onServer = try secrets { $0.file("/app/server/pay.js", content) }
        #expect(onServer.map(\.kind) == [kind])
        #expect(onServer.allSatisfy { $0.severity == (kind == "gcp-api-key" ? "medium" : "info") }, "\(onServer)")
    }
}
