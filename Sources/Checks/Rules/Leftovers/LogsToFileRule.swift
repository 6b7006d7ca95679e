// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases

/// Services that log where nobody looks.
enum LogsToFileRule: Rule {
    static let description = RuleDescription(
        id: "logs-to-file",
        title: "Logs go to files inside the container",
        severity: .low,
        category: .configuration,
        rationale: """
            A log file in a container fills the disk, is never rotated, goes with the container and is invisible to \
            whoever collects logs. A service in a container writes to its standard output and error.
            """,
        remedy: "RUN ln -sf /dev/stdout /var/log/nginx/access.log, or name /dev/stdout in the configuration",
        needs: [.tree, .entry],
        examples: [
            .fires(
                "nginx",
                server("nginx", .file("/etc/nginx/nginx.conf", "error_log /var/log/nginx/error.log notice;\n")),
                kind: "nginx", severity: .low),
            .fires(
                "supervisord's programs",
                server(
                    "supervisord",
                    .file(
                        "/etc/supervisord.conf",
                        "[supervisord]\nlogfile=/dev/null\n[program:web]\nstdout_logfile=/var/log/web.log\n")),
                kind: "supervisor", severity: .low),
            .fires(
                "logback's file appender",
                .app(
                    .file(
                        "/app/resources/logback.xml",
                        "<appender class=\"ch.qos.logback.core.FileAppender\">\n<file>logs/app.log</file>\n</appender>")
                ), kind: "logback", severity: .low),
            .fires(
                "Apache",
                server(
                    "apache2",
                    .file(
                        "/etc/apache2/sites-available/000-default.conf",
                        "<VirtualHost *:80>\n  ErrorLog ${APACHE_LOG_DIR}/error.log\n</VirtualHost>\n")),
                kind: "apache", severity: .low),
            .fires(
                "winston's file transport",
                .app(
                    .file(
                        "/app/src/logger.js",
                        "const winston = require('winston');\nmodule.exports = winston.createLogger({\n  transports: [\n"
                            + "    new winston.transports.File({\n      filename: 'logs/app.log',\n    }),\n  ],\n});\n"
                    ),
                    .file("/app/node_modules/winston/package.json", #"{"name":"winston","version":"3.13.0"}"#)),
                kind: "winston", severity: .low),
            .fires(
                "a handler of Python's logging",
                .app(
                    .file(
                        "/app/shop/settings.py",
                        "LOGGING = {\n 'handlers': {\n  'file': {\n   'class': 'logging.FileHandler',\n"
                            + "   'filename': '/var/log/shop.log',\n  },\n },\n}\n")), kind: "python-logging",
                severity: .low),
            .fires(
                "gunicorn's command line",
                ExampleImage().copying([.program("/usr/bin/gunicorn")]).with {
                    $0.cmd = ["/usr/bin/gunicorn", "--access-logfile", "/var/log/access.log", "shop:app"]
                }, kind: "gunicorn", severity: .low),
            .quiet(
                "gunicorn on standard output, a console handler, another winston transport",
                ExampleImage().copying([
                    .program("/usr/bin/gunicorn"),
                    .file("/app/gunicorn.conf.py", "accesslog = \"-\"\nerrorlog = '-'\n# accesslog = '/x.log'\n"),
                    .file(
                        "/app/logging.yaml",
                        "handlers:\n  console:\n    class: logging.StreamHandler\n    stream: ext://sys.stdout\n"),
                    .file("/app/logger.js", "new winston.transports.Console({ filename: 'x' })\n"),
                    .file("/app/node_modules/winston/package.json", #"{"name":"winston","version":"3.13.0"}"#),
                ]).with { $0.cmd = ["/usr/bin/gunicorn", "--access-logfile=-", "shop:app"] }),
            .quiet(
                "links to standard output",
                server(
                    "nginx",
                    .file("/etc/nginx/nginx.conf", "http {\n access_log /var/log/nginx/access.log main;\n}\n"),
                    .link("/var/log/nginx/access.log", to: "/dev/stdout"))),
            .quiet(
                "standard output by name",
                server(
                    "httpd",
                    .file(
                        "/usr/local/apache2/conf/httpd.conf", "ErrorLog /proc/self/fd/2\nCustomLog |/bin/cat common\n")
                )),
            .quiet("switched off", server("nginx", .file("/etc/nginx/nginx.conf", "access_log off;\n"))),
            .quiet(
                "a server that is there and does not run",
                .app(.file("/etc/nginx/nginx.conf", "error_log /var/log/nginx/error.log;\n"))),
            .quiet(
                "php-fpm's image, whose last file decides",
                server(
                    "php-fpm", .file("/usr/local/etc/php-fpm.conf", "error_log = log/php-fpm.log\n"),
                    .file("/usr/local/etc/php-fpm.d/docker.conf", "[global]\nerror_log = /proc/self/fd/2\n"))),
        ])

    private static func server(_ name: String, _ files: ExampleFile...) -> ExampleImage {
        ExampleImage().copying([.program("/usr/sbin/" + name)] + files).with { $0.cmd = ["/usr/sbin/" + name] }
    }

    /// By program: what starts it. A library's configuration counts wherever it lies.
    private static let servers = [
        "nginx": ["nginx", "openresty"],
        "apache": ["apache2", "httpd", "apache2ctl", "apachectl", "apache2-foreground"],
        "supervisor": ["supervisord"], "php-fpm": ["php-fpm"], "gunicorn": ["gunicorn"],
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var targets: [String: [(target: String, place: Location)]] = [:]
        let files = image.kept.compactMap { id, bytes in
            LogConfiguration.form(of: image.tree.paths.bytes(of: id)).map {
                (path: image.tree.paths.string(of: id), id: id, form: $0, bytes: bytes)
            }
        }
        .sorted { ($0.path, $0.id) < ($1.path, $1.id) }
        for file in files {
            for target in LogConfiguration.targets(in: file.bytes, file.form) {
                // Later files of php-fpm replace what earlier ones say.
                if target.program == "php-fpm" { targets["php-fpm"] = [] }
                guard isFile(target.path, image), isUsed(target.program, file.id, image) else { continue }
                targets[target.program, default: []].append((target.path, image.location(of: file.id)))
            }
        }
        let command = Location(path: image.config.cmd.isEmpty ? "config:Entrypoint" : "config:Cmd", layer: nil)
        for step in image.entry.steps {
            for target in LogConfiguration.gunicorn(words: step.words) where isFile(target.path, image) {
                targets[target.program, default: []].append((target.path, command))
            }
        }
        for (program, places) in targets.sorted(by: { $0.key < $1.key }) where !places.isEmpty {
            if let names = servers[program], !names.contains(where: { runs($0, image) }) { continue }
            var names: [String] = []
            var locations: [Location] = []
            var seen: (targets: Set<String>, paths: Set<String>) = ([], [])
            for place in places {
                if seen.targets.insert(place.target).inserted { names.append(place.target) }
                if seen.paths.insert(place.place.path).inserted { locations.append(place.place) }
            }
            guard let first = locations.first else { continue }
            findings.add(
                Finding(
                    rule: description.id, kind: program, severity: .low, category: .configuration,
                    message: "\(program) logs to \(ByteText.list(names, limit: 3))", remedy: remedy(program, names),
                    origin: first.layer.map { image.isBase(layer: $0) } ?? false ? .base : .app,
                    fingerprint: Fingerprint.of(description.id, program), locations: locations))
        }
    }

    private static func remedy(_ program: String, _ targets: [String]) -> String {
        switch program {
        case "supervisor": "stdout_logfile=/dev/fd/1 and stdout_logfile_maxbytes=0 for each program"
        case "logback", "log4j": "Use a ConsoleAppender alone in the image's configuration"
        case "winston": "Use winston's Console transport alone in production"
        case "python-logging": "Use logging.StreamHandler alone, which writes to standard error"
        case "gunicorn": "--access-logfile - --error-logfile -"
        default: "RUN ln -sf /dev/stdout \(targets.first ?? "/var/log/\(program)/access.log")"
        }
    }

    /// Whether a library's configuration is the application's own, and its library there.
    private static func isUsed(_ program: String, _ file: PathTable.ID, _ image: ImageFacts) -> Bool {
        switch program {
        case "winston":
            image.packages.owner(of: file) == nil
                && image.packages.packages.contains { $0.ecosystem == .npm && $0.name == "winston" }
        case "python-logging": image.packages.owner(of: file) == nil
        default: true
        }
    }

    /// By name with a version or not: `php-fpm8.2`.
    private static func runs(_ name: String, _ image: ImageFacts) -> Bool {
        image.entry.steps.contains { step in
            guard let word = step.words.first.map(EntryChain.baseName) else { return false }
            return word == name || word.hasPrefix(name) && word.dropFirst(name.count).allSatisfy { !$0.isLetter }
        }
    }

    /// False for what ends in a device: itself, or through a link.
    private static func isFile(_ path: String, _ image: ImageFacts) -> Bool {
        let target: [UInt8] =
            switch image.tree.resolve(Array(path.utf8)) {
            case .missing(let path): path
            default: Array(path.utf8)
            }
        return !["/dev/", "/proc/self/fd/", "/proc/1/fd/"].contains { target.starts(with: Array($0.utf8)) }
    }
}
