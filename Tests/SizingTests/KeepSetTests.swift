// SPDX-License-Identifier: Apache-2.0
import Foundation
import LayerTree
import PackageDatabases
import Testing

@Suite struct KeepSetTests {
    /// A Debian image of two layers: the base's packages, then what one `apt-get install` brought.
    private struct Root {
        let packages: PackageSet

        /// `name`, `name!` for essential, then `>` hard and `~` recommended names; what stands in `automatic` was
        /// not asked for by hand. Every package owns a file of ten times its name's length.
        init(base: [String], app: [String], automatic: Set<String>) throws {
            var layers: [LayerEntries] = []
            var rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
            var status = ""
            for (number, lines) in [base, app].enumerated() {
                var layer = LayerSketch()
                var records: [(path: String, text: String)] = []
                for line in lines {
                    let words = line.split(separator: " ").map(String.init)
                    let name = words[0].filter { $0 != "!" }
                    let hard = words.filter { $0.hasPrefix(">") }.map { $0.dropFirst() }
                    let soft = words.filter { $0.hasPrefix("~") }.map { $0.dropFirst() }
                    status += "Package: \(name)\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n"
                    if words[0].hasSuffix("!") { status += "Essential: yes\n" }
                    if !hard.isEmpty { status += "Depends: " + hard.joined(separator: ", ") + "\n" }
                    if !soft.isEmpty { status += "Recommends: " + soft.joined(separator: ", ") + "\n" }
                    status += "\n"
                    layer.file("usr/lib/\(name)", Int64(name.count * 10))
                    records.append(("var/lib/dpkg/info/\(name).list", "/usr/lib/\(name)\n"))
                }
                records.append(("var/lib/dpkg/status", status))
                let marks = automatic.sorted().map { "Package: \($0)\nArchitecture: amd64\nAuto-Installed: 1\n\n" }
                records.append(("var/lib/apt/extended_states", marks.joined()))
                for (path, text) in records {
                    let bytes = Array(text.utf8)
                    guard let kind = Array(path.utf8).withUnsafeBytes({ DatabaseKind.kind(path: $0) }) else { continue }
                    rows.append(
                        (
                            number, Int32(layer.entries.entries.count),
                            try bytes.withUnsafeBytes {
                                try DatabaseRows.parse(kind, path: Array(path.utf8), bytes: $0)
                            }
                        ))
                    layer.file(path, Int64(bytes.count))
                }
                layers.append(layer.entries)
            }
            packages = PackageSet(tree: try ImageTree(layers: layers), rows: rows)
        }

        func numbers(_ names: [String]) -> [Int] { names.flatMap { packages.indices(named: $0) } }

        func keepSet(tools: [String], running: [String]) -> KeepSet {
            KeepSet(
                packages: packages.packages, graph: packages.graph, baseLayers: 1, tools: numbers(tools),
                running: numbers(running))
        }

        func names(_ numbers: [Int]) -> [String] { numbers.map { packages.packages[$0].name } }
    }

    private static let node = Result {
        try Root(
            base: ["libc6", "dash! >libc6", "perl >libc6"],
            app: [
                "nodejs >libuv1 >libssl ~npm", "libuv1 >libc6", "libssl >libc6", "npm >nodejs >node-gyp ~build",
                "node-gyp >gcc >python3", "gcc >libcc1 >libc6", "libcc1", "build ~llvm", "llvm >z3", "z3",
                "python3 >libssl >libpy", "libpy", "curl >libcurl ~locales", "libcurl >libssl", "locales >fonts",
                "fonts", "stale",
            ],
            automatic: [
                "libuv1", "libssl", "node-gyp", "gcc", "libcc1", "build", "llvm", "z3", "python3", "libpy", "libcurl",
                "locales", "fonts", "stale",
            ])
    }

    @Test func `What only npm brought goes with npm, recommendations included`() throws {
        let root = try KeepSetTests.node.get()
        let keep = root.keepSet(tools: ["npm"], running: ["nodejs"])
        let reason = { (name: String) in keep.reasons[root.numbers([name])[0]] }
        #expect(reason("libc6") == .base && reason("perl") == .base && reason("dash") == .base)
        #expect(reason("nodejs") == .runs)
        #expect(reason("curl") == .requested)
        #expect(reason("libcurl") == .needed(by: root.numbers(["curl"])[0]))
        #expect(reason("libssl") == .needed(by: root.numbers(["nodejs"])[0]), "nearest first, then by number")
        #expect(reason("npm") == .tool, "although nodejs, which runs, recommends it")
        #expect(reason("locales") == .recommended(by: root.numbers(["curl"])[0]))
        #expect(reason("fonts") == .recommended(by: root.numbers(["locales"])[0]))
        #expect(reason("stale") == .leftover)
        let npm = root.numbers(["npm"])[0]
        let orphans = keep.reasons.indices.filter { keep.reasons[$0] == .orphan(of: npm) }
        #expect(
            Set(root.names(orphans)) == ["node-gyp", "gcc", "libcc1", "build", "llvm", "z3", "python3", "libpy"])
        // Each goes with the tool that is nearest, and with one alone.
        let both = root.keepSet(tools: ["npm", "gcc"], running: ["nodejs"])
        #expect(both.reasons[root.numbers(["libcc1"])[0]] == .orphan(of: root.numbers(["gcc"])[0]))
        #expect(both.reasons[root.numbers(["python3"])[0]] == .orphan(of: npm))
    }

    @Test func `A tool that runs stays, and so does what a kept package needs of one`() throws {
        let root = try KeepSetTests.node.get()
        let runs = root.keepSet(tools: ["npm"], running: ["npm"])
        #expect(runs.reasons[root.numbers(["npm"])[0]] == .runs)
        #expect(runs.reasons[root.numbers(["gcc"])[0]].stays)
        // node-gyp is needed by npm, which runs: as a tool it is told, what it needs stays.
        let needed = root.keepSet(tools: ["node-gyp"], running: ["npm"])
        #expect(needed.reasons[root.numbers(["node-gyp"])[0]] == .tool)
        #expect(needed.reasons[root.numbers(["gcc"])[0]] == .needed(by: root.numbers(["node-gyp"])[0]))
        #expect(!needed.reasons.contains { if case .orphan = $0 { true } else { false } })
    }

    @Test func `The base's tools are the base's; nonsense numbers are nobody`() throws {
        let root = try KeepSetTests.node.get()
        let keep = KeepSet(
            packages: root.packages.packages, graph: root.packages.graph, baseLayers: 2, tools: [-1, 0, 4, 9_999],
            running: [-7, 9_999])
        #expect(keep.reasons.allSatisfy { $0 == .base })
        #expect(keep.keptFor(0, in: root.packages.packages) == "base")
        #expect(
            KeepSet(packages: [], graph: root.packages.graph, baseLayers: 0, tools: [], running: []).reasons.isEmpty)
    }

    @Test func `A package without files goes with the tool that it is there for`() throws {
        let root = try Root(base: [], app: ["group >gcc >libm", "gcc", "libm", "files >gcc"], automatic: ["libm"])
        var packages = root.packages.packages
        let group = root.numbers(["group"])[0]
        packages[group].files = 0
        let keep = KeepSet(
            packages: packages, graph: root.packages.graph, baseLayers: 0, tools: root.numbers(["gcc"]), running: [])
        #expect(keep.reasons[group] == .tool)
        #expect(keep.reasons[root.numbers(["libm"])[0]] == .orphan(of: group))
        #expect(keep.reasons[root.numbers(["files"])[0]] == .requested)
    }

    @Test func `Words for reports`() throws {
        let root = try KeepSetTests.node.get()
        let keep = root.keepSet(tools: ["npm"], running: ["nodejs"])
        let word = { (name: String) in keep.keptFor(root.numbers([name])[0], in: root.packages.packages) }
        #expect(word("libcurl") == "curl" && word("nodejs") == "entrypoint" && word("curl") == "requested")
        #expect(word("npm") == nil && word("gcc") == nil && word("stale") == nil)
    }
}
