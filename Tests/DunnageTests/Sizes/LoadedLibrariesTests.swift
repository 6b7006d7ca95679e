// SPDX-License-Identifier: Apache-2.0
import Dunnage
import TestSupport
import Testing

/// A library that came with a -dev package stays when a program that stays loads it.
@Suite struct LoadedLibrariesTests {
    private static let folder = "/usr/lib/x86_64-linux-gnu/"

    /// gcc and libpq-dev asked for by hand; libpq5, what it needs, and what nobody needs came along.
    private static func sketch(_ app: [(path: String, bytes: [UInt8])], cmd: [String] = ["/app/server"]) -> DebianSketch
    {
        let pq = ProgramBuilder().needing("libldap.so.2").padded(2_000_000).bytes()
        return DebianSketch(
            packages: [
                .init(name: "gcc-12", files: [("/usr/bin/gcc-12", ProgramBuilder().padded(12_000_000).bytes())]),
                .init(
                    name: "libpq-dev", depends: ["libpq5", "libother1"],
                    files: [("/usr/include/libpq-fe.h", Array("int x;".utf8))],
                    links: [(folder + "libpq.so", "libpq.so.5.15")]),
                .init(
                    name: "libpq5", isAutomatic: true, files: [(folder + "libpq.so.5.15", pq)],
                    links: [(folder + "libpq.so.5", "libpq.so.5.15")]),
                // libpq5 does not depend on it here: only the file says that it is needed.
                .init(
                    name: "libldap2", isAutomatic: true,
                    files: [(folder + "libldap.so.2", ProgramBuilder().padded(1_500_000).bytes())]),
                .init(
                    name: "libother1", isAutomatic: true,
                    files: [(folder + "libother.so.1", ProgramBuilder().padded(1_200_000).bytes())]),
            ], app: app, cmd: cmd)
    }

    private static func kept(_ report: ImageReport) -> [String: String] {
        report.packages.reduce(into: [:]) { $0[$1.name] = $1.keptFor ?? "-" }
    }

    private static func orphans(_ report: ImageReport) -> Int64 {
        report.findings.filter { $0.kind == "orphaned-dependency" }.reduce(0) { $0 + $1.bytes }
    }

    @Test func whatTheEntryPointLoadsStays() throws {
        let server = ProgramBuilder().needing("libpq.so.5").bytes()
        let report = try LoadedLibrariesTests.sketch([("/app/server", server)]).report()
        let kept = LoadedLibrariesTests.kept(report)
        #expect(kept["libpq5"] == "entrypoint")
        #expect(kept["libldap2"] == "entrypoint", "what a library loads is loaded too")
        #expect(kept["libother1"] == "-" && kept["libpq-dev"] == "-" && kept["gcc-12"] == "-")
        #expect((1_200_000..<1_300_000).contains(LoadedLibrariesTests.orphans(report)))
    }

    @Test func withoutTheProgramItGoes() throws {
        let report = try LoadedLibrariesTests.sketch([("/app/server", ProgramBuilder().bytes())]).report()
        let kept = LoadedLibrariesTests.kept(report)
        #expect(kept["libpq5"] == "-" && kept["libother1"] == "-")
        #expect((3_200_000..<3_300_000).contains(LoadedLibrariesTests.orphans(report)))
    }

    /// A module that an interpreter opens is in no entry chain; it is nobody's but the application's.
    @Test func whatTheApplicationsOwnModulesLoadStays() throws {
        let module = ProgramBuilder().needing("libpq.so.5").bytes()
        let report = try LoadedLibrariesTests.sketch(
            [
                ("/app/server", Array("#!/bin/sh\nexit\n".utf8)),
                ("/opt/venv/lib/python3.11/site-packages/psycopg2/_psycopg.so", module),
            ]
        ).report()
        #expect(LoadedLibrariesTests.kept(report)["libpq5"] == "entrypoint")
    }

    @Test func aLibraryBesideTheProgramComesFirst() throws {
        let server = ProgramBuilder().needing("libpq.so.5").bytes()
        let report = try LoadedLibrariesTests.sketch(
            [("/app/server", server), ("/app/libpq.so.5", ProgramBuilder().needing("libother.so.1").bytes())]
        ).report()
        let kept = LoadedLibrariesTests.kept(report)
        #expect(kept["libpq5"] == "-")
        #expect(kept["libother1"] == "entrypoint")
    }
}
