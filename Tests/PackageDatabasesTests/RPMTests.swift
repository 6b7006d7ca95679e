// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Testing

/// The databases hold two real packages, built and installed by rpm 4.18; `Fixtures/make.sh` says how.
@Suite struct RPMTests {
    @Test(
        "Three containers, the same packages",
        arguments: [
            (DatabaseKind.rpmSQLite, "var/lib/rpm/rpmdb.sqlite", "rpmdb.sqlite"),
            (.rpmNDB, "usr/lib/sysimage/rpm/Packages.db", "Packages.db"),
            (.rpmBerkeley, "var/lib/rpm/Packages", "Packages"),
        ])
    func containers(kind: DatabaseKind, path: String, name: String) throws {
        let bytes = Samples.fixture(name)
        try #require(!bytes.isEmpty)
        let rows = try ImageSketch.parse(kind, path, bytes)
        #expect(rows.packageNames.sorted() == ["alpha", "beta"])
        let alpha = try #require(rows.packages.first { rows.string($0.name) == "alpha" })
        #expect(rows.string(alpha.version) == "2:1.2-3")
        #expect(rows.string(alpha.architecture) == "noarch")
        #expect(rows.string(alpha.source) == "alpha")
        #expect(alpha.installedSize == 11)
        #expect(
            rows.relationNames(alpha, .depends) == ["gamma", "|delta", "/usr/bin/betatool", "beta", "config(alpha)"])
        #expect(rows.relationNames(alpha, .recommends) == ["gamma"])
        #expect(rows.relationNames(alpha, .provides).contains("alpha"))
        let files = rows.filePaths(alpha)
        #expect(
            files.map { $0.replacing("//", with: "/") }.sorted() == [
                "/etc/alpha.conf", "/usr/share/alpha", "/usr/share/alpha/hello.txt", "/var/run/alpha.pid",
            ])
    }

    @Test("Paths, hashes and file requirements join the tree")
    func joined() throws {
        let image = try ImageSketch([
            .sized("etc/alpha.conf", 5), .sized("usr/share/alpha/hello.txt", 6), .sized("var/run/alpha.pid", 9),
            .sized("usr/bin/betatool", 5),
            .bytes("var/lib/rpm/rpmdb.sqlite", Samples.fixture("rpmdb.sqlite")),
            .bytes("var/lib/dnf/history.sqlite", Samples.fixture("history.sqlite")),
        ])
        let set = image.packages
        #expect(image.owner("usr/share/alpha/hello.txt") == "alpha")
        #expect(image.owner("usr/bin/betatool") == "beta")
        #expect(image.owner("var/run/alpha.pid") == nil, "a ghost is no part of the package")
        #expect(image.package("alpha")?.bytes == 11)
        let alpha = try #require(set.indices(named: "alpha").first)
        #expect(image.names(set.graph.dependencies(of: alpha)) == ["beta"])
        let configuration = try #require(image.tree.find("etc/alpha.conf"))
        #expect(set.isConfiguration(configuration))
        #expect(set.recordedHashKind(of: configuration) == .sha256)
        #expect(image.package("alpha")?.requested == true, "the newest reason counts")
        #expect(image.package("beta")?.requested == false)
    }

    @Test("dnf 5 writes reasons in TOML")
    func dnf5() throws {
        let sample = try #require(Samples.all.first { $0.kind == .dnf5Packages })
        let rows = try ImageSketch.parse(sample.kind, sample.path, sample.bytes)
        #expect(rows.packageNames == ["bash", "glibc"])
        #expect(rows.packages.map(\.flags) == [[.supplement, .requested], [.supplement, .automatic]])
    }

    @Test("Other bytes are refused")
    func refused() {
        for kind in [DatabaseKind.rpmSQLite, .rpmNDB, .rpmBerkeley, .dnfHistory] {
            #expect(throws: PackageError.self) { try ImageSketch.parse(kind, "x", [UInt8](repeating: 0, count: 5000)) }
            #expect(throws: PackageError.self) { try ImageSketch.parse(kind, "x", [UInt8]()) }
        }
    }
}
