// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Programs that start another one and add nothing of their own.
extension EntryFollower {
    /// Options of wrappers that take a word of their own.
    private static let wrappers: [String: Set<String>] = [
        "tini": ["-p", "-e"], "tini-static": ["-p", "-e"], "docker-init": ["-p", "-e"],
        "dumb-init": ["-r", "--rewrite"],
        "catatonit": [], "env": ["-u", "--unset", "-C", "--chdir"], "nice": ["-n"], "ionice": ["-c", "-n"],
        "nohup": [], "stdbuf": ["-i", "-o", "-e"], "setsid": [], "time": [], "exec": [], "with-contenv": [],
        "xvfb-run": ["-n", "-s", "-f", "-e", "-p", "-w"], "cross-env": [], "cross-env-shell": [], "dotenv": ["-e"],
        "env-cmd": ["-f"], "pid1": [], "my_init": [], "eatmydata": [], "multirun": [], "newrelic-admin": [],
        "ddtrace-run": [], "opentelemetry-instrument": [], "dockerize": ["-wait", "-timeout", "-template"],
        "doppler": [], "infisical": [], "chamber": [], "linux32": [], "linux64": [], "timeout": ["-k", "-s"],
    ]

    /// Takes a wrapper off; false when the program is none.
    mutating func wrapper(_ name: String, _ command: Command, _ found: Found?) -> Bool {
        if UserSwitch.names.contains(name), let (user, rest) = UserSwitch.split(command.words), !rest.isEmpty {
            add(.wrapper, command, found?.path)
            var next = Command(
                words: rest, why: name, isCertain: command.isCertain && name != "su", isSide: command.isSide,
                stepDown: command.stepDown, isProof: command.isProof)
            if next.stepDown == nil, command.isProof, user != "root", user != "0" {
                let place = command.why.hasPrefix("exec in ") ? " in " + command.why.dropFirst(8) : ""
                next.stepDown = StepDown(
                    user: user.contains("$") ? "" : user,
                    proof: (place.isEmpty ? "" : "exec ") + name + " " + user + place)
            }
            queue.append(next)
            return true
        }
        guard let takesWord = EntryFollower.wrappers[name] else { return false }
        var words = Array(command.words.dropFirst())
        while let word = words.first {
            if word == "--" {
                words.removeFirst()
                break
            }
            if name == "env", word == "-S", words.count > 1 {
                let split = words[1].split(separator: " ").map(String.init)
                words = split + words.dropFirst(2)
                continue
            }
            let isOption = word.hasPrefix("-")
            guard isOption || CommandLine.isAssignment(word) else { break }
            words.removeFirst(takesWord.contains(word) ? min(2, words.count) : 1)
        }
        // «timeout 30 program», «doppler run -- program», «chamber exec name -- program»
        if ["timeout", "doppler", "infisical", "chamber", "newrelic-admin"].contains(name) {
            if let dashes = words.firstIndex(of: "--") {
                words.removeFirst(dashes + 1)
            } else {
                words = Array(words.dropFirst())
            }
        }
        guard !words.isEmpty else { return false }
        add(.wrapper, command, found?.path)
        queue.append(command.with(words, why: command.why.hasPrefix("exec in ") ? command.why : name))
        return true
    }
}
