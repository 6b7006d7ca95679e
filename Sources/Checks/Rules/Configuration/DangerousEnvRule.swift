// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// Environment variables that switch a protection off, or put somebody else's code first.
enum DangerousEnvRule: Rule {
    static let description = RuleDescription(
        id: "dangerous-env",
        title: "A variable that switches a protection off",
        severity: .medium,
        category: .configuration,
        rationale: """
            ENV holds for every process of every container. A variable that lets TLS accept any certificate was meant \
            for one download in the build and stays for all connections of the service; one that loads a library or \
            finds programs in a directory that the user may write runs whatever is put there.
            """,
        remedy: "Drop the ENV; where a build step needs it, write it before that command alone: RUN NAME=value command",
        needs: [.config, .tree],
        examples: [
            .fires("TLS checks off", .app(env: ["NODE_TLS_REJECT_UNAUTHORIZED=0"]), kind: "tls", severity: .medium),
            .fires("git's", .app(env: ["GIT_SSL_NO_VERIFY=true"]), kind: "tls"),
            .fires(
                "a library that is missing", .app(env: ["LD_PRELOAD=/opt/x.so"]), kind: "preload", severity: .medium),
            .fires(
                "a library that is there",
                .app(.file("/usr/lib/libjemalloc.so.2"), env: ["LD_PRELOAD=/usr/lib/libjemalloc.so.2"]),
                kind: "preload",
                severity: .info),
            .fires(
                "the working directory in PATH", .app(env: ["PATH=.:/usr/bin"]), kind: "path", severity: .medium),
            .fires(
                "an empty entry of the library path", .app(env: ["LD_LIBRARY_PATH=:/opt/lib"]), kind: "library-path",
                severity: .medium),
            .fires(
                "the user's own directory before the system's",
                .app(.directory("/home/app/bin", uid: 1001), env: ["PATH=/home/app/bin:/usr/bin"]), kind: "path",
                severity: .low),
            .quiet("checks on", .app(env: ["NODE_TLS_REJECT_UNAUTHORIZED=1", "GIT_SSL_NO_VERIFY=false"])),
            .quiet(
                "a bundle of certificates",
                .app(env: ["SSL_CERT_FILE=/etc/ssl/cert.pem", "NODE_EXTRA_CA_CERTS=/ca.pem"])),
            .quiet("PATH of the system", .app(.directory("/usr/local/bin"), env: ["PATH=/usr/local/bin:/usr/bin"])),
            .quiet(
                "root's PATH in root's home",
                .app(.directory("/root/.local/bin"), user: "", env: ["PATH=/root/.local/bin:/usr/bin"])),
        ])

    /// Variables that let TLS accept anything, and the values that do so; nil: any but an empty, false one.
    private static let tls: [(name: String, values: Set<String>?)] = [
        ("NODE_TLS_REJECT_UNAUTHORIZED", ["0"]), ("PYTHONHTTPSVERIFY", ["0"]), ("GIT_SSL_NO_VERIFY", nil),
        ("NPM_CONFIG_STRICT_SSL", ["false", "0"]), ("npm_config_strict_ssl", ["false", "0"]),
        ("YARN_STRICT_SSL", ["false", "0"]), ("PERL_LWP_SSL_VERIFY_HOSTNAME", ["0"]), ("GOINSECURE", nil),
        ("CURL_INSECURE", nil), ("AWS_NO_VERIFY_SSL", nil), ("ELASTIC_SSL_VERIFY", ["false", "0"]),
        ("SSL_NO_VERIFY", nil), ("HTTPLIB2_DISABLE_SSL_VERIFICATION", nil),
        ("VAULT_SKIP_VERIFY", nil), ("CONSUL_HTTP_SSL_VERIFY", ["false", "0"]), ("PIP_TRUSTED_HOST", nil),
    ]
    private static let negations: Set<String> = ["", "0", "false", "no", "off"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var off: [String] = []
        for (name, values) in tls {
            guard let value = image.config.environment(name) else { continue }
            let isOff = values.map { $0.contains(value.lowercased()) } ?? !negations.contains(value.lowercased())
            if isOff { off.append(name) }
        }
        if !off.isEmpty {
            add("tls", .medium, "\(ByteText.list(off, limit: 3)): TLS accepts any certificate", off, image, &findings)
        }
        preload(image, &findings)
        paths(image, &findings)
    }

    private static func preload(_ image: ImageFacts, _ findings: inout FindingList) {
        guard let value = image.config.environment("LD_PRELOAD"), !value.isEmpty else { return }
        let libraries = value.split(whereSeparator: { $0 == ":" || $0 == " " }).prefix(16).map(String.init)
        let isSafe = libraries.allSatisfy { name in
            // Without a slash the loader looks where it looks for every library.
            guard name.contains("/") else { return true }
            guard case .found(let path) = image.tree.resolve(Array(name.utf8)), let inode = image.tree.inode(at: path)
            else { return name.contains("$") }
            let entry = image.tree.entry(of: inode)
            return entry.mode & 0o002 == 0 && (entry.uid == 0 || image.user.uid != Int64(entry.uid))
        }
        add(
            "preload", isSafe ? .info : .medium,
            "LD_PRELOAD puts \(ByteText.list(libraries.map { EntryChain.baseName($0) }.map { ImageFacts.cut($0, 40) }, limit: 2)) into every process\(isSafe ? "" : ": missing, or the user may write it")",
            ["LD_PRELOAD"], image, &findings)
    }

    private static func paths(_ image: ImageFacts, _ findings: inout FindingList) {
        if let value = image.config.environment("LD_LIBRARY_PATH"), !value.isEmpty,
            value.split(separator: ":", omittingEmptySubsequences: false).contains(where: { $0.isEmpty || $0 == "." })
        {
            add(
                "library-path", .medium,
                "LD_LIBRARY_PATH has an empty entry: libraries come from the working directory",
                ["LD_LIBRARY_PATH"], image, &findings)
        }
        // Windows has other separators, and roots with letters.
        guard image.isUnix, let value = image.config.environment("PATH"), !value.isEmpty else { return }
        let entries = value.split(separator: ":", omittingEmptySubsequences: false).prefix(64).map(String.init)
        if entries.contains(where: { !$0.hasPrefix("/") && !$0.hasPrefix("$") && !$0.hasPrefix("~") }) {
            add(
                "path", .medium, "PATH has an entry that is relative: programs come from the working directory",
                ["PATH"],
                image, &findings)
        }
        // Behind the system's directories a writable one can only add names.
        let system = entries.firstIndex { $0 == "/usr/bin" || $0 == "/bin" } ?? entries.count
        var everybody: [String] = []
        var own: [String] = []
        for entry in entries[..<system] {
            guard case .found(let path) = image.tree.resolve(Array(entry.utf8)),
                let directory = image.tree.directoryEntry(at: path)
            else { continue }
            if directory.mode & 0o002 != 0 {
                everybody.append(entry)
            } else if !image.user.isRoot, image.user.uid == Int64(directory.uid), directory.mode & 0o200 != 0 {
                own.append(entry)
            }
        }
        if !everybody.isEmpty {
            add(
                "path", .medium,
                "every user may put programs into \(ByteText.list(everybody, limit: 3)), which PATH names first",
                ["PATH"], image, &findings)
        }
        if !own.isEmpty {
            add(
                "path", .low,
                "the runtime user may put programs into \(ByteText.list(own, limit: 3)), which PATH names first",
                ["PATH"], image, &findings, "Put the directory behind the system's in PATH, or leave it root's")
        }
    }

    private static func add(
        _ kind: String, _ severity: Severity, _ message: String, _ names: [String], _ image: ImageFacts,
        _ findings: inout FindingList, _ remedy: String? = nil
    ) {
        findings.add(
            image.finding(
                description, kind, severity, message, remedy: remedy,
                at: names.map { Location(path: "config:Env[\($0)]", layer: nil) }, anchor: message))
    }
}
