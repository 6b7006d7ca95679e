// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerTree

/// Who the programs at the end of the chain run as.
extension EntryFollower {
    /// A start as root gives root up when every program at the end of the chain does: by a program that changes the
    /// user on the way, or by the server's own configuration.
    mutating func settleUser() {
        var first: StepDown?
        for (index, step) in chain.steps.enumerated() {
            switch step.role {
            case .binary, .program: break
            case .interpreter:
                // The file that it runs stands behind it.
                if index + 1 < chain.steps.count, chain.steps[index + 1].role == .program { continue }
            default: continue
            }
            guard let proof = step.stepDown ?? configured(step) else { return }
            if first == nil { first = proof }
        }
        chain.stepDown = first
    }

    /// What a server's configuration or its own options say of the user of its workers.
    private func configured(_ step: EntryStep) -> StepDown? {
        guard let word = step.words.first else { return nil }
        let name = EntryChain.baseName(word)
        switch name {
        case "nginx", "openresty", "nginx-debug": return nginx(step)
        case "httpd", "apache2", "httpd-foreground", "apache2ctl", "apachectl", "apache2-foreground": return apache()
        case "haproxy": return nil
        default:
            if name.hasPrefix("php-fpm") { return phpPool() }
            return option(name, step.words)
        }
    }

    private func proof(_ user: String, _ proof: String) -> StepDown? {
        guard !user.isEmpty, user != "root", user != "0" else { return nil }
        return StepDown(user: user.contains("$") ? "" : user, proof: proof)
    }

    private static let options: [String: [String]] = [
        "mysqld": ["--user"], "mariadbd": ["--user"], "mysqld_safe": ["--user"], "memcached": ["-u", "--user"],
        "named": ["-u"], "dnsmasq": ["-u", "--user"], "uwsgi": ["--uid"], "gunicorn": ["-u", "--user"],
        "squid": ["-u"], "varnishd": ["-j"],
    ]

    private func option(_ name: String, _ words: [String]) -> StepDown? {
        for option in EntryFollower.options[name] ?? [] {
            for (index, word) in words.enumerated() {
                if word == option, index + 1 < words.count { return proof(words[index + 1], "\(name) \(option)") }
                if word.hasPrefix(option + "=") {
                    return proof(String(word.dropFirst(option.utf8.count + 1)), "\(name) \(option)")
                }
            }
        }
        return nil
    }

    private func nginx(_ step: EntryStep) -> StepDown? {
        var paths = ["/etc/nginx/nginx.conf", "/usr/local/nginx/conf/nginx.conf"]
        paths.append("/usr/local/openresty/nginx/conf/nginx.conf")
        if let option = step.words.firstIndex(of: "-c"), option + 1 < step.words.count {
            paths = [step.words[option + 1]]
        }
        for path in paths {
            guard let bytes = keptFile(path) else { continue }
            for line in EntryFollower.lines(bytes) where line.hasPrefix("user ") || line.hasPrefix("user\t") {
                let words = line.split { $0.isWhitespace || $0 == ";" }
                if words.count > 1 { return proof(String(words[1]), "user in " + path) }
            }
        }
        return nil
    }

    private func apache() -> StepDown? {
        let paths = [
            "/etc/apache2/apache2.conf", "/usr/local/apache2/conf/httpd.conf", "/etc/httpd/conf/httpd.conf",
            "/etc/apache2/httpd.conf",
        ]
        for path in paths {
            for line in EntryFollower.lines(keptFile(path) ?? []) where line.hasPrefix("User ") {
                let words = line.split { $0.isWhitespace }
                guard words.count > 1 else { continue }
                var user = String(words[1])
                if user.hasPrefix("${"), user.hasSuffix("}") {
                    user = variable(String(user.dropFirst(2).dropLast())) ?? user
                }
                return proof(user, "User in " + path)
            }
        }
        return nil
    }

    /// Debian's Apache reads its user from a file that a shell sources: `export APACHE_RUN_USER=www-data`, or with a
    /// default: `: ${APACHE_RUN_USER:=www-data}`.
    private func variable(_ name: String) -> String? {
        if let value = document.config.environment(name) { return value }
        for line in EntryFollower.lines(keptFile("/etc/apache2/envvars") ?? []) {
            guard let place = line.indices.first(where: { line[$0...].hasPrefix(name) }) else { continue }
            let rest = line[place...].dropFirst(name.count).drop { $0 == ":" }
            guard rest.first == "=" else { continue }
            let value = rest.dropFirst().prefix { !"\"'}; \t".contains($0) }
            if !value.isEmpty { return String(value) }
        }
        return nil
    }

    private func phpPool() -> StepDown? {
        var pools = directory("/usr/local/etc/php-fpm.d", ending: ".conf")
        pools += directory("/etc/php-fpm.d", ending: ".conf")
        if case .found(let folder) = tree.resolve(Array("/etc".utf8)) {
            for child in tree.children(of: folder) where tree.paths.name(of: child).starts(with: "php".utf8) {
                let name = tree.paths.string(of: child)
                pools += directory(name + "/php-fpm.d", ending: ".conf")
                for version in tree.children(of: child).prefix(16) {
                    pools += directory(tree.paths.string(of: version) + "/fpm/pool.d", ending: ".conf")
                }
            }
        }
        var first: StepDown?
        for (path, bytes) in pools {
            for line in EntryFollower.lines(bytes) {
                guard let (key, value) = EntryFollower.setting(line), key == "user" else { continue }
                guard let proof = proof(value, "user in " + path) else { return nil }
                if first == nil { first = proof }
            }
        }
        return first
    }
}
