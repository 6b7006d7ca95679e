// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import PackageDatabases
import TestSupport
import Testing

/// Package records that lie inside programs and jars, and what programs ask the loader for.
@Suite struct EmbeddedRecordsTests {
    /// More than a file that is gathered whole.
    private static let large = 17 << 20

    private static let modules = "mod\texample.org/tool\tv1.2.3\th1:abc=\ndep\tgolang.org/x/sys\tv0.1.0\th1:x=\n"

    private static func names(_ facts: LayerFacts) -> [String] {
        facts.databases.flatMap { fact in fact.rows.packages.map { fact.rows.string($0.name) } }
    }

    private static func libraries(_ facts: LayerFacts) -> [[String]] {
        facts.libraries.map { $0.names.map { String(decoding: $0, as: UTF8.self) } }
    }

    // MARK: - Programs

    @Test(arguments: [0, large])
    func goProgramsNameTheirModules(padding: Int) throws {
        let small = ProgramBuilder().section(".go.buildinfo", GoProgram.buildInfo(EmbeddedRecordsTests.modules))
        let tar = LayerBuilder().file("/usr/local/bin/tool", bytes: small.padded(padding).bytes(), mode: 0o755)
            .file("/usr/share/tool", bytes: small.bytes()).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door, chunk: 1_000_003)
            // The copy that nobody can run is data.
            #expect(EmbeddedRecordsTests.names(facts) == ["example.org/tool", "golang.org/x/sys", "stdlib"])
            #expect(facts.databases.map(\.rows.kind) == [.goBuildInfo])
        }
    }

    @Test func theMagicAloneIsNoBuildInfo() throws {
        let decoy = GoBuildInfo.magic + [8, 2] + [UInt8](repeating: 0, count: 200)
        let program = ProgramBuilder().padded(EmbeddedRecordsTests.large).section(".rodata", decoy)
            .section(".go.buildinfo", GoProgram.buildInfo(EmbeddedRecordsTests.modules)).bytes()
        let facts = try scan(LayerBuilder().file("/bin/go", bytes: program, mode: 0o755).tar())
        #expect(EmbeddedRecordsTests.names(facts) == ["example.org/tool", "golang.org/x/sys", "stdlib"])
    }

    @Test func cargoAuditableNamesCrates() throws {
        let json =
            #"{"packages":[{"name":"rusty","version":"0.1.0","source":"local","root":true,"dependencies":[1]},"#
            + #"{"name":"serde","version":"1.0.197","source":"crates.io"}]}"#
        // A zlib stream of one stored block (RFC 1950, RFC 1951 §3.2.4).
        let text = Array(json.utf8)
        let sum = text.reduce((UInt32(1), UInt32(0))) { sum, byte in
            let low = (sum.0 + UInt32(byte)) % 65_521
            return (low, (sum.1 + low) % 65_521)
        }
        let length = UInt16(text.count)
        var zlib: [UInt8] = [0x78, 0x01, 1]
        for number in [length, ~length] { zlib += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }
        zlib += text
        for number in [sum.1 >> 8, sum.1, sum.0 >> 8, sum.0] { zlib.append(UInt8(truncatingIfNeeded: number)) }
        let whole = ProgramBuilder().section(".dep-v0", zlib).bytes()
        let cut = ProgramBuilder().section(".dep-v0", Array(zlib.dropLast(30))).bytes()
        let tar = LayerBuilder().file("/a", bytes: whole, mode: 0o755).file("/b", bytes: cut, mode: 0o755).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door)
            #expect(facts.databases.map(\.rows.kind) == [.cargoAuditable])
            #expect(EmbeddedRecordsTests.names(facts) == ["rusty", "serde"])
        }
    }

    @Test(arguments: [0, large])
    func librariesAreThoseOfTheDynamicSection(padding: Int) throws {
        let small = ProgramBuilder().needing("libpq.so.5", "libc.so.6")
        let tar = LayerBuilder().file("/app/server", bytes: small.padded(padding).bytes(), mode: 0o755)
            .file("/usr/lib/libx.so.1.2", bytes: ProgramBuilder().needing("libm.so.6").bytes())
            .file("/usr/lib/x.cpython-311.so", bytes: ProgramBuilder().needing("liby.so").bytes())
            .file("/usr/share/data", bytes: small.bytes())
            .file("/usr/bin/static", bytes: ProgramBuilder().bytes(), mode: 0o755)
            .file("/usr/bin/script", "#!/bin/sh\n", mode: 0o755).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door, chunk: 999_999)
            #expect(
                EmbeddedRecordsTests.libraries(facts) == [["libpq.so.5", "libc.so.6"], ["libm.so.6"], ["liby.so"]])
            #expect(facts.libraries.map(\.entry) == [0, 1, 2])
        }
    }

    /// Every byte of the headers and the dynamic section, one at a time, and every length.
    @Test func damagedProgramsAreNobodysTrap() throws {
        let program = ProgramBuilder().needing("libpq.so.5")
            .section(".go.buildinfo", GoProgram.buildInfo(EmbeddedRecordsTests.modules)).bytes()
        var builder = LayerBuilder()
        for index in stride(from: 4, to: program.count, by: 1) {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var damaged = program
                damaged[index] = value
                builder.add(program: damaged, "f\(index)-\(value)")
            }
            builder.add(program: Array(program[..<index]), "c\(index)")
        }
        let facts = try scan(builder.tar())
        #expect(facts.failure == nil)
        #expect(facts.libraries.count > 100)
    }

    // MARK: - Jars

    @Test func jarsNameThemselvesAndTheJarsInThem() throws {
        let fat = JarBuilder()
            .member("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Title: shop\n")
            .member(
                "META-INF/maven/org.example/shop/pom.properties", "groupId=org.example\nartifactId=shop\nversion=1.0\n"
            )
            .member("BOOT-INF/classes/Shop.class", "…")
            .member("BOOT-INF/lib/core-2.1.jar", JarBuilder.artifact("org.x", "core", "2.1"), deflated: false)
            .member("BOOT-INF/lib/util-3.jar", JarBuilder.artifact("org.x", "util", "3"))
            .member(
                "BOOT-INF/lib/osgi.jar",
                JarBuilder().member(
                    "META-INF/MANIFEST.MF", "Bundle-SymbolicName: org.osgi;singleton\nBundle-Version: 4\n"
                ).bytes()
            )
            .member("BOOT-INF/lib/broken.jar", "no jar at all")
            .bytes(prefix: Array("#!/bin/sh\nexec java -jar \"$0\"\n".utf8))
        let tar = LayerBuilder().file("/app/app.jar", bytes: fat).file("/app/other.txt", bytes: fat).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door)
            #expect(
                EmbeddedRecordsTests.names(facts) == ["org.example:shop", "org.x:core", "org.x:util", "org.osgi"])
            #expect(facts.databases.allSatisfy { $0.entry == 0 })
            let files = facts.databases.map { fact in fact.rows.files.map { fact.rows.string($0.name) } }
            #expect(files == [["app/app.jar"], [], [], []], "the one artifact of a jar is the jar's own")
        }
    }

    @Test func aLargeJarIsReadThroughBothDoors() throws {
        let padding = [UInt8](repeating: 7, count: EmbeddedRecordsTests.large)
        let jar = JarBuilder().member("data", padding, deflated: false)
            .member("META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n").bytes()
        let tar = LayerBuilder().file("/a.jar", bytes: jar).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door, chunk: 3_000_000)
            #expect(EmbeddedRecordsTests.names(facts) == ["g:a"])
            #expect(facts.notes.isEmpty)
        }
    }

    @Test func aJarThatClaimsToHoldMuchIsReadWithinBounds() throws {
        // Each nested jar inflates to a megabyte of zeros behind which no directory stands.
        let bomb = [UInt8](repeating: 0, count: 1 << 20)
        var jar = JarBuilder()
        for index in 0..<40 { jar = jar.member("lib/\(index).jar", bomb) }
        let manifest = [UInt8](repeating: 0x20, count: 3 << 20)
        jar = jar.member("META-INF/MANIFEST.MF", manifest)
        let facts = try scan(LayerBuilder().file("/a.jar", bytes: jar.bytes()).tar())
        #expect(facts.failure == nil)
        #expect(facts.databases.isEmpty)
    }

    @Test func damagedJarsAreNobodysTrap() throws {
        let jar = JarBuilder().member("BOOT-INF/lib/x.jar", JarBuilder.artifact("g", "x", "1"))
            .member("META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n").bytes()
        var builder = LayerBuilder()
        for index in jar.indices {
            for value: UInt8 in [0, 0xFF] where jar[index] != value {
                var damaged = jar
                damaged[index] = value
                builder.add(TarMember.file("f\(index)-\(value).jar", bytes: damaged))
            }
            builder.add(TarMember.file("c\(index).jar", bytes: Array(jar[..<index])))
        }
        let facts = try scan(builder.tar())
        #expect(facts.failure == nil)
        #expect(facts.databases.count > 100)
    }

    // MARK: - Paths that say all

    @Test func aCrateIsKnownByItsPathWhateverItsSize() throws {
        let segment = TarMember.Segment(offset: 30 << 20, Array("end".utf8))
        let tar = LayerBuilder()
            .sparse("/root/.cargo/registry/cache/index/serde-1.0.197.crate", size: 31 << 20, [segment])
            .file("/root/.cargo/registry/cache/index/log-0.4.21.crate", "x")
            .file(
                "/root/.cargo/registry/cache/index/big-1.0.0.crate",
                bytes: [UInt8](repeating: 1, count: EmbeddedRecordsTests.large)
            ).tar()
        for door in Door.allCases {
            let facts = try scan(tar, door)
            #expect(EmbeddedRecordsTests.names(facts) == ["serde", "log", "big"])
            #expect(!facts.notes.contains { $0.code == .packageRecordSkipped })
        }
    }
}

extension LayerBuilder {
    /// An executable, added in place: there are thousands.
    fileprivate mutating func add(program bytes: [UInt8], _ name: String) {
        var member = TarMember.file(name, bytes: bytes)
        member.mode = 0o755
        add(member)
    }
}
