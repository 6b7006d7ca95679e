// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Checks

@Suite("A start as root gives root up, or not")
struct StepDownTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var script: String
        var cmd: [String] = ["/app/server"]
        var env: [String] = []
        /// nil: nothing proves it.
        var user: String?
        var starts: [String]?
    }

    static let cases = [
        Case(
            testDescription: "PostgreSQL", script: EntryScripts.postgres, cmd: ["postgres"], user: "postgres",
            starts: ["entry.sh", "postgres"]),
        Case(
            testDescription: "PostgreSQL asked for help stays root", script: EntryScripts.postgres,
            cmd: ["postgres", "--help"]),
        Case(testDescription: "PostgreSQL's image with a shell", script: EntryScripts.postgres, cmd: ["bash"]),
        Case(
            testDescription: "PostgreSQL with an option alone", script: EntryScripts.postgres,
            cmd: ["-c", "max_connections=9"],
            user: "postgres"),
        Case(
            testDescription: "Redis", script: EntryScripts.redis, cmd: ["redis-server"], user: "redis",
            starts: ["entry.sh", "redis-server"]),
        Case(
            testDescription: "Redis with a configuration", script: EntryScripts.redis, cmd: ["/etc/redis.conf"],
            user: "redis"),
        Case(testDescription: "Redis' image with another program", script: EntryScripts.redis, cmd: ["redis-cli"]),
        Case(
            testDescription: "Redis with setpriv", script: EntryScripts.redisWithSetpriv, cmd: ["redis-server"],
            user: "redis"),
        Case(
            testDescription: "Redis told to stay root", script: EntryScripts.redisWithSetpriv, cmd: ["redis-server"],
            env: ["SKIP_DROP_PRIVS=1"]),
        Case(testDescription: "Vault", script: EntryScripts.vault, cmd: ["server", "-dev"], user: "vault"),
        Case(
            testDescription: "node gives nothing up", script: EntryScripts.node, cmd: ["node", "server.js"],
            starts: ["entry.sh", "node server.js"]),
        Case(
            testDescription: "node before a file", script: EntryScripts.node, cmd: ["-r", "esm", "server.js"],
            starts: ["entry.sh", "node -r esm server.js"]),
        Case(testDescription: "a variable that is not set", script: EntryScripts.switchedOff),
        Case(
            testDescription: "the same variable, set", script: EntryScripts.switchedOff, env: ["RUN_AS_USER=app"],
            user: "app"),
        Case(testDescription: "one step of the preparation", script: EntryScripts.preparation),
        Case(testDescription: "a function that nobody calls", script: EntryScripts.uncalled),
        Case(testDescription: "for another program", script: EntryScripts.otherProgram),
        Case(testDescription: "for that program", script: EntryScripts.otherProgram, cmd: ["worker"], user: "app"),
        Case(testDescription: "only where it is not root", script: EntryScripts.notRoot),
        Case(testDescription: "two ways and both do", script: EntryScripts.eitherWay, user: "app"),
        Case(testDescription: "in a comment", script: "#!/bin/sh\n# exec gosu app \"$@\"\nexec \"$@\"\n"),
        Case(testDescription: "in a here-document", script: "#!/bin/sh\ncat <<X\nexec gosu app y\nX\nexec \"$@\"\n"),
        Case(testDescription: "behind the end", script: "#!/bin/sh\nexec \"$@\"\nexec gosu app \"$@\"\n"),
        Case(testDescription: "to root", script: "#!/bin/sh\nexec gosu root \"$@\"\n"),
        Case(
            testDescription: "su at the end", script: "#!/bin/sh\nchown app /data\nsu app -c '/app/server --port 80'\n",
            user: "app"),
        Case(testDescription: "in a subshell", script: "#!/bin/sh\n(exec gosu app true)\nexec \"$@\"\n"),
        Case(
            testDescription: "a script that is cut off",
            script: "#!/bin/sh\nif [ \"$X\" ]; then\nexec gosu app \"$@\"\n"),
        Case(
            testDescription: "a user that only the start knows",
            script: "#!/bin/sh\n: \"${APP_USER:=web}\"\nexec gosu \"$APP_USER\" \"$@\"\n", user: "web"),
    ]

    @Test("Entry scripts", arguments: cases)
    func scripts(_ test: Case) throws {
        let files: [ExampleFile] = [
            .script("/entry.sh", test.script), .program("/bin/sh"), .program("/usr/bin/bash"), .program("/usr/bin/env"),
            .program("/usr/bin/gosu"), .program("/usr/bin/su-exec"), .program("/usr/bin/setpriv"),
            .program("/usr/bin/su"),
            .program("/usr/local/bin/postgres"), .program("/usr/local/bin/redis-server"),
            .program("/usr/bin/dumb-init"),
            .program("/usr/local/bin/redis-cli"), .program("/usr/bin/vault"), .program("/usr/local/bin/node"),
            .file("/app/server.js"), .program("/usr/bin/celery"),
        ]
        var example = ExampleImage.app(user: "", cmd: test.cmd, env: test.env).copying(files)
        example.entrypoint = ["/entry.sh"]
        let image = try ExampleMaker.facts(example)
        #expect(
            image.entry.stepDown?.user == test.user, "\(String(describing: image.entry.stepDown)) \(image.entry.starts)"
        )
        if let starts = test.starts { #expect(image.entry.starts == starts) }
    }

    private static let long = String(repeating: "a", count: 1_000)
    private static let pattern = "*" + String(repeating: "a", count: 500) + "b"

    /// A command as often as loops within loops are gone through.
    private static func nested(_ command: String) -> String {
        let values = (0..<64).map(String.init).joined(separator: " ")
        return "for i in \(values); do for j in \(values); do for k in \(values); do\n\(command)\ndone; done; done\n"
    }

    @Test("What stands behind the end of the budget proves nothing")
    func spent() throws {
        let switching = "#!/bin/sh\nif [ \"$(hostname)\" ]; then exec gosu app \"$@\"; fi\n"
        let work = "x=\(StepDownTests.long)\n" + StepDownTests.nested("y=${x##\(StepDownTests.pattern)}")
        for (script, user) in [(switching, "app"), (switching + work + "exec \"$@\"\n", nil)] {
            var example = ExampleImage.app(
                .script("/entry.sh", script), .program("/bin/sh"), .program("/usr/bin/gosu"), user: "")
            example.entrypoint = ["/entry.sh"]
            #expect(try ExampleMaker.facts(example).entry.stepDown?.user == user)
        }
    }

    @Test("A script never hangs and never overflows, whatever it says")
    func hostile() throws {
        let loops = [
            "#!/bin/sh\nwhile :; do :; done\n", "#!/bin/sh\nf() { f; f; }\nf\n",
            "#!/bin/sh\n" + String(repeating: "if true; then ", count: 4_000),
            "#!/bin/sh\n" + String(repeating: "(", count: 8_000),
            "#!/bin/sh\n" + String(repeating: "f() ", count: 9_000),
            "#!/bin/sh\necho " + String(repeating: "${a:-", count: 9_000),
            "#!/bin/sh\necho " + String(repeating: "$(", count: 9_000),
            "#!/bin/sh\nexec \"$0\" \"$@\"\n", "#!/bin/sh\nset -- \"$@\" \"$@\"\nexec /entry.sh \"$@\"\n",
            "#!/bin/sh\nx=" + String(repeating: "a", count: 60_000) + "\ncase $x in "
                + String(repeating: "*a", count: 400)
                + "b) ;; esac\n",
            "#!/bin/sh\n[ " + String(repeating: "! ", count: 9_000) + "]\n",
            "#!/bin/sh\n[ " + String(repeating: "\\( ", count: 9_000) + "]\n",
            "#!/bin/sh\ncat <<E\nno end", "#!/bin/sh\ncase x in", "#!/bin/sh\n\"", "#!/bin/sh\n$", "#!/bin/sh\n`",
            "#!/bin/sh\n>",
            "#!/bin/sh\nx=\(StepDownTests.long)\n" + StepDownTests.nested("y=${x##\(StepDownTests.pattern)}"),
            "#!/bin/sh\nx=\(StepDownTests.long)\n"
                + StepDownTests.nested("case $x in \(StepDownTests.pattern)) ;; esac"),
            "#!/bin/sh\nx=\(StepDownTests.long)\n"
                + StepDownTests.nested("[[ $x == *" + String(repeating: "[abc", count: 1_000) + "]b ]]"),
            "#!/bin/sh\nx=\(StepDownTests.long)\nset -- "
                + String(repeating: "\"$x$x$x\" ", count: 1_000) + "\n"
                + StepDownTests.nested("y=" + String(repeating: "$*", count: 1_000)),
            "#!/bin/sh\n" + (0..<6_000).map { "a\($0)= " }.joined() + "\n"
                + StepDownTests.nested("if [ \"$(hostname)\" ]; then b=$a1; fi"),
            "#!/bin/sh\nset -- " + String(repeating: "! ", count: 1_000) + "\n["
                + String(repeating: " \"$@\"", count: 250) + " ]\n",
        ]
        for script in loops {
            let started = ContinuousClock.now
            var example = ExampleImage.app(.script("/entry.sh", script), .program("/bin/sh"), user: "")
            example.entrypoint = ["/entry.sh"]
            let image = try ExampleMaker.facts(example)
            #expect(image.entry.stepDown == nil)
            #expect(ContinuousClock.now - started < .seconds(5), "\(script.prefix(40))")
        }
    }
}
