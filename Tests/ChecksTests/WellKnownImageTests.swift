// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// What must stay quiet on the images that everybody uses: one test a sort of image.
@Suite("Well-known images are not accused")
struct WellKnownImageTests {
    /// What the rules say, the worst of each rule and kind.
    private func judged(_ example: ExampleImage) throws -> [String: Severity] {
        var worst: [String: Severity] = [:]
        for finding in RuleRegistry.check(try ExampleMaker.facts(example)) {
            for name in [finding.rule, finding.rule + "/" + finding.kind] {
                worst[name] = max(worst[name] ?? .info, finding.severity)
            }
        }
        return worst
    }

    private static let shell: [ExampleFile] = [
        .program("/bin/sh"), .program("/usr/bin/bash"), .program("/usr/bin/env"), .program("/usr/bin/gosu"),
    ]

    private func server(
        _ script: String, _ cmd: [String], _ files: [ExampleFile], volumes: [String] = []
    ) -> ExampleImage {
        var example = ExampleImage.app(user: "", cmd: cmd)
            .on(base: WellKnownImageTests.shell + [.script("/usr/local/bin/entry.sh", script)] + files)
        example.entrypoint = ["entry.sh"]
        example.volumes = volumes
        return example
    }

    @Test("nginx: workers run as the configuration's user, logs are links to the console")
    func nginx() throws {
        let found = try judged(
            server(
                EntryScripts.nginx, ["nginx", "-g", "daemon off;"],
                [
                    .program("/usr/sbin/nginx"),
                    .file("/etc/nginx/nginx.conf", "user  nginx;\nworker_processes  auto;\n"),
                    .link("/var/log/nginx/access.log", to: "/dev/stdout"),
                    .link("/var/log/nginx/error.log", to: "/dev/stderr"),
                    .directory("/var/cache/nginx", uid: 101),
                ]
            ).with { $0.exposedPorts = ["80/tcp"] })
        #expect(found["root-user/steps-down"] == .low)
        #expect(found["root-user/root"] == nil && found["privileged-port"] == nil && found["logs-to-file"] == nil)
        #expect(found["root-owned-entrypoint"] == .info)
    }

    @Test("nginx without a user in its configuration proves nothing")
    func nginxWithoutUser() throws {
        let found = try judged(
            server(
                EntryScripts.nginx, ["nginx", "-g", "daemon off;"],
                [.program("/usr/sbin/nginx"), .file("/etc/nginx/nginx.conf", "# user nginx;\nworker_processes 1;\n")]))
        #expect(found["root-user/root"] == .high)
    }

    @Test("PostgreSQL: steps down, writes what is a volume, sticky or temporary")
    func postgres() throws {
        let found = try judged(
            server(
                EntryScripts.postgres, ["postgres"],
                [
                    .program("/usr/lib/postgresql/16/bin/postgres"),
                    .link("/usr/bin/postgres", to: "../lib/postgresql/16/bin/postgres"),
                    .directory("/var/run/postgresql", mode: 0o3777, uid: 999),
                    .directory("/var/lib/postgresql/data", mode: 0o777, uid: 999),
                    .directory("/tmp", mode: 0o1777),
                ], volumes: ["/var/lib/postgresql/data"]))
        #expect(found["root-user/steps-down"] == .low && found["root-user/root"] == nil)
        #expect(found["world-writable"] == nil && found["entrypoint-missing"] == nil)
    }

    @Test("Redis: starts itself again as its user")
    func redis() throws {
        let found = try judged(
            server(EntryScripts.redis, ["redis-server"], [.program("/usr/local/bin/redis-server")], volumes: ["/data"]))
        #expect(found["root-user/steps-down"] == .low && found["root-user/root"] == nil)
    }

    @Test("php-fpm and nginx under supervisord: every program has to give root up")
    func supervised() throws {
        func image(pool: String, nginx: String) -> ExampleImage {
            ExampleImage.app(user: "", cmd: ["supervisord", "-c", "/etc/supervisord.conf"]).on(base: [
                .script("/usr/bin/supervisord", "#!/usr/bin/python3\n"), .program("/usr/bin/python3"),
                .program("/usr/sbin/nginx"), .program("/usr/sbin/php-fpm8.2"),
                .file("/etc/php/8.2/fpm/pool.d/www.conf", pool), .file("/etc/nginx/nginx.conf", nginx),
                .file(
                    "/etc/supervisord.conf",
                    "[program:nginx]\ncommand=nginx -g 'daemon off;'\n[program:php]\ncommand=php-fpm8.2 -F\n"),
            ])
        }
        let both = try judged(image(pool: "[www]\nuser = www-data\n", nginx: "user www-data;\n"))
        #expect(both["root-user/steps-down"] == .low && both["root-user/root"] == nil)
        let one = try judged(image(pool: "[www]\nuser = www-data\n", nginx: "worker_processes 1;\n"))
        #expect(one["root-user/root"] == .high)
    }

    @Test("supervisord's user= for each program")
    func supervisedUsers() throws {
        func image(_ text: String) -> ExampleImage {
            ExampleImage.app(.file("/etc/supervisord.conf", text), user: "", cmd: ["supervisord"])
                .on(base: .script("/usr/bin/supervisord", "#!/usr/bin/python3\n"), .program("/usr/bin/python3"))
        }
        let all = try judged(
            image("[program:a]\ncommand=/app/server\nuser=app\n[program:b]\ncommand=/app/server b\nuser=app\n"))
        #expect(all["root-user/steps-down"] == .low)
        let one = try judged(image("[program:a]\ncommand=/app/server\nuser=app\n[program:b]\ncommand=/app/server b\n"))
        #expect(one["root-user/root"] == .high)
        let daemon = try judged(image("[supervisord]\nuser=app\n[program:a]\ncommand=/app/server\n"))
        #expect(daemon["root-user/steps-down"] == .low)
    }

    @Test("s6: services that set their user")
    func s6() throws {
        func image(_ run: String) -> ExampleImage {
            ExampleImage.app(.script("/etc/services.d/web/run", run), user: "", cmd: []).on(base: [
                .script("/init", "#!/bin/sh\nexec s6-svscan /run/services\n"), .program("/bin/sh"),
                .program("/bin/execlineb"),
                .program("/bin/s6-setuidgid"), .program("/bin/s6-svscan"),
            ]).with { $0.entrypoint = ["/init"] }
        }
        #expect(
            try judged(image("#!/bin/execlineb -P\n# the server\ns6-setuidgid app\n/app/server\n"))[
                "root-user/steps-down"] == .low)
        #expect(try judged(image("#!/bin/sh\nexec s6-setuidgid app /app/server\n"))["root-user/steps-down"] == .low)
        #expect(try judged(image("#!/bin/sh\nexec /app/server\n"))["root-user/root"] == .high)
    }

    @Test("Apache: User by a variable of its environment file")
    func apache() throws {
        let found = try judged(
            ExampleImage.app(user: "", cmd: ["apache2-foreground"]).on(
                base: WellKnownImageTests.shell + [
                    .script(
                        "/usr/local/bin/apache2-foreground",
                        "#!/bin/bash\nset -e\n. /etc/apache2/envvars\nexec apache2 -DFOREGROUND \"$@\"\n"),
                    .program("/usr/sbin/apache2"), .file("/etc/apache2/apache2.conf", "User ${APACHE_RUN_USER}\n"),
                    .file("/etc/apache2/envvars", ": ${APACHE_RUN_USER:=www-data}\nexport APACHE_RUN_USER\n"),
                ]))
        #expect(found["root-user/steps-down"] == .low && found["root-user/root"] == nil)
    }

    @Test("distroless and Wolfi: a number without an entry, locked passwords in every spelling")
    func distroless() throws {
        let found = try judged(
            ExampleImage.app(user: "65532:65532").on(
                base: .accounts("nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin"),
                .file(
                    "/etc/shadow", "root:*:19000:0:99999:7:::\nnobody:!:19000::::::\ndaemon:!*:::::::\nbin:x:::::::\n"),
                .file("/var/lib/db/sbom/a.spdx.json", "{}"), .file("/etc/os-release", "ID=wolfi\nVERSION_ID=20230201\n")
            ))
        #expect(found.values.allSatisfy { $0 <= .low }, "\(found)")
        for rule in [
            "root-user", "empty-password", "baked-in-password", "unowned-files", "end-of-life-base", "non-numeric-user",
        ] {
            #expect(found[rule] == nil, "\(rule)")
        }
    }

    @Test("scratch and a static program: no base, so nothing to pin")
    func scratch() throws {
        let found = try judged(.app(user: "65534"))
        #expect(found["unpinned-base"] == nil && found["large-base"] == nil && found["latest-tag"] == nil)
        #expect(found.values.allSatisfy { $0 <= .low }, "\(found)")
    }

    @Test("OpenShift: group 0 may write what it needs")
    func openShift() throws {
        let found = try judged(
            ExampleImage.app(
                .accounts("default:x:1001:0::/opt/app:/sbin/nologin"), .directory("/opt/app", mode: 0o775),
                .program("/opt/app/run", mode: 0o775), .file("/etc/group", "root:x:0:\n", mode: 0o664), user: "1001",
                cmd: ["/opt/app/run"]))
        for rule in ["writable-entrypoint", "world-writable", "uid-0-alias", "root-user"] {
            #expect(found[rule] == nil, "\(rule)")
        }
    }

    @Test("COPY --chown: the owner is info, a group medium, everybody high")
    func chown() throws {
        func image(_ mode: UInt32, uid: UInt64 = 0, gid: UInt64 = 0) -> ExampleImage {
            .app(
                .accounts("app:x:1001:1001::/:/bin/sh"), .program("/app/web", mode: mode, uid: uid, gid: gid),
                user: "1001",
                cmd: ["/app/web"])
        }
        #expect(try judged(image(0o755, uid: 1001, gid: 1001))["writable-entrypoint"] == .info)
        #expect(try judged(image(0o775, gid: 1001))["writable-entrypoint"] == .medium)
        #expect(try judged(image(0o775))["writable-entrypoint"] == nil)
        #expect(try judged(image(0o757))["writable-entrypoint"] == .high)
    }

    @Test("an OS package's own setuid file is info, a busybox applet none at all")
    func setuid() throws {
        let found = try judged(
            ExampleImage.app(user: "1001").on(
                base: [
                    .program("/bin/bbsuid", mode: 0o4111), .link("/bin/su", to: "/bin/bbsuid"),
                    .program("/usr/bin/passwd", mode: 0o4755),
                ]
                    + ExampleFile.alpine(
                        ExamplePackage("busybox-suid", files: ["bin/bbsuid"]),
                        ExamplePackage("shadow", files: ["usr/bin/passwd"]))))
        #expect(found["setuid-setgid"] == .info && found["setuid-setgid/packaged"] == .info)
        #expect(found["sudo"] == nil)
    }

    @Test("root-user and root-owned-entrypoint are two findings and one line")
    func oneLine() throws {
        let image = try ExampleMaker.facts(.app(user: ""))
        let plan = FixPlan(RuleRegistry.check(image), image: image)
        let findings = plan.findings.filter { ["root-user", "root-owned-entrypoint"].contains($0.rule) }
        #expect(findings.count == 2 && Set(findings.compactMap(\.fix)) == ["user"])
        let fix = try #require(plan.fixes.first { $0.id == "user" })
        #expect(fix.severity == .high && fix.title == "runs as root (no USER); /app/server is root's")
    }

    @Test("a development server that is a development package is one line, and each finding names the other's edit")
    func developmentServer() throws {
        let image = try ExampleMaker.facts(
            .app(
                .file(
                    "/app/package.json", #"{"scripts":{"dev":"nodemon server.js"},"devDependencies":{"nodemon":"3"}}"#),
                .file("/app/node_modules/nodemon/package.json", #"{"name":"nodemon","version":"3.0.0"}"#),
                .program("/usr/bin/npm"), .program("/app/node_modules/.bin/nodemon"), cmd: ["npm", "run", "dev"]))
        let plan = FixPlan(RuleRegistry.check(image), image: image)
        let findings = plan.findings.filter { $0.kind == "server" || $0.kind == DevDependencyRule.startCommand }
        #expect(findings.count == 2 && Set(findings.compactMap(\.fix)).count == 1)
        #expect(Set(findings.map(\.remedy)) == [#"CMD ["node", "dist/server.js"]"#])
        let server = try #require(findings.first { $0.kind == "server" })
        #expect(server.message == "starts a development server: nodemon, the command that dev-dependency tells of too")
        let fix = try #require(plan.fixes.first { $0.id == server.fix })
        #expect(fix.title == "starts nodemon, which only development needs")
    }

    @Test("a Windows image is not judged by Unix' rules")
    func windows() throws {
        let found = try judged(.app(user: "", cmd: ["C:\\app.exe"]).with { $0.os = "windows" })
        #expect(found["root-user"] == nil && found["entrypoint-missing"] == nil && found["empty-password"] == nil)
    }
}

extension ExampleFile {
    /// apk's records of these packages.
    fileprivate static func alpine(_ packages: ExamplePackage...) -> [ExampleFile] {
        var installed = ""
        var world: [String] = []
        for package in packages {
            installed += "P:\(package.name)\nV:1.0-r0\nA:x86_64\n"
            if !package.depends.isEmpty { installed += "D:\(package.depends.joined(separator: " "))\n" }
            for file in package.files {
                let parts = file.split(separator: "/")
                installed += "F:\(parts.dropLast().joined(separator: "/"))\nR:\(parts.last ?? "")\n"
            }
            installed += "\n"
            if !package.isAutomatic { world.append(package.name) }
        }
        return [
            .file("/lib/apk/db/installed", installed), .file("/etc/apk/world", world.joined(separator: "\n") + "\n"),
        ]
    }
}
