// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Testing

@Suite struct ApkTests {
    private static let installed = """
        P:musl
        V:1.2.4-r2
        A:x86_64
        I:622592
        p:so:libc.musl-x86_64.so.1=1
        F:lib
        R:ld-musl-x86_64.so.1
        a:0:0:755
        Z:Q1AAECAwQFBgcICQoLDA0ODxAREhM=

        P:busybox
        V:1.36
        A:x86_64
        D:so:libc.musl-x86_64.so.1
        p:cmd:sh=1 /bin/sh
        F:bin
        R:busybox
        R:sh

        P:.build-deps
        V:20240101
        A:noarch
        D:gcc !conflict

        P:gcc
        V:13
        A:x86_64
        D:so:libc.musl-x86_64.so.1 busybox>=1 cmd:sh
        F:
        R:top
        F:usr/bin
        R:gcc

        """

    @Test("Packages, files, sonames and the world")
    func installed() throws {
        let image = try ImageSketch([
            .sized("lib/ld-musl-x86_64.so.1", 100), .sized("bin/busybox", 50), .symlink("bin/sh", to: "/bin/busybox"),
            .sized("usr/bin/gcc", 30), .sized("top", 2),
            .file("lib/apk/db/installed", ApkTests.installed), .file("etc/apk/world", "busybox>=1\n.build-deps=2024\n"),
        ])
        let set = image.packages
        #expect(set.packages.map(\.name) == ["musl", "busybox", ".build-deps", "gcc"])
        #expect(image.owner("bin/busybox") == "busybox")
        #expect(image.owner("bin/sh") == "busybox")
        #expect(image.owner("usr/bin/gcc") == "gcc")
        #expect(image.owner("top") == "gcc")
        #expect(image.package("busybox")?.files == 2)
        #expect(image.package("busybox")?.bytes == 50)
        #expect(set.packages.map(\.requested) == [false, true, true, false])
        #expect(image.names(set.graph.dependencies(of: 1)) == ["musl"])
        #expect(image.names(set.graph.dependencies(of: 2)) == ["gcc"])
        #expect(image.names(set.graph.dependencies(of: 3)) == ["musl", "busybox"])
        #expect(image.package("musl")?.installedSize == 622592)
        let loader = try #require(image.tree.find("lib/ld-musl-x86_64.so.1"))
        #expect(set.recordedHashKind(of: loader) == .sha1)
        #expect(set.isUnchanged(loader, md5: [], sha1: (0..<20).map { UInt8($0) }, sha256: []) == true)
    }

    @Test("Both places of the database count, each package once")
    func bothPlaces() throws {
        let image = try ImageSketch([
            .file("usr/lib/apk/db/installed", ApkTests.installed), .file("lib/apk/db/installed", ApkTests.installed),
        ])
        #expect(image.packages.packages.count == 4)
    }
}
