// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

/// Images of Windows: sizes, secrets and configuration are judged, what only Unix has is not, and one note says so.
@Suite struct WindowsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// As `docker save` writes one: the base's layer, and what was put on its disk.
    private func image(user: String?, foreignBase: Bool = false) throws -> String {
        var image = ImageBuilder("shop:1")
        image.os = "windows"
        image.layer("Apply image 10.0.20348.2227") { layer in
            layer.file("Files/Windows/System32/curl.exe", bytes: Array("MZ".utf8) + [UInt8](repeating: 1, count: 9_000))
                .file("Hives/Software_Base", "regf")
        }
        image.changeLayer(0) { $0.isAbsent = foreignBase }
        let token = LayerBuilder().file(
            "Files/app/.env", "GITHUB_TOKEN=\("gh" + "p_" + "x7Kq2Lm9Zt4Rw8Vb1Nc5Yd3Hs6Jf")\n", mode: 0o666)
        var app = token
        for (name, size) in [
            ("app/Shop.exe", 5_000), ("app/Shop.cs", 500), ("inetpub/logs/u_ex.log", 4_000_000),
            ("Program Files/nodejs/npm.cmd", 900), ("Users/ContainerUser/AppData/Local/Temp/x.tmp", 20),
            ("Program Files/VC/bin/cl.exe", 20_000_000), ("tools/etc/shadow", 24),
        ] {
            var member = TarMember.file(
                "Files/" + name, bytes: Array("MZ".utf8) + [UInt8](repeating: UInt8(size % 251), count: size))
            // Windows has no modes: everything may be written by everyone.
            member.mode = 0o777
            app.add(member)
        }
        image.layer("powershell -Command choco install git", tar: app.tar())
        image.user = user
        image.env = [
            #"PATH=C:\Windows\system32;C:\Windows;C:\Program Files\dotnet\"#, "ASPNETCORE_ENVIRONMENT=Development",
        ]
        image.exposedPorts = ["80/tcp"]
        image.volumes = [#"c:\data"#]
        image.entrypoint = [.string(#"C:\app\Shop.exe"#)]
        return try folder.write("windows.tar", image.archive(.docker25))
    }

    @Test(arguments: [nil, "ContainerUser", "ContainerAdministrator"])
    func oneNoteAndNothingOfUnix(user: String?) throws {
        let file = try image(user: user)
        let outcome = try BuiltBinary().run(
            ["check", "--config", "/dev/null", "--report", "json", "--profile", "kubernetes", file])
        let report = try JSONReader.parse(Array(outcome.output.utf8))
        let codes = report["warnings"]?.arrayValue?.compactMap { $0["code"]?.stringValue } ?? []
        #expect(codes == ["rules-skipped"])
        let note = report["warnings"]?.arrayValue?.first?["message"]?.stringValue ?? ""
        #expect(note.contains("such as build-tool, root-user, root-owned-entrypoint, dev-dependency"))
        let findings = report["images"]?.arrayValue?.first?["findings"]?.arrayValue ?? []
        let rules = Set(findings.compactMap { $0["rule"]?.stringValue })
        #expect(rules.isSubset(of: ["secret", "dev-mode", "missing-healthcheck", "missing-labels"]), "\(rules)")
        // What Env and files say is the same everywhere.
        #expect(rules.contains("secret") && rules.contains("dev-mode"))
        #expect(report["images"]?.arrayValue?.first?["config"]?["effectiveUser"] == .null)
    }

    @Test func theScreenKnowsNoRoot() throws {
        let arguments = ["check", "--config", "/dev/null"]
        let named = try BuiltBinary().run(arguments + [image(user: "ContainerUser")]).output
        #expect(named.contains("runs as ContainerUser\n"), "\(named)")
        let unnamed = try BuiltBinary().run(arguments + [image(user: nil)]).output
        #expect(unnamed.contains("runs as the base's default user\n"), "\(unnamed)")
        for screen in [named, unnamed] {
            #expect(!screen.contains("passwd") && !screen.contains("root"))
            #expect(screen.ranges(of: "rules skipped, as for every image of Windows").count == 1)
        }
    }

    @Test func aForeignBaseIsAnotherNote() throws {
        let outcome = try BuiltBinary().run(
            ["check", "--config", "/dev/null", "--report", "json", image(user: nil, foreignBase: true)])
        let report = try JSONReader.parse(Array(outcome.output.utf8))
        let codes = report["warnings"]?.arrayValue?.compactMap { $0["code"]?.stringValue } ?? []
        #expect(codes.filter { $0 == "rules-skipped" }.count == 1, "\(codes)")
    }

    /// COPY cannot bring back what lies under `Files/` and `Hives/` of a layer.
    @Test func noSkeletonIsPrinted() throws {
        let outcome = try BuiltBinary().run(["fix", image(user: nil), "--only", "dockerfile"])
        #expect(outcome.code == 0)
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("#") }, "\(outcome.output)")
        #expect(outcome.output.contains("images of Windows"))
    }
}
