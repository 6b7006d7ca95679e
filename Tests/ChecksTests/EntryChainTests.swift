// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Testing

@testable import Checks

@Suite("The entry chain is followed to the end")
struct EntryChainTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [ExampleFile] = []
        var entrypoint: [String] = []
        var cmd: [String] = []
        var env: [String] = []
        var starts: [String]
        /// The file that matters.
        var target: String?
        var problem: EntryProblem?
    }

    static let shells: [ExampleFile] = [
        .program("/bin/sh"), .program("/usr/bin/bash"), .program("/usr/bin/env"), .program("/usr/bin/node"),
        .program("/usr/bin/npm"), .program("/usr/bin/yarn"), .program("/usr/bin/pnpm"), .program("/usr/bin/python3.11"),
        .link("/usr/bin/python3", to: "python3.11"), .program("/sbin/tini"), .program("/usr/bin/dumb-init"),
        .program("/usr/bin/catatonit"), .program("/usr/bin/gosu"), .program("/sbin/su-exec"), .program("/usr/bin/java"),
        .program("/usr/bin/dotnet"), .program("/usr/sbin/nginx"), .program("/usr/sbin/php-fpm8.2"),
        .program("/usr/bin/ruby"),
        .program("/usr/bin/php"),
    ]

    static let commands = [
        Case(
            testDescription: "Entrypoint and Cmd", entrypoint: ["/app/server"], cmd: ["--port", "80"],
            starts: ["server --port 80"], target: "/app/server"),
        Case(
            testDescription: "shell form", files: [.file("/app/server.js")], cmd: ["/bin/sh", "-c", "node server.js"],
            starts: ["node server.js"], target: "/app/server.js"),
        Case(
            testDescription: "a list of commands", files: [.file("/app/server.js"), .file("/app/migrate.js")],
            cmd: ["/bin/sh", "-c", "cd /app && node migrate.js && exec node server.js"],
            starts: ["node migrate.js, node server.js"], target: "/app/server.js"),
        Case(
            testDescription: "PATH of the image", files: [.program("/opt/bin/web")], cmd: ["web"],
            env: ["PATH=/nowhere:/opt/bin"], starts: ["web"], target: "/opt/bin/web"),
        Case(
            testDescription: "a name in PATH without the executable bit is passed over",
            files: [.file("/usr/local/bin/web"), .program("/usr/bin/web")], cmd: ["web"], starts: ["web"],
            target: "/usr/bin/web"),
        Case(
            testDescription: "a path from the working directory", files: [.program("/app/bin/web")], cmd: ["./bin/web"],
            starts: ["web"], target: "/app/bin/web"),
        Case(
            testDescription: "links",
            files: [
                .link("/start", to: "opt/current/web"), .link("/opt/current", to: "/opt/v2"), .program("/opt/v2/web"),
            ],
            cmd: ["/start"], starts: ["start"], target: "/opt/v2/web"),
        Case(
            testDescription: "a shebang chain", files: [.script("/app/cli", "#!/usr/bin/env node\n")],
            cmd: ["/app/cli"],
            starts: ["cli"], target: "/app/cli"),
        Case(
            testDescription: "a shebang without its interpreter", files: [.script("/app/cli", "#!/usr/bin/env deno\n")],
            cmd: ["/app/cli"], starts: ["cli"], target: "/app/cli"),
        Case(
            testDescription: "an option in a cluster that takes a word", files: [.file("/app/server.js")],
            cmd: ["/bin/bash", "-eo", "pipefail", "-c", "node server.js"], starts: ["node server.js"],
            target: "/app/server.js"),
        Case(
            testDescription: "a script behind such options", files: [.file("/app/run.sh", "exec /app/server\n")],
            cmd: ["bash", "-O", "extglob", "-euo", "pipefail", "run.sh"], starts: ["run.sh", "server"],
            target: "/app/server"),
        Case(
            testDescription: "options behind -c", cmd: ["sh", "-c", "-e", "+x", "/app/server"], starts: ["server"],
            target: "/app/server"),
        Case(
            testDescription: "an option of one word that takes another",
            cmd: ["bash", "--rcfile", "/etc/rc", "-c", "/app/server"], starts: ["server"], target: "/app/server"),
        Case(
            testDescription: "what stands behind -s is no script", cmd: ["sh", "-s", "a"], starts: ["sh -s a"]),
        Case(testDescription: "missing", cmd: ["/app/nothing"], starts: ["nothing"], problem: .missing("/app/nothing")),
        Case(testDescription: "nothing", starts: [], problem: .empty),
    ]

    static let wrappers = [
        Case(
            testDescription: "tini", files: [.file("/app/server.js")], entrypoint: ["/sbin/tini", "-g", "--"],
            cmd: ["node", "server.js"],
            starts: ["node server.js"], target: "/app/server.js"),
        Case(
            testDescription: "dumb-init", entrypoint: ["dumb-init", "--rewrite", "15:3", "--"], cmd: ["/app/server"],
            starts: ["server"], target: "/app/server"),
        Case(
            testDescription: "catatonit", entrypoint: ["catatonit", "--", "/app/server"], starts: ["server"],
            target: "/app/server"),
        Case(
            testDescription: "gosu", entrypoint: ["gosu", "app:app", "/app/server"], starts: ["server"],
            target: "/app/server"),
        Case(
            testDescription: "env, tini and su-exec",
            entrypoint: ["env", "A=b", "tini", "--", "su-exec", "app", "/app/server", "-v"],
            starts: ["server -v"], target: "/app/server"),
        Case(
            testDescription: "env -S", files: [.file("/app/a.js")],
            entrypoint: ["/usr/bin/env", "-S", "node --enable-source-maps"],
            cmd: ["a.js"], starts: ["node --enable-source-maps a.js"], target: "/app/a.js"),
        Case(
            testDescription: "a script that ends in exec \"$@\"",
            files: [.script("/entry.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n")],
            entrypoint: ["/entry.sh"], cmd: ["/app/server"], starts: ["entry.sh", "server"], target: "/app/server"),
        Case(
            testDescription: "a script that execs tini",
            files: [.script("/entry.sh", "#!/bin/bash\nexec tini -s -- \"$@\"\n")],
            entrypoint: ["/entry.sh"], cmd: ["/app/server", "x"], starts: ["entry.sh", "server x"],
            target: "/app/server"),
        Case(
            testDescription: "a script given to a shell that is not executable",
            files: [.file("/app/start.sh", "exec /app/server --all\n")],
            cmd: ["sh", "/app/start.sh"], starts: ["start.sh", "server --all"], target: "/app/server"),
        Case(
            testDescription: "a server in the background and one in front",
            files: [.script("/start.sh", "#!/bin/sh\nphp-fpm8.2 -D\nnginx -g 'daemon off;'\n")], cmd: ["/start.sh"],
            starts: ["start.sh", "nginx -g daemon off;", "php-fpm8.2 -D"], target: nil),
        Case(
            testDescription: "a choice by the first argument",
            files: [
                .script(
                    "/entry.sh",
                    "#!/bin/sh\ncase \"$1\" in\n web) shift; exec /app/server \"$@\" ;;\n *) exec \"$@\" ;;\nesac\n")
            ],
            entrypoint: ["/entry.sh"], cmd: ["web", "--port", "1"], starts: ["entry.sh", "server --port 1"],
            target: "/app/server"),
    ]

    static let launchers = [
        Case(
            testDescription: "npm run",
            files: [.file("/app/package.json", #"{"scripts":{"start":"node dist/a.js"}}"#), .file("/app/dist/a.js")],
            cmd: ["npm", "run", "start"], starts: ["npm run start", "node dist/a.js"], target: "/app/dist/a.js"),
        Case(
            testDescription: "npm start without a script",
            files: [.file("/app/package.json", "{}"), .file("/app/server.js")],
            cmd: ["npm", "start"], starts: ["npm start", "node server.js"], target: "/app/server.js"),
        Case(
            testDescription: "yarn by the script's name",
            files: [.file("/app/package.json", #"{"scripts":{"serve":"node a"}}"#), .file("/app/a.js")],
            cmd: ["yarn", "serve"], starts: ["yarn serve", "node a"], target: "/app/a.js"),
        Case(
            testDescription: "pnpm, and a program of a package",
            files: [
                .file("/app/package.json", #"{"scripts":{"start":"next start"}}"#),
                .link("/app/node_modules/.bin/next", to: "../next/bin/next"),
                .script("/app/node_modules/next/bin/next", "#!/usr/bin/env node\n"),
            ], cmd: ["pnpm", "start"], starts: ["pnpm start", "next start"], target: "/app/node_modules/next/bin/next"),
        Case(
            testDescription: "npm within an entry script",
            files: [
                .script("/entry.sh", "#!/bin/sh\nexec \"$@\"\n"),
                .file("/app/package.json", #"{"scripts":{"dev":"nodemon --exec ts-node src/server.ts"}}"#),
            ], entrypoint: ["/entry.sh"], cmd: ["npm", "run", "dev"],
            starts: ["entry.sh", "npm run dev", "nodemon, ts-node src/server.ts"]),
        Case(
            testDescription: "node without an ending", files: [.file("/app/app.js")], cmd: ["node", "app"],
            starts: ["node app"], target: "/app/app.js"),
        Case(
            testDescription: "python -m", files: [.file("/app/shop/__main__.py")],
            cmd: ["python3", "-m", "shop", "--port", "1"],
            starts: ["python3 -m shop --port 1"], target: "/app/shop/__main__.py"),
        Case(
            testDescription: "python -m of a server",
            files: [.file("/app/web.py"), .script("/usr/bin/uvicorn", "#!/usr/bin/python3\n")],
            cmd: ["python3", "-m", "uvicorn", "web:app"], starts: ["python3 -m uvicorn web:app"], target: "/app/web.py"),
        Case(
            testDescription: "gunicorn",
            files: [.file("/app/shop/wsgi.py"), .script("/usr/bin/gunicorn", "#!/usr/bin/python3\n")],
            cmd: ["gunicorn", "-b", "0.0.0.0:80", "shop.wsgi:application"],
            starts: ["gunicorn -b 0.0.0.0:80 shop.wsgi:application"],
            target: "/app/shop/wsgi.py"),
        Case(
            testDescription: "uvicorn",
            files: [.file("/app/main.py"), .script("/usr/bin/uvicorn", "#!/usr/bin/python3\n")],
            cmd: ["uvicorn", "main:app", "--host", "0.0.0.0"], starts: ["uvicorn main:app --host 0.0.0.0"],
            target: "/app/main.py"),
        Case(
            testDescription: "flask", files: [.file("/app/web.py"), .script("/usr/bin/flask", "#!/usr/bin/python3\n")],
            cmd: ["flask", "run"], env: ["FLASK_APP=web.py"], starts: ["flask run"], target: "/app/web.py"),
        Case(
            testDescription: "bundle exec",
            files: [
                .script("/usr/bin/bundle", "#!/usr/bin/ruby\n"), .script("/usr/bin/puma", "#!/usr/bin/ruby\n"),
                .file("/app/config.ru"),
            ], cmd: ["bundle", "exec", "puma", "-p", "80"], starts: ["bundle exec", "puma -p 80"],
            target: "/app/config.ru"),
        Case(
            testDescription: "rails s",
            files: [.script("/app/bin/rails", "#!/usr/bin/env ruby\n"), .file("/app/config.ru")],
            cmd: ["bin/rails", "s", "-b", "0.0.0.0"], starts: ["rails s -b 0.0.0.0"], target: "/app/config.ru"),
        Case(
            testDescription: "java -jar", files: [.file("/app/app.jar")],
            cmd: ["java", "-Xmx1g", "-jar", "app.jar", "--x"],
            starts: ["java -Xmx1g -jar app.jar --x"], target: "/app/app.jar"),
        Case(
            testDescription: "dotnet", files: [.file("/app/Shop.dll")], cmd: ["dotnet", "Shop.dll"],
            starts: ["dotnet Shop.dll"],
            target: "/app/Shop.dll"),
        Case(
            testDescription: "php with a file", files: [.file("/app/artisan")], cmd: ["php", "artisan", "serve"],
            starts: ["php artisan serve"], target: "/app/artisan"),
        Case(
            testDescription: "php-fpm", cmd: ["php-fpm8.2", "-F"], starts: ["php-fpm8.2 -F"],
            target: "/usr/sbin/php-fpm8.2"),
        Case(
            testDescription: "supervisord",
            files: [
                .script("/usr/bin/supervisord", "#!/usr/bin/python3\n"),
                .file(
                    "/app/supervisord.conf",
                    "[supervisord]\nnodaemon=true\n[program:web]\ncommand=/app/server --web ; comment\n[program:nginx]\ncommand = nginx -g \"daemon off;\"\n"
                ),
            ], cmd: ["supervisord", "-c", "/app/supervisord.conf"],
            starts: ["supervisord -c /app/supervisord.conf", "server --web, nginx -g daemon off;"]),
        Case(
            testDescription: "s6",
            files: [
                .script("/init", "#!/bin/sh -e\nexec /package/preinit \"$@\"\n"),
                .script(
                    "/etc/services.d/web/run", "#!/command/with-contenv bash\nexec s6-setuidgid app /app/server --s6\n"),
                .program("/command/with-contenv"), .program("/command/s6-setuidgid"),
            ], entrypoint: ["/init"], env: ["PATH=/command:/usr/bin:/bin"],
            starts: ["init", "preinit", "run, server --s6"]),
    ]

    @Test("Commands", arguments: commands)
    func command(_ test: Case) throws { try check(test) }

    @Test("Wrappers and scripts", arguments: wrappers)
    func wrapper(_ test: Case) throws { try check(test) }

    @Test("Launchers and servers", arguments: launchers)
    func launcher(_ test: Case) throws { try check(test) }

    private func check(_ test: Case) throws {
        var example = ExampleImage.app(user: "", cmd: test.cmd, env: test.env).on(base: EntryChainTests.shells)
        example = example.copying(test.files)
        example.entrypoint = test.entrypoint
        let image = try ExampleMaker.facts(example)
        #expect(image.entry.starts == test.starts)
        if let target = test.target {
            #expect(image.entry.target?.path.map { image.tree.paths.string(of: $0) } == target)
        }
        if let problem = test.problem { #expect(image.entry.problem == problem) }
    }

    @Test("links across layers, and files that a start needs")
    func files() throws {
        let example = ExampleImage.app(cmd: ["node", "/app/a.js"])
            .on(base: .program("/usr/lib/node-20/bin/node"), .link("/usr/bin/node", to: "../lib/node/bin/node"))
            .running("ln", .link("/usr/lib/node", to: "node-20")).copying([.file("/app/a.js")])
        let image = try ExampleMaker.facts(example)
        let paths = image.entry.files.map { image.tree.paths.string(of: $0) }
        #expect(paths == ["/usr/lib/node-20/bin/node", "/app/a.js"])
        #expect(image.entry.problem == nil)
    }

    @Test("a shell that hands process 1 over is no shell form")
    func shellForm() throws {
        let shell = try ExampleMaker.facts(.app(.program("/bin/sh"), cmd: ["/bin/sh", "-c", "/app/server"]))
        #expect(shell.entry.isShellForm)
        let handsOver = try ExampleMaker.facts(
            .app(.program("/bin/sh"), cmd: ["/bin/sh", "-c", "true && exec /app/server"]))
        #expect(!handsOver.entry.isShellForm)
        for (words, isForm) in [
            (["/bin/bash", "-o", "pipefail", "-c", "/app/server"], true),
            (["/bin/bash", "-eo", "pipefail", "-c", "/app/server"], true),
            (["/bin/bash", "-eo", "pipefail", "-c", "exec /app/server"], false),
            (["/bin/sh", "-c", "/app/server $0", "x"], false), (["/bin/sh", "/app/server"], false),
        ] {
            let image = try ExampleMaker.facts(.app(.program("/bin/sh"), .program("/bin/bash"), cmd: words))
            #expect(image.entry.isShellForm == isForm, "\(words)")
        }
    }
}

extension EntryChain {
    /// The file that matters: what an interpreter runs, else the last program; nil when nothing was found.
    fileprivate var target: EntryStep? {
        steps.last { $0.role == .program && $0.path != nil }
            ?? steps.last { $0.path != nil && $0.role != .shell && $0.role != .wrapper }
            ?? steps.last { $0.path != nil }
    }
}
