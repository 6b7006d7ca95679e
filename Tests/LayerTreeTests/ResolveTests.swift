// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Testing

@Suite struct ResolveTests {
    let tree: ImageTree

    init() throws {
        tree = try ImageTree(
            [
                .directory("usr/bin"), .file("usr/bin/env", 1), .symlink("bin", to: "usr/bin"),
                .symlink("usr/bin/up", to: "../../etc"), .symlink("loop", to: "loop"), .symlink("p", to: "q"),
                .symlink("q", to: "/p"), .symlink("usr/sh", to: "/bin/env"), .symlink("gone", to: "/opt/none"),
                .symlink("slash", to: "/usr/bin/"), .symlink("empty", to: ""),
            ],
            [
                .file("etc/passwd", 1), .symlink("usr/local", to: "../../../../etc"), .symlink("here", to: "."),
                .whiteout("usr/old"), .symlink("e", to: "here/here/here/etc"),
            ])
    }

    func resolve(_ path: String, from: String = "/", followLast: Bool = true) throws -> String {
        switch tree.resolve(Array(path.utf8), from: try tree.id(from), followLast: followLast) {
        case .found(let id): tree.text(id)
        case .missing(let path): "missing " + String(decoding: path, as: UTF8.self)
        case .loop: "loop"
        }
    }

    @Test(arguments: [
        ("/usr/bin/env", "/usr/bin/env"), ("/bin/env", "/usr/bin/env"), ("bin//./env", "/usr/bin/env"),
        ("/usr/sh", "/usr/bin/env"), ("/bin/up/passwd", "/etc/passwd"), ("/usr/local/passwd", "/etc/passwd"),
        ("/../../bin/../sh", "/usr/bin/env"), ("/bin/..", "/usr"), ("/slash/env", "/usr/bin/env"), ("", "/"),
        ("/", "/"), ("/e/passwd", "/etc/passwd"), ("/bin/", "/usr/bin"), ("here/here", "/"),
    ])
    func `Links lead where the kernel would go`(path: String, expected: String) throws {
        #expect(try resolve(path) == expected)
    }

    @Test(arguments: [
        ("/nothing", "missing /nothing"), ("/bin/no/such", "missing /usr/bin/no/such"),
        ("/gone", "missing /opt/none"), ("/gone/x", "missing /opt/none/x"),
        ("/usr/bin/env/x", "missing /usr/bin/env/x"),
        ("/usr/old", "missing /usr/old"), ("/usr/sh/..", "missing /usr/bin/env/.."),
        ("nothing//x/", "missing /nothing/x"),
        ("/loop", "loop"), ("/p", "loop"), ("/loop/x", "loop"),
    ])
    func `What is not there is said`(path: String, expected: String) throws {
        #expect(try resolve(path) == expected)
    }

    @Test func `The last link may stay`() throws {
        #expect(try resolve("/bin", followLast: false) == "/bin")
        #expect(try resolve("/bin/", followLast: false) == "/usr/bin")
        #expect(try resolve("/bin/up", followLast: false) == "/usr/bin/up")
        #expect(try resolve("/loop", followLast: false) == "/loop")
        #expect(try resolve("/bin/env", followLast: false) == "/usr/bin/env")
    }

    @Test func `Relative paths begin where they are asked from`() throws {
        #expect(try resolve("env", from: "/usr/bin") == "/usr/bin/env")
        #expect(try resolve("../sh", from: "/usr/bin") == "/usr/bin/env")
        #expect(try resolve("/etc/passwd", from: "/usr/bin") == "/etc/passwd")
        #expect(try resolve("", from: "/usr/bin") == "/usr/bin")
        #expect(try resolve("x", from: "/usr/old") == "missing /usr/old/x")
    }

    @Test func `Forty links pass, one more does not`() throws {
        for (count, expected) in [(40, "/end"), (41, "loop")] {
            var lines: [LayerSketch.Line] = [.file("end", 1)]
            for index in 0..<count { lines.append(.symlink("l\(index)", to: index == 0 ? "end" : "l\(index - 1)")) }
            let chain = try ImageTree(LayerSketch(lines))
            let result = chain.resolve(Array("l\(count - 1)".utf8))
            #expect(result == (expected == "loop" ? .loop : .found(try chain.id("end"))))
        }
    }
}
