// SPDX-License-Identifier: Apache-2.0
import PackageDatabases
import TestSupport
import Testing

@Suite struct DependencyGraphTests {
    private static func paragraph(_ name: String, _ fields: String...) -> String {
        "Package: \(name)\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n"
            + fields.map { $0 + "\n" }.joined() + "\n"
    }

    /// A base with libc and a shell; nodejs; npm with 600 libraries behind each other; and what it recommends.
    private static func nodeImage() throws -> ImageSketch {
        var status = paragraph("libc6") + paragraph("dash", "Essential: yes", "Depends: libc6")
        status += paragraph("mawk", "Provides: awk")
        status += paragraph("nodejs", "Depends: libc6 (>= 2.3), libuv1", "Recommends: npm")
        status += paragraph("libuv1", "Depends: libc6")
        status += paragraph("npm", "Depends: nodejs:any (>= 10), node-0, node-gyp | node-gyp-fork, absent | awk")
        status += paragraph("node-gyp", "Depends: gcc", "Recommends: libllvm15")
        status += paragraph("gcc", "Depends: libc6, cpp")
        status += paragraph("cpp") + paragraph("libllvm15", "Depends: libz3") + paragraph("libz3") + paragraph("lonely")
        for number in 0..<600 {
            status += paragraph(
                "node-\(number)", number < 599 ? "Depends: node-\(number + 1), nodejs" : "Pre-Depends: cpp")
        }
        return try ImageSketch([.file("var/lib/dpkg/status", status)])
    }

    @Test("Closures with and without recommendations")
    func closure() throws {
        let image = try DependencyGraphTests.nodeImage()
        let graph = image.packages.graph
        let npm = image.packages.indices(named: "npm")
        let hard = graph.closure(of: npm, includingRecommends: false)
        let soft = graph.closure(of: npm, includingRecommends: true)
        #expect(hard.filter { $0 }.count == 608)
        #expect(soft.filter { $0 }.count == 610)
        #expect(hard[image.packages.indices(named: "mawk")[0]], "the second alternative, through a virtual name")
        #expect(!graph.closure(of: image.packages.indices(named: "libuv1"), includingRecommends: true)[npm[0]])
    }

    @Test("Why: the shortest chain, through needs where possible")
    func why() throws {
        let image = try DependencyGraphTests.nodeImage()
        let graph = image.packages.graph
        let index = { (name: String) in image.packages.indices(named: name)[0] }
        let chain = try #require(graph.why(index("libllvm15"), from: [index("npm")]))
        #expect(image.names(chain.map(\.package)) == ["npm", "node-gyp", "libllvm15"])
        #expect(chain.map(\.isRecommended) == [false, false, true])
        let deep = try #require(graph.why(index("node-599"), from: [index("npm")]))
        #expect(deep.count == 601)
        #expect(graph.why(index("npm"), from: [index("npm")])?.count == 1)
        #expect(graph.why(index("lonely"), from: [index("npm")]) == nil)
        #expect(graph.why(index("npm"), from: [index("nodejs")])?.last?.isRecommended == true)
        #expect(graph.why(99_999, from: [0]) == nil)
    }

    @Test("Of alternatives the first that is installed; the same architecture first")
    func alternatives() throws {
        let image = try ImageSketch([
            .file(
                "var/lib/dpkg/status",
                """
                Package: a
                Status: install ok installed
                Architecture: amd64
                Depends: missing | c | b, lib, virtual

                Package: b
                Status: install ok installed
                Architecture: amd64
                Provides: virtual

                Package: c
                Status: install ok installed
                Architecture: all

                Package: lib
                Status: install ok installed
                Architecture: i386

                Package: lib
                Status: install ok installed
                Architecture: amd64

                Package: d
                Status: install ok installed
                Architecture: amd64
                Essential: yes
                Provides: virtual
                Depends: d

                """)
        ])
        let graph = image.packages.graph
        #expect(graph.dependencies(of: 0).map { $0 } == [2, 4, 5], "c, lib:amd64, the essential provider")
        #expect(graph.dependencies(of: 5).isEmpty, "itself is no need")
    }

    @Test("Random graphs: closure equals a naive fixed point, why is a path of the right length")
    func property() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<60 {
            let count = Int.random(in: 1...12, using: &generator)
            var hard = [[Int]](repeating: [], count: count)
            var soft = hard
            var status = ""
            for package in 0..<count {
                for other in 0..<count where other != package {
                    if Int.random(in: 0..<8, using: &generator) == 0 { hard[package].append(other) }
                    if Int.random(in: 0..<12, using: &generator) == 0 { soft[package].append(other) }
                }
                status += DependencyGraphTests.paragraph(
                    "p\(package)", "Depends: " + hard[package].map { "p\($0)" }.joined(separator: ", "),
                    "Recommends: " + soft[package].map { "p\($0)" }.joined(separator: ", "))
            }
            let graph = try ImageSketch([.file("var/lib/dpkg/status", status)]).packages.graph
            for recommends in [true, false] {
                var distance = [Int?](repeating: nil, count: count)
                distance[0] = 0
                for _ in 0..<count {
                    for package in 0..<count {
                        guard let here = distance[package] else { continue }
                        for next in hard[package] + (recommends ? soft[package] : []) {
                            distance[next] = min(distance[next] ?? .max, here + 1)
                        }
                    }
                }
                #expect(graph.closure(of: [0], includingRecommends: recommends) == distance.map { $0 != nil })
                if !recommends {
                    for package in 0..<count {
                        guard let length = distance[package] else { continue }
                        #expect(graph.why(package, from: [0])?.count == length + 1)
                    }
                }
            }
        }
    }
}
