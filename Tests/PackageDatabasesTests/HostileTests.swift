// SPDX-License-Identifier: Apache-2.0
import PackageDatabases
import TestSupport
import Testing

@Suite struct HostileTests {
    @Test("Every sample is read", arguments: Samples.all.indices)
    func samples(index: Int) throws {
        let sample = Samples.all[index]
        let rows = try ImageSketch.parse(sample.kind, sample.path, sample.bytes)
        #expect(!rows.packages.isEmpty || !rows.diversions.isEmpty)
    }

    @Test("Damaged records never trap, and their rows stay inside the arenas", arguments: Samples.all.indices)
    func mutations(index: Int) {
        let sample = Samples.all[index]
        var generator = SeededGenerator(seed: UInt64(index) + 1)
        for _ in 0..<HostileTests.rounds(sample.bytes.count) {
            var bytes = sample.bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<8, using: &generator) {
                case 0: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case 2: bytes[place] = 0xFF
                case 3: bytes[place] = 0
                case 4:
                    let from = Int.random(in: bytes.indices, using: &generator)
                    let count = min(bytes.count - place, bytes.count - from, 16)
                    bytes.replaceSubrange(place..<place + count, with: Array(bytes[from..<from + count]))
                case 5: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                default: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            guard let rows = try? ImageSketch.parse(sample.kind, sample.path, bytes) else { continue }
            let isSound = rows.packages.allSatisfy { package in
                Int(package.files.upperBound) <= rows.files.count
                    && Int(package.relations.upperBound) <= rows.relations.count
                    && rows.string(package.name).utf8.count >= 0
            }
            if !isSound { Issue.record("a row leaves its arena") }
        }
    }

    /// Whole database files take long in debug builds.
    private static func rounds(_ count: Int) -> Int {
        #if DEBUG
            count > 4000 ? 2500 : 10_000
        #else
            10_000
        #endif
    }

    @Test("Hostile rows join a tree without a trap")
    func joined() throws {
        let deep = String(repeating: "a/", count: 3000)
        let image = try ImageSketch([
            .symlink("loop", to: "loop"), .symlink("up", to: "../../.."), .sized("x", 1), .directory("d"),
            .file(
                "var/lib/dpkg/status",
                "Package: a\nStatus: install ok installed\nDepends: a, b | | , (, |a\nProvides: a, /x, ,\n\nPackage: \nStatus: x\n"
            ),
            .file("var/lib/dpkg/info/a.list", "/loop/x\n/up/x\n/\n//\n/..\n/../x\n/\(deep)\n/d/.\n/x/y\n\u{0}\n"),
            .file("var/lib/dpkg/info/.list", "/x\n"), .file("var/lib/dpkg/info/:.list", "/x\n"),
            .file("var/lib/dpkg/diversions", "/x\n/x\n:\n\n\n\n"),
            .file("app/node_modules/..a/package.json", #"{"dependencies":{"..":"1","":"1","/":"1","a/b/c":"1"}}"#),
            .file("app/node_modules/s/package.json", #"{"dependencies":{"s":"1"}}"#),
            .file("app/vendor/composer/installed.json", #"[{"name":"q","install-path":"../../../../../.."}]"#),
            .file("x.dist-info/METADATA", "Name: m\n"), .file("x.dist-info/RECORD", "../../../../x,,\n,,\n\",\n/,\n"),
        ])
        #expect(image.owner("x") == "a")
        #expect(image.package("q")?.root == nil, "no package owns the whole image")
    }

    @Test("Half a million alternatives and provides stay linear")
    func wide() throws {
        var status =
            "Package: a\nStatus: install ok installed\nDepends: "
            + (0..<20_000).map { "p\($0)" }.joined(separator: " | ")
        status += "\nProvides: " + (0..<20_000).map { "v\($0)" }.joined(separator: ", ") + "\n\n"
        for number in 0..<500 {
            status +=
                "Package: q\(number)\nStatus: install ok installed\nArchitecture: x\(number)\nProvides: shared\nDepends: shared\n\n"
        }
        let image = try ImageSketch([.file("var/lib/dpkg/status", status)])
        #expect(image.packages.packages.count == 501)
    }

    /// Every place begins with the record's own directory, which is as long as a hostile layer likes.
    @Test("A long directory is not copied for each package of a small record", arguments: [0, 1])
    func longDirectories(form: Int) throws {
        let directory = String(repeating: "d", count: 60_000)
        let rows =
            switch form {
            case 0:
                try ImageSketch.parse(
                    .npmLock, directory + "/package-lock.json",
                    "{\"packages\":{" + (0..<1_000).map { "\"node_modules/p\($0)\":{}" }.joined(separator: ",") + "}}")
            default:
                try ImageSketch.parse(
                    .composerInstalled, directory + "/vendor/composer/installed.json",
                    "[" + (0..<1_000).map { "{\"name\":\"v/p\($0)\"}" }.joined(separator: ",") + "]")
            }
        #expect(!rows.packages.isEmpty)
        #expect(rows.text.count < 1 << 20)
    }
}
