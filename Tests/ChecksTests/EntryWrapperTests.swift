// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Checks

@Suite("Options of wrappers are not taken for programs")
struct EntryWrapperTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var words: [String]
        /// The user that is changed to; nil for none.
        var user: String?
        /// Behind the shells and wrappers.
        var starts: [String] = ["server"]
        var testDescription: String { words.joined(separator: " ") }

        init(_ line: String, _ last: String..., user: String? = nil, starts: [String] = ["server"]) {
            words = line.split(separator: " ").map(String.init) + last
            self.user = user
            self.starts = starts
        }
    }

    static let switches = [
        Case("setpriv --reuid 1000 --regid 1000 --clear-groups /app/server", user: "1000"),
        Case("setpriv --reuid=app --init-groups --inh-caps=-all -- /app/server", user: "app"),
        Case("setpriv --no-new-privs /app/server"),
        Case("setpriv --reuid 0 --groups 5 /app/server"),
        Case("start-stop-daemon --start --chuid app --pidfile /run/x --exec /app/server -- -v", user: "app")
            .starting("server -v"),
        Case("start-stop-daemon -S -c app -p /run/x -a /app/server -x /usr/bin/node", user: "app"),
        Case("start-stop-daemon --start --user app --exec /app/server"),
        Case("start-stop-daemon --stop --exec /app/server").starting("start-stop-daemon --stop --exec /app/server"),
        Case("chpst -u app -e /env -m 900 /app/server", user: "app"),
        Case("chpst -vu :1000:1000 /app/server", user: "1000"), Case("chpst -U app /app/server"),
        Case("sudo -u app VAR=1 /app/server", user: "app"),
        Case("sudo -E -H -g web -u #1000 /app/server", user: "1000"),
        Case("sudo -u app unheard-of", user: "app", starts: ["unheard-of"]), Case("sudo /app/server"),
        Case("doas -C /etc/doas.conf -u app /app/server", user: "app"),
        Case("gosu app:web /app/server", user: "app"), Case("su-exec 1000 /app/server", user: "1000"),
        Case("runuser -u app -g web -- /app/server", user: "app"), Case("runuser -c", "/app/server", "root"),
        Case("runuser -l app -c", "/app/server", user: "app"),
        Case("runuser app -s /bin/sh -c", "/app/server", user: "app"),
        Case("su - app -s /bin/sh -c", "exec /app/server", user: "app"), Case("su -c", "/app/server"),
        Case("su -s /bin/sh -c", "exec \"$0\" \"$@\"", "app", "--", "/app/server", "-v", user: "app")
            .starting("server -v"),
        Case("chroot --userspec=app:web / /app/server", user: "app"), Case("chroot --groups=5 / /app/server"),
        Case("chroot --userspec=:web / /app/server"), Case("chroot /app /server"),
        Case("s6-applyuidgid -u 1000 -g 1000 -G 5 /app/server", user: "1000"),
    ]

    static let wrappers = [
        Case("dockerize -stdout /var/log/a.log -wait tcp://db:1 -timeout 9s /app/server"),
        Case("dockerize -unheard-of word /app/server", starts: ["word /app/server"]),
        Case("multirun", "node a.js -x", "/app/server --all", starts: ["node a.js -x, server --all"]),
        Case("tini -vvp SIGTERM -- /app/server"), Case("env -i -uX A=b /app/server"),
        Case("env PATH=/opt/bin unheard-of", starts: ["unheard-of"]), Case("env -C /srv ./x", starts: ["x"]),
        Case("env -S", "-i A=b /app/server -v").starting("server -v"),
        Case("timeout -k 5 30 /app/server"), Case("nice -n 5 /app/server"),
        Case("ionice -c2 -n 0 /app/server"),
        Case("nice -10 /app/server"), Case("stdbuf -oL -e 0 /app/server"),
        Case("xvfb-run -a -s", "-screen 0", "/app/server"),
        Case("doppler run --token x -- /app/server"),
        Case("doppler run --command", "a && b").starting("doppler run --command a && b"),
        Case("chamber exec shop -- /app/server"), Case("chamber exec shop", starts: ["shop"]),
        Case("newrelic-admin run-program /app/server"), Case("cross-env-shell A=b", "true && /app/server"),
        Case("opentelemetry-instrument --unheard_of x /app/server", starts: ["x /app/server"]),
    ]

    static let programs: [ExampleFile] = [
        .program("/bin/sh"), .program("/usr/bin/node"), .program("/usr/bin/python"),
    ]

    @Test("nothing is missing, and the user is the one that is changed to", arguments: switches + wrappers)
    func known(_ test: Case) throws {
        let image = try image(test.words)
        #expect(image.entry.problem == nil)
        #expect(image.entry.starts == test.starts)
        #expect(image.entry.stepDown?.user == test.user)
    }

    @Test(
        "a program that is named for sure and is not there is missing",
        arguments: [
            "setpriv --reuid 1000 --regid 1000 /nothing", "gosu app /nothing", "gosu app nothing",
            "sudo -u app /nothing",
            "chpst -u app -e /env /nothing", "tini -g -- /nothing", "dockerize -stdout F /nothing",
            "env A=b nothing", "start-stop-daemon --start --chuid app --exec /nothing", "timeout -k 5 30 nothing",
            "tini --unheard-of -- /nothing", "chamber exec shop -- /nothing",
        ])
    func missing(_ line: String) throws {
        let image = try image(line.split(separator: " ").map(String.init))
        #expect(image.entry.problem == .missing(line.hasSuffix("/nothing") ? "/nothing" : "nothing"))
    }

    private func image(_ words: [String]) throws -> ImageFacts {
        let program = ExampleFile.program("/usr/bin/" + (words.first ?? ""))
        return try ExampleMaker.facts(
            ExampleImage.app(user: "", cmd: words).on(base: EntryWrapperTests.programs + [program]))
    }
}

extension EntryWrapperTests.Case {
    fileprivate func starting(_ text: String) -> Self {
        var copy = self
        copy.starts = [text]
        return copy
    }
}
