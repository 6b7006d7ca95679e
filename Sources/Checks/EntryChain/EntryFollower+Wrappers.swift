// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Programs that start another one and add nothing of their own.
extension EntryFollower {
    private static let tini: OptionSyntax = "-p: -e: -s -v -w -g -l -h --version"

    /// What is known of their options; behind any other option the next word is not sure.
    private static let wrappers: [String: OptionSyntax] = [
        "tini": tini, "tini-static": tini, "docker-init": tini,
        "dumb-init": "-r: --rewrite: -c --single-child -v --verbose", "catatonit": "-g -L -P -h --version",
        "env": "-u: --unset: -C: --chdir: -S: --split-string: -a: --argv0: - -i --ignore-environment -v --debug",
        "nice": "-n: --adjustment: -1 -2 -3 -4 -5 -6 -7 -8 -9 -0",
        "ionice": "-c: --class: -n: --classdata: -p: --pid: -t --ignore", "nohup": "",
        "stdbuf": "-i: --input: -o: --output: -e: --error:", "setsid": "-c --ctty -f --fork -w --wait",
        "time": "-f: --format: -o: --output: -a --append -p --portability -q --quiet -v --verbose", "exec": "",
        "with-contenv": "",
        "xvfb-run": """
        -n: --server-num: -s: --server-args: -f: --auth-file: -e: --error-file: -p: --xauth-protocol: -w: --wait: \
        -a --auto-servernum -l --listen-tcp
        """,
        "cross-env": "", "cross-env-shell": "", "dotenv": "-e: -f: -v: -p: -o -c --override --quiet",
        "env-cmd": "-f: --file: -e: --environments: -r: --rc-file: -x --silent --verbose --no-override --fallback",
        "pid1": "-e: --env: -u: --user: -g: --group: -w: --workdir: -t: --timeout:",
        "my_init": """
        --enable-insecure-key --skip-startup-files --skip-runit --no-kill-all-on-exit --no-main-command --quiet
        """,
        "eatmydata": "", "newrelic-admin": "", "ddtrace-run": "-d --debug -p --profiling -v --version",
        "opentelemetry-instrument": """
        --traces_exporter: --metrics_exporter: --logs_exporter: --service_name: --id_generator: --propagators: \
        --exporter_otlp_endpoint:
        """,
        "dockerize": """
        -wait: -wait-http-header: -wait-retry-interval: -timeout: -template: -delims: -stdout: -stderr: -env: \
        -env-section: -env-header: -no-overwrite -poll -skip-tls-verify
        """,
        "doppler": "", "infisical": "", "chamber": "", "linux32": "-R -v", "linux64": "-R -v",
        "timeout": "-k: --kill-after: -s: --signal: --foreground --preserve-status -v --verbose -p -f",
    ]

    /// Programs with commands and options of their own, some of them by several names: only what stands behind `--`
    /// is a program for sure.
    private static let loose: Set<String> = ["doppler", "infisical", "chamber", "dotenv", "env-cmd", "pid1"]

    /// Takes a wrapper off; false when the program is none.
    mutating func wrapper(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        if let change = UserSwitch(command.words) {
            add(.wrapper, command, found?.path)
            var next = command.with(change.words, why: name)
            next.isCertain = command.isCertain && change.isSure
            if next.stepDown == nil, command.isProof, change.isStepDown, let user = change.user {
                let place = command.why.hasPrefix("exec in ") ? " in " + command.why.dropFirst(8) : ""
                next.stepDown = StepDown(
                    user: user.contains("$") ? "" : user,
                    proof: (place.isEmpty ? "" : "exec ") + name + " " + user + place)
            }
            queue.append(next)
            return true
        }
        guard let syntax = EntryFollower.wrappers[name] else { return false }
        var (words, isSure) = EntryFollower.unwrapped(name, Array(command.words.dropFirst()), syntax)
        switch name {
        case "timeout": words = Array(words.dropFirst())
        case "cross-env-shell": words = words.isEmpty ? [] : ["sh", "-c", words.joined(separator: " ")]
        case "newrelic-admin":
            guard let verb = words.first, verb == "run-program" || verb == "run-python" else { return false }
            words = (verb == "run-python" ? ["python"] : []) + words.dropFirst()
        default: break
        }
        // What looks like an option is no program: the options were not understood.
        guard let first = words.first, !first.hasPrefix("-") else { return false }
        add(.wrapper, command, found?.path)
        var next = command.with(words, why: command.why.hasPrefix("exec in ") ? command.why : name)
        next.isCertain = command.isCertain && isSure
        queue.append(next)
        return true
    }

    /// What a wrapper starts, and whether its first word is that program for sure, where the image looks for it.
    private static func unwrapped(
        _ name: String, _ words: [String], _ syntax: OptionSyntax
    ) -> (words: [String], isSure: Bool) {
        var rest = words
        var isSure = true
        var isElsewhere = false
        var isDashed = false
        while let word = rest.first {
            if CommandLine.isAssignment(word) {
                if word.hasPrefix("PATH=") { isElsewhere = true }
                rest.removeFirst()
                continue
            }
            guard word.hasPrefix("-"), !isDashed else { break }
            let reading = syntax.read(rest, until: name == "env" ? "-S" : nil)
            guard reading.rest.count < rest.count else { break }
            isSure = reading.isDashed || isSure && reading.isSure
            isDashed = reading.isDashed
            rest = reading.rest
            guard name == "env" else { continue }
            if reading.options.contains(where: {
                ["-C", "--chdir", "-i", "--ignore-environment", "-"].contains($0.name)
            }
            ) {
                isElsewhere = true
            }
            if let text = reading.value(of: ["-S", "--split-string"]) {
                rest = text.split(separator: " ").map(String.init) + rest
            }
        }
        if EntryFollower.loose.contains(name), !isDashed {
            // «doppler run -- program», «chamber exec name -- program»
            let commands: Set<String> = ["doppler", "infisical", "chamber"]
            if !commands.contains(name) {
                isSure = false
            } else if let dashes = rest.firstIndex(of: "--") {
                rest.removeFirst(dashes + 1)
            } else {
                rest = Array(rest.dropFirst())
                isSure = false
            }
        }
        return (rest, isSure && !(isElsewhere && rest.first?.hasPrefix("/") != true))
    }
}
