// SPDX-License-Identifier: Apache-2.0
import Digests
import ImageFormat
import Testing

@Suite struct ReferenceTests {
    @Test func partsAreFilledIn() throws {
        let short = try #require(Reference("app"))
        #expect(short.registry == "docker.io" && short.repository == "library/app" && short.tag == nil)
        #expect(!short.isQualified && short.display == "app")
        let full = try #require(Reference("registry.example.org:5000/team/app:1.2"))
        #expect(full.registry == "registry.example.org:5000" && full.repository == "team/app" && full.tag == "1.2")
        #expect(full.display == "registry.example.org:5000/team/app:1.2")
        #expect(Reference("localhost/app:latest")?.registry == "localhost")
        #expect(Reference("team/app")?.repository == "team/app")
        #expect(Reference("index.docker.io/library/app:1")?.display == "app:1")
        #expect(Reference("docker.io/team/app:1")?.display == "team/app:1")
        let digest = SHAHasher.hash([])
        let pinned = try #require(Reference("app:1@\(digest)"))
        #expect(pinned.digest == digest && pinned.tag == "1" && pinned.display == "app:1@\(digest)")
    }

    @Test(arguments: [
        "", ":", "app:", ":latest", "<none>:<none>", "App", "a//b", "app:a b", "app@sha256:12", "/app", "app/", "a b",
        "app:-x",
    ])
    func refuses(text: String) {
        #expect(Reference(text) == nil)
    }

    @Test(arguments: [
        ("docker.io/library/app:latest", "app", Reference.Match.exact), ("app:latest", "app:latest", .exact),
        ("app:latest", "docker.io/library/app:latest", .exact), ("app:1", "app", .otherTag),
        ("localhost/app:latest", "app", .exact), ("localhost/app:latest", "localhost/app:latest", .exact),
        ("localhost/app:1", "app:1", .exact), ("localhost/team/app:1", "team/app:1", .exact),
        ("example.org/team/app:1", "app:1", .suffix), ("example.org/team/app:1", "team/app", .suffix),
    ])
    func finds(name: String, input: String, expected: Reference.Match) throws {
        #expect(try #require(Reference(name)).match(try #require(Reference(input))) == expected)
    }

    @Test(arguments: [
        ("app:1", "app:2"), ("app:1", "docker.io/library/app:latest"), ("localhost/app:1", "docker.io/app:1"),
        ("myapp:1", "app"), ("app:1", "team/app"), ("example.org/app:1", "example.com/app:1"),
    ])
    func doesNotFind(name: String, input: String) throws {
        #expect(try #require(Reference(name)).match(try #require(Reference(input))) == nil)
    }
}
