// SPDX-License-Identifier: Apache-2.0

/// A program that starts another one as a different user, each with its own spelling of that user.
struct UserSwitch {
    static let names: Set<String> = Set(forms.keys).union(["gosu", "su-exec", "s6-setuidgid", "setuidgid"])

    /// A name, a number or a variable; nil when the user stays.
    private(set) var user: String?
    /// What is started.
    private(set) var words: [String]
    /// The first of the words is the program for sure, and is looked for where the image looks for programs.
    private(set) var isSure: Bool

    /// The user becomes another one than root.
    var isStepDown: Bool { user != nil && user != "root" && user != "0" }

    private static let forms: [String: OptionSyntax] = [
        "setpriv": """
        --reuid: --ruid: --euid: --regid: --rgid: --egid: --groups: --clear-groups --keep-groups --init-groups \
        --ambient-caps: --inh-caps: --bounding-set: --securebits: --pdeathsig: --ptracer: --selinux-label: \
        --apparmor-profile: --landlock-access: --landlock-rule: --seccomp-filter: --no-new-privs --nnp --reset-env \
        --list-caps --dump -d
        """,
        "runuser": """
        -u: --user: -c: --command: --session-command: -g: --group: -G: --supp-group: -s: --shell: -w: \
        --whitelist-environment: - -l --login -f --fast -m -p --preserve-environment -P --pty -T --no-pty
        """,
        "su": """
        -c: --command: --session-command: -g: --group: -G: --supp-group: -s: --shell: -w: \
        --whitelist-environment: - -l --login -f --fast -m -p --preserve-environment -P --pty -T --no-pty
        """,
        "sudo": """
        -u: --user: -g: --group: -h: --host: -p: --prompt: -C: --close-from: -D: --chdir: -R: --chroot: -r: --role: \
        -t: --type: -T: --command-timeout: -U: --other-user: -A --askpass -B --bell -b --background -E \
        --preserve-env -H --set-home -i --login -k --reset-timestamp -N --no-update -n --non-interactive -P \
        --preserve-groups -S --stdin -s --shell
        """,
        "doas": "-u: -C: -a: -n -s -S -L",
        "chpst": """
        -u: -U: -b: -e: -/: -C: -n: -l: -L: -m: -d: -o: -p: -f: -c: -r: -t: -v -P -0 -1 -2 -V
        """,
        "s6-applyuidgid": "-u: -g: -G: -z -U", "chroot": "--userspec: --groups: --skip-chdir",
        "start-stop-daemon": """
        -x: --exec: -a: --startas: -c: --chuid: -u: --user: -g: --group: -p: --pidfile: -n: --name: -s: --signal: \
        -R: --retry: -r: --chroot: -d: --chdir: -N: --nicelevel: --procsched: -I: --iosched: -k: --umask: -O: \
        --output: -e: --env: -1: --stdout: -2: --stderr: -w: --wait: --pid: --ppid: --notify-timeout: -S --start -K --stop -T --status -H --help -V --version -b \
        --background -C --no-close -m --make-pidfile --remove-pidfile --notify-await -o --oknodo -q --quiet -t \
        --test -v --verbose
        """,
    ]

    /// nil when the program is none of these, or starts nothing.
    init?(_ words: [String]) {
        guard let first = words.first else { return nil }
        let name = EntryChain.baseName(first)
        let arguments = Array(words.dropFirst())
        if let syntax = UserSwitch.forms[name] {
            self.init(name, arguments, syntax)
        } else {
            guard UserSwitch.names.contains(name), let user = arguments.first, !user.hasPrefix("-") else { return nil }
            self.init(user, Array(arguments.dropFirst()), isSure: true)
        }
        // What looks like an option is no program: the options were not understood.
        guard let program = self.words.first, !program.hasPrefix("-") else { return nil }
    }

    private init(_ user: String?, _ words: [String], isSure: Bool) {
        self.user = user.flatMap(UserSwitch.name)
        self.words = words
        self.isSure = isSure
    }

    private init?(_ name: String, _ arguments: [String], _ syntax: OptionSyntax) {
        let reading = syntax.read(arguments)
        let rest = reading.rest
        let isAbsolute = rest.first?.hasPrefix("/") ?? false
        switch name {
        case "setpriv": self.init(reading.value(of: ["--reuid", "--euid"]), rest, isSure: reading.isSure)
        case "s6-applyuidgid":
            // -U: the number is in the environment.
            let user = reading.value(of: ["-u"]) ?? reading.value(of: ["-U"]).map { _ in "$UID" }
            self.init(user, rest, isSure: reading.isSure)
        case "chpst":
            // -U only tells the program a user, -C and -/ go elsewhere.
            let isElsewhere = reading.value(of: ["-/"]) != nil || reading.value(of: ["-C"]) != nil && !isAbsolute
            // A colon before it says that it is a number.
            let user = reading.value(of: ["-u"]).map { String($0.drop { $0 == ":" }) }
            self.init(user, rest, isSure: reading.isSure && !isElsewhere)
        case "sudo", "doas":
            // Both look for programs in a PATH of their own.
            let program = Array(rest.drop { CommandLine.isAssignment($0) })
            let isSure = reading.isSure && program.first?.hasPrefix("/") == true
            self.init(
                reading.value(of: ["-u", "--user"]), program,
                isSure: isSure && reading.value(of: ["-R", "--chroot"]) == nil)
        case "chroot":
            guard let root = rest.first else { return nil }
            var program = Array(rest.dropFirst())
            if let first = program.first, first.hasPrefix("/"), root != "/" { program[0] = root + first }
            self.init(reading.value(of: ["--userspec"]), program, isSure: reading.isSure && root == "/")
        case "start-stop-daemon": self.init(daemon: reading)
        case "runuser" where reading.value(of: ["-u", "--user"]) != nil:
            self.init(reading.value(of: ["-u", "--user"]), rest, isSure: reading.isSure)
        default: self.init(login: arguments, syntax)
        }
    }

    /// What `--startas` or `--exec` names. `--user` only says whose processes are looked at.
    private init?(daemon reading: OptionSyntax.Reading) {
        let stops: Set<String> = ["-K", "--stop", "-T", "--status"]
        guard reading.value(of: stops) == nil else { return nil }
        let program = reading.value(of: ["-a", "--startas"]) ?? reading.value(of: ["-x", "--exec"])
        let isHere = reading.value(of: ["-r", "--chroot"]) == nil && program?.hasPrefix("/") == true
        self.init(
            reading.value(of: ["-c", "--chuid"]), (program.map { [$0] } ?? []) + reading.rest,
            isSure: reading.isSure && isHere)
    }

    /// `su - app -c 'line' arguments`, options and words in any order: a shell runs the line, or the words.
    private init?(login arguments: [String], _ syntax: OptionSyntax) {
        var options: [(name: String, value: String)] = []
        var operands: [String] = []
        var rest = arguments
        while !rest.isEmpty {
            let reading = syntax.read(rest)
            options += reading.options
            rest = reading.rest
            if reading.isDashed {
                operands += rest
                break
            }
            if !rest.isEmpty { operands.append(rest.removeFirst()) }
        }
        let all = OptionSyntax.Reading(options: options)
        var shell = all.value(of: ["-s", "--shell"]) ?? "sh"
        if !EntryFollower.shells.contains(EntryChain.baseName(shell)) { shell = "sh" }
        let line = all.value(of: ["-c", "--command", "--session-command"])
        let words = (line.map { ["-c", $0] } ?? []) + operands.dropFirst()
        guard !words.isEmpty else { return nil }
        // Which shell it is the account says.
        self.init(operands.first ?? "root", [shell] + words, isSure: false)
    }

    /// The user of `app:group` and of sudo's `#1000`; nil for a group alone.
    private static func name(_ user: String) -> String? {
        let name = user.drop { $0 == "#" }.prefix { $0 != ":" && $0 != "." }
        return name.isEmpty ? nil : String(name)
    }
}
