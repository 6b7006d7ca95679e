// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import TestSupport
import Testing

/// The less usual forms of archives inside layers.
@Suite struct NestedFormTests {
    private func found(_ path: String, _ bytes: [UInt8]) throws -> [String] {
        let facts = try NestedScanning.facts(LayerBuilder().file(path, bytes: bytes))
        #expect(facts.notes == [])
        return NestedScanning.members(facts)
    }

    private static var zip: ZipBuilder {
        ZipBuilder().file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n").file("a.conf", NestedScanning.line(3))
            .file("b.conf", NestedScanning.line(4), isStored: true).file("last", "")
    }

    private static let both = ["/x.zip!/a.conf:2", "/x.zip!/b.conf:2"]

    // MARK: zips

    @Test func zip64() throws {
        var zip = NestedFormTests.zip
        zip.isZip64 = true
        #expect(try found("/x.zip", zip.bytes()) == NestedFormTests.both)
        zip.comment = Array("made by hand".utf8)
        #expect(try found("/x.zip", zip.bytes()) == NestedFormTests.both)
    }

    /// The directory has the sizes whatever the members' own headers say.
    @Test(arguments: [false, true]) func dataDescriptors(isZip64: Bool) throws {
        var zip = NestedFormTests.zip
        zip.hasDescriptors = true
        zip.isZip64 = isZip64
        #expect(try found("/x.zip", zip.bytes()) == NestedFormTests.both)
    }

    /// Spring Boot's jars and Python's zipapps begin with a script; the offsets in them are true or not.
    @Test(arguments: [false, true], [false, true]) func behindAStartScript(isZip64: Bool, isShifted: Bool) throws {
        let script = Array("#!/bin/sh\nexec java -jar \"$0\" \"$@\"\n".utf8)
        var zip = NestedFormTests.zip
        zip.isZip64 = isZip64
        if isShifted {
            #expect(try found("/x.zip", script + zip.bytes()) == NestedFormTests.both)
        } else {
            zip.prefix = script
            #expect(try found("/x.zip", zip.bytes()) == NestedFormTests.both)
        }
        #expect(try found("/run", script + Array("# \(NestedScanning.line(5))".utf8)) == ["/run:4"])
    }

    @Test func largeZipBehindAStartScript() throws {
        let random = (0..<(17 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        var zip = NestedFormTests.zip.file("blob", bytes: random, isStored: true)
        zip.prefix = Array("#!/bin/sh\n".utf8)
        let layer = LayerBuilder().file("/x.zip", bytes: zip.bytes())
        for door in Door.allCases {
            let facts = try scan(layer.tar(), door, verify: false)
            #expect(NestedScanning.members(facts) == NestedFormTests.both)
        }
    }

    @Test func lyingZip64() throws {
        var zip = NestedFormTests.zip
        zip.isZip64 = true
        // The record itself lies where the locator should have said.
        zip.claimedEnd = UInt64.max
        #expect(try found("/x.zip", zip.bytes()) == NestedFormTests.both)
        // Numbers that overflow whatever is added to them.
        var bytes = zip.bytes()
        let extra = try #require(bytes.lastRange(of: [1, 0, 24, 0]))
        for index in extra.upperBound..<(extra.upperBound + 24) { bytes[index] = 0xFF }
        let facts = try NestedScanning.facts(LayerBuilder().file("/x.zip", bytes: bytes))
        #expect(NestedScanning.members(facts) == NestedFormTests.both)
        #expect(facts.notes.map(\.what) == ["1 members are damaged"])
        let end = try #require(bytes.lastRange(of: [0x50, 0x4B, 6, 6]))
        for index in (end.lowerBound + 40)..<(end.lowerBound + 56) { bytes[index] = 0xFF }
        let lost = try NestedScanning.facts(LayerBuilder().file("/x.zip", bytes: bytes))
        #expect(lost.notes.map(\.code) == [.nestedDamaged])
        #expect(lost.notes.first?.what.contains("it has no directory") == true)
    }

    /// What others write, where they are installed.
    @Test(.enabled(if: Tool.zip.isInstalled)) func infoZIPThroughAPipe() throws {
        let folder = try TemporaryDirectory()
        let text = try folder.write("a.conf", Array(NestedScanning.line(3).utf8))
        // Without a file to seek in, the sizes stand behind the member; -fz takes Zip64 for it.
        for options in ["-q -j", "-q -j -fz"] {
            let made = try Tool.shell("zip \(options) - '\(text)' | cat > '\(folder.file("x.zip"))'")
            #expect(made)
            #expect(
                try found("/x.zip", FileBytes.read(folder.file("x.zip"))) == ["/x.zip!/a.conf:2"], "\(options)")
        }
    }

    @Test(.enabled(if: Tool.python.isInstalled)) func pythonsZip64() throws {
        let folder = try TemporaryDirectory()
        let text = try folder.write("a.conf", Array(NestedScanning.line(3).utf8))
        let script = """
            import sys, zipfile
            zipfile.ZIP64_LIMIT = 10
            zipfile.ZIP_FILECOUNT_LIMIT = 1
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
                file.writestr("first", "text " * 100)
                file.write(sys.argv[2], "a.conf")
            """
        let program = try folder.write("make.py", Array(script.utf8))
        #expect(try Tool.shell("python3 '\(program)' '\(folder.file("x.zip"))' '\(text)'"))
        let bytes = try FileBytes.read(folder.file("x.zip"))
        #expect(bytes.firstRange(of: [0x50, 0x4B, 6, 6]) != nil)
        #expect(try found("/x.zip", bytes) == ["/x.zip!/a.conf:2"])
    }

    // MARK: packages

    @Test(arguments: Codec.allCases) func debianPackages(codec: Codec) throws {
        let control = LayerBuilder().file("./postinst", "#!/bin/sh\n" + NestedScanning.line(4))
        let data = LayerBuilder().directory("./etc").file("./etc/app.conf", NestedScanning.line(3))
        let bytes = DebianPackageBuilder.bytes(control: control, data: data, codec)
        // What is not compressed shows in the file itself too; told once.
        #expect(
            try found("/var/app.deb", bytes) == ["/var/app.deb!/DEBIAN/postinst:3", "/var/app.deb!/etc/app.conf:2"])
        for cut in [3, 60, bytes.count - 150] {
            let facts = try NestedScanning.facts(LayerBuilder().file("/app.deb", bytes: Array(bytes.dropLast(cut))))
            #expect(facts.notes.map(\.code) == [.nestedDamaged], "\(cut)")
        }
    }

    @Test(.enabled(if: Tool.dpkgDeb.isInstalled)) func dpkgDebsOwn() throws {
        let folder = try TemporaryDirectory()
        let control = "Package: app\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: a\n"
        let root = folder.file("root")
        #expect(try Tool.shell("mkdir -p '\(root)/DEBIAN' '\(root)/etc'"))
        try folder.write("root/DEBIAN/control", Array(control.utf8))
        try folder.write("root/etc/app.conf", Array(NestedScanning.line(3).utf8))
        #expect(try Tool.shell("dpkg-deb --root-owner-group --build '\(root)' '\(folder.file("app.deb"))'"))
        #expect(
            try found("/app.deb", FileBytes.read(folder.file("app.deb"))) == ["/app.deb!/etc/app.conf:2"])
    }

    @Test func aStaticLibraryIsNoPackage() throws {
        let library = Array("!<arch>\n/               0           0     0     0       4         `\n\0\0\0\0".utf8)
        #expect(
            try found("/usr/lib/libx.a", library + Array(NestedScanning.line(3).utf8)).map { $0.prefix(15) } == [
                "/usr/lib/libx.a"
            ])
    }

    /// Alpine's packages are three gzip members that make one tar: only the last one ends it.
    @Test func alpinePackages() throws {
        let control = LayerBuilder().file(".PKGINFO", "pkgname = app\n").tar()
        let ending = 1_024
        let trimmed = control.dropLast(control.reversed().prefix { $0 == 0 }.count / 512 * 512)
        #expect(control.count - trimmed.count >= ending)
        let data = LayerBuilder().file("etc/app.conf", NestedScanning.line(3)).tar()
        let bytes = Codec.gzip.compress(Array(trimmed)) + Codec.gzip.compress(data)
        #expect(try found("/app.apk", bytes) == ["/app.apk!/etc/app.conf:2"])
    }

    // MARK: databases

    /// Texts of a row lie side by side: without the columns the token is the end of a longer word.
    @Test func textsOfDatabases() throws {
        let token = LayerScanTests.token(3)
        let database = SQLiteBuilder().table("users", [["a", "Ann"], ["b", "Bob"]])
            .table("tokens", [["ci", token, "writer"], ["none", ""]]).bytes()
        #expect(try found("/data/app.db", database) == ["/data/app.db!/tokens:0"])
        #expect(try found("/data/raw", Array("SQLite format 2\0ci\(token)writer".utf8)) == [])
        // Damaged or not: the bytes are looked at as well.
        for cut in [4_200, 8_192] {
            #expect(try found("/data/cut.db", Array(database.prefix(cut)) + Array(" \(token)".utf8)).count == 1)
        }
    }

    @Test(.enabled(if: Tool.python.isInstalled)) func pythonsDatabase() throws {
        let folder = try TemporaryDirectory()
        let script = """
            import sqlite3, sys
            file = sqlite3.connect(sys.argv[1])
            file.execute("create table tokens(name text, token text, note text)")
            file.executemany("insert into tokens values(?, ?, ?)", [("a%d" % i, "b" * 50, "c") for i in range(900)])
            file.execute("insert into tokens values('ci', ?, ?)", (sys.argv[2], "d" * 9000))
            file.commit()
            """
        let program = try folder.write("make.py", Array(script.utf8))
        let database = folder.file("app.db")
        #expect(try Tool.shell("python3 '\(program)' '\(database)' \(LayerScanTests.token(3))"))
        #expect(try found("/app.db", FileBytes.read(database)) == ["/app.db!/tokens:0"])
    }
}
