// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Testing

@Suite struct DpkgTests {
    @Test("Status paragraphs become rows")
    func status() throws {
        let sample = Samples.all[0]
        let rows = try ImageSketch.parse(sample.kind, sample.path, sample.bytes)
        #expect(rows.packageNames == ["libc6", "gone"])
        let libc = rows.packages[0]
        #expect(rows.string(libc.version) == "2.36-9")
        #expect(rows.string(libc.architecture) == "amd64")
        #expect(rows.string(libc.source) == "glibc")
        #expect(libc.installedSize == 12 * 1024)
        #expect(libc.flags == [.installed, .required])
        #expect(rows.relationNames(libc, .depends) == ["libgcc-s1", "libcrypt1", "|old-crypt"])
        #expect(rows.relationNames(libc, .recommends) == ["libidn2-0"])
        #expect(rows.relationNames(libc, .provides) == ["libc6-virtual"])
        #expect(rows.filePaths(libc) == ["/etc/ld.so.conf.d/x.conf", "/etc/gone.conf"])
        #expect(rows.files[0].flags == .configuration)
        #expect(rows.hash(of: rows.files[1])?.first == 0x0C)
        #expect(!rows.packages[1].flags.contains(.installed))
    }

    @Test("A record without a newline at its end is whole")
    func noFinalNewline() throws {
        let rows = try ImageSketch.parse(
            .dpkgStatus, "var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nVersion: 1")
        #expect(rows.packageNames == ["a"])
        #expect(rows.packages.first.map { rows.string($0.version) } == "1")
    }

    static let status = """
        Package: tool
        Status: install ok installed
        Architecture: amd64
        Version: 1
        Depends: lib (>= 1)
        Installed-Size: 1

        Package: lib
        Status: install ok installed
        Architecture: amd64
        Version: 2

        Package: shell
        Status: install ok installed
        Priority: required
        Essential: yes
        Architecture: amd64
        Version: 3
        Conffiles:
         /etc/shellrc 0cc175b9c0f1b6a831c399e269772661

        """

    private static let base: [ImageSketch.Line] = [
        .symlink("bin", to: "usr/bin"),
        .symlink("lib", to: "usr/lib"),
        .sized("usr/bin/tool", 100), .hardLink("usr/bin/tool2", to: "usr/bin/tool"), .sized("usr/lib/liba.so", 10),
        .sized("usr/bin/sh", 7), .sized("usr/bin/sh.distrib", 5), .sized("etc/shellrc", 3),
        .file("var/lib/dpkg/status", status),
        .file(
            "var/lib/dpkg/info/tool.list", "/.\n/bin\n/bin/tool\n/usr\n/usr/bin\n/usr/bin/tool2\n/nowhere/x\n/bin/sh\n"),
        .file("var/lib/dpkg/info/lib:amd64.list", "/lib\n/lib/liba.so\n"),
        .file("var/lib/dpkg/info/lib:amd64.md5sums", "0cc175b9c0f1b6a831c399e269772661  lib/liba.so\n"),
        .file("var/lib/dpkg/info/shell.list", "/bin/sh\n/etc/shellrc\n"),
        .file("var/lib/dpkg/diversions", "/bin/sh\n/bin/sh.distrib\nshell\n"),
        .file("var/lib/apt/extended_states", "Package: lib\nArchitecture: amd64\nAuto-Installed: 1\n"),
    ]

    @Test("Files are found through linked directories, diversions and hard links")
    func ownership() throws {
        let image = try ImageSketch(DpkgTests.base)
        #expect(image.packages.packages.map(\.name) == ["tool", "lib", "shell"])
        #expect(image.owner("usr/bin/tool") == "tool")
        #expect(image.owner("usr/bin/tool2") == "tool")
        #expect(image.owner("usr/lib/liba.so") == "lib")
        #expect(image.owner("usr/bin/sh") == "shell", "the package that diverts keeps the path")
        #expect(image.owner("usr/bin/sh.distrib") == "tool")
        #expect(image.owner("usr/bin") == nil)
        #expect(image.owner("bin") == nil, "a link that stands for a directory in every list")
        #expect(image.owner("var/lib/dpkg/status") == nil)
        #expect(image.package("tool")?.bytes == 105)
        #expect(image.package("tool")?.files == 2)
        #expect(image.package("lib")?.bytes == 10)
        #expect(image.package("shell")?.bytes == 10)
        #expect(image.package("tool")?.installedSize == 1024)
    }

    @Test("What apt brought by itself was not asked for")
    func requested() throws {
        let image = try ImageSketch(DpkgTests.base)
        #expect(image.package("tool")?.requested == true)
        #expect(image.package("lib")?.requested == false)
        #expect(image.package("shell")?.isEssential == true)
        let without = try ImageSketch([.file("var/lib/dpkg/status", DpkgTests.status)])
        #expect(without.package("tool")?.requested == nil)
    }

    @Test("Recorded hashes tell changed files, conffiles are known")
    func unchanged() throws {
        let image = try ImageSketch(DpkgTests.base)
        let digest: [UInt8] = [
            0x0C, 0xC1, 0x75, 0xB9, 0xC0, 0xF1, 0xB6, 0xA8, 0x31, 0xC3, 0x99, 0xE2, 0x69, 0x77, 0x26, 0x61,
        ]
        let other = [UInt8](repeating: 0, count: 16)
        let library = try #require(image.tree.find("usr/lib/liba.so"))
        #expect(image.packages.isUnchanged(library, md5: digest, sha1: [], sha256: []) == true)
        #expect(image.packages.isUnchanged(library, md5: other, sha1: digest, sha256: digest) == false)
        #expect(!image.packages.isConfiguration(library))
        let configuration = try #require(image.tree.find("etc/shellrc"))
        #expect(image.packages.isConfiguration(configuration))
        #expect(image.packages.isUnchanged(configuration, md5: digest, sha1: [], sha256: []) == true)
        let tool = try #require(image.tree.find("usr/bin/tool"))
        #expect(image.packages.isUnchanged(tool, md5: digest, sha1: [], sha256: []) == nil)
    }

    @Test("A package belongs to the first layer that lists it; what went is known")
    func layers() throws {
        let first =
            "Package: a\nStatus: install ok installed\nVersion: 1\n\nPackage: gcc\nStatus: install ok installed\nVersion: 12\nInstalled-Size: 5\n"
        let second = first + "\nPackage: b\nStatus: install ok installed\nVersion: 1\n"
        let third =
            "Package: a\nStatus: install ok installed\nVersion: 2\n\nPackage: b\nStatus: install ok installed\nVersion: 1\n"
        let image = try ImageSketch(
            [.file("var/lib/dpkg/status", first)], [.file("var/lib/dpkg/status", second)], [.sized("x", 1)],
            [.file("var/lib/dpkg/status", third)])
        #expect(image.package("a")?.layer == 3, "this version came with the upgrade")
        #expect(image.package("b")?.layer == 1)
        #expect(image.packages.removed.map(\.name) == ["gcc"])
        #expect(image.packages.removed.first?.layer == 0)
        #expect(image.packages.removed.first?.removedIn == 3)
        #expect(image.packages.removed.first?.installedSize == 5120)
    }

    @Test("A deleted database leaves removed packages")
    func deletedDatabase() throws {
        let image = try ImageSketch(
            [.file("var/lib/dpkg/status", DpkgTests.status)], [.sized("x", 1)], [.whiteout("var/lib/dpkg/status")])
        #expect(image.packages.packages.isEmpty)
        #expect(Set(image.packages.removed.map(\.name)) == ["tool", "lib", "shell"])
        #expect(image.packages.removed.allSatisfy { $0.removedIn == 2 && $0.layer == 0 })
    }

    @Test("distroless: one file a package, checksums are the file list")
    func distroless() throws {
        let image = try ImageSketch([
            .sized("etc/debian_version", 5), .sized("usr/lib/x", 6),
            .file("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\nArchitecture: amd64\n"),
            .file(
                "var/lib/dpkg/status.d/base.md5sums",
                "0cc175b9c0f1b6a831c399e269772661  etc/debian_version\n0cc175b9c0f1b6a831c399e269772661  usr/lib/x\n"),
        ])
        #expect(image.package("base-files")?.bytes == 11)
        #expect(image.package("base-files")?.files == 2)
        #expect(image.owner("usr/lib/x") == "base-files")
    }
}
