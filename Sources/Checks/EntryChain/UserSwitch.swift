// SPDX-License-Identifier: Apache-2.0

/// Programs that start another one as a different user, each with its own spelling of that user.
enum UserSwitch {
    static let names: Set<String> = [
        "gosu", "su-exec", "setpriv", "runuser", "su", "s6-setuidgid", "s6-applyuidgid", "chpst", "setuidgid", "sudo",
        "doas", "chroot", "start-stop-daemon",
    ]

    /// The user that a command changes to: a name, a number or a variable; nil when it changes none.
    static func user(_ words: [String]) -> String? { split(words)?.user }

    /// The user and the command that is started.
    static func split(_ words: [String]) -> (user: String, rest: [String])? {
        guard let first = words.first else { return nil }
        let arguments = Array(words.dropFirst())
        switch EntryChain.baseName(first) {
        case "gosu", "su-exec", "s6-setuidgid", "setuidgid":
            guard let user = arguments.first else { return nil }
            return (name(user), Array(arguments.dropFirst()))
        case "setpriv": return option(["--reuid", "--ruid", "--euid"], arguments)
        case "runuser", "doas", "start-stop-daemon": return option(["-u", "--user", "-c", "--chuid"], arguments)
        case "sudo": return option(["-u", "--user"], arguments)
        case "chpst": return option(["-u", "-U"], arguments)
        case "chroot": return option(["--userspec"], arguments).map { ($0.user, Array($0.rest.dropFirst())) }
        case "su": return su(arguments)
        default: return nil
        }
    }

    private static func name(_ user: String) -> String {
        String(user.prefix { $0 != ":" && $0 != "." })
    }

    private static func option(_ names: [String], _ arguments: [String]) -> (user: String, rest: [String])? {
        var user: String?
        var index = 0
        while index < arguments.count, arguments[index].hasPrefix("-") {
            let word = arguments[index]
            index += 1
            if word == "--" { break }
            if names.contains(word), index < arguments.count {
                user = arguments[index]
                index += 1
            } else if let known = names.first(where: { word.hasPrefix($0 + "=") }) {
                user = String(word.dropFirst(known.count + 1))
            } else if let known = names.first(where: { $0.count == 2 && word.hasPrefix($0) && word.count > 2 }) {
                user = String(word.dropFirst(known.count))
            } else if word == "-g" || word == "--groups" || word == "--group" {
                index += 1
            }
        }
        guard let user else { return nil }
        return (name(user), Array(arguments[min(index, arguments.count)...]))
    }

    private static func su(_ arguments: [String]) -> (user: String, rest: [String])? {
        var user: String?
        var rest: [String] = []
        var index = 0
        while index < arguments.count {
            let word = arguments[index]
            index += 1
            if word == "-c" || word == "--command", index < arguments.count {
                rest = ["sh", "-c", arguments[index]]
                index += 1
            } else if word == "-s" || word == "--shell" {
                index += 1
            } else if !word.hasPrefix("-"), user == nil {
                user = word
            }
        }
        return user.map { (name($0), rest) }
    }
}
