// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// The image starts the way a developer starts it.
enum DevModeRule: Rule {
    static let description = RuleDescription(
        id: "dev-mode",
        title: "The image runs in development mode",
        severity: .high,
        category: .configuration,
        rationale: """
            A development server compiles at every start, shows stack traces and source to whoever asks, reloads what \
            changes and is made for one user. A debugger that listens beyond the container runs any code for whoever \
            reaches its port.
            """,
        remedy: """
            ENV NODE_ENV=production (FLASK_DEBUG=0, RAILS_ENV=production) and CMD with the built program; keep \
            --inspect, JDWP and debugpy for a debug image
            """,
        needs: .config,
        examples: [
            .fires(
                "an inspector for everybody", .app(cmd: ["node", "--inspect=0.0.0.0:9229", "server.js"]),
                kind: "debugger", severity: .high),
            .fires(
                "JDWP in a variable",
                .app(env: ["JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005"]),
                kind: "debugger", severity: .high),
            .fires(
                "an inspector for the container alone", .app(cmd: ["node", "--inspect", "server.js"]), kind: "debugger",
                severity: .medium),
            .fires("NODE_ENV=development", .app(env: ["NODE_ENV=development"]), kind: "environment", severity: .medium),
            .fires(
                "Flask's debugger and its server",
                .app(.program("/usr/bin/flask"), cmd: ["flask", "run", "--host=0.0.0.0"], env: ["FLASK_DEBUG=1"]),
                kind: "debugger", severity: .high),
            .fires(
                "a development server",
                .app(
                    .script("/usr/bin/nodemon", "#!/usr/bin/env node\n"), .program("/usr/bin/node"),
                    cmd: ["nodemon", "server.js"]),
                kind: "server", severity: .medium),
            .fires(
                "behind npm run",
                .app(
                    .file("/app/package.json", #"{"scripts":{"dev":"vite --host 0.0.0.0"}}"#), .program("/usr/bin/npm"),
                    cmd: ["npm", "run", "dev"]), kind: "server", severity: .medium),
            .fires(
                "Django's",
                .app(
                    .file("/app/manage.py"), .program("/usr/bin/python3"),
                    cmd: ["python3", "manage.py", "runserver", "0:8000"]),
                kind: "server"),
            .fires(
                "node without NODE_ENV",
                .app(.file("/app/server.js"), .program("/usr/bin/node"), cmd: ["node", "server.js"]),
                kind: "unset", severity: .info),
            .quiet(
                "production",
                .app(
                    .file("/app/server.js"), .program("/usr/bin/node"), cmd: ["node", "server.js"],
                    env: ["NODE_ENV=production"])),
            .quiet("switched off", .app(env: ["FLASK_DEBUG=0", "DEBUG=false", "APP_DEBUG=false"])),
            .quiet("a namespace of the debug package", .app(env: ["DEBUG=express:*"])),
            .quiet(
                "a debugger that connects and does not listen",
                .app(env: ["JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=n,address=ide:5005"])),
        ])

    private static let environment: [(name: String, values: Set<String>)] = [
        ("NODE_ENV", ["development", "dev", "test"]), ("FLASK_ENV", ["development"]),
        ("FLASK_DEBUG", ["1", "true", "yes"]),
        ("DJANGO_DEBUG", ["1", "true", "yes"]), ("RAILS_ENV", ["development", "test"]),
        ("RACK_ENV", ["development", "test"]),
        ("APP_DEBUG", ["1", "true"]), ("APP_ENV", ["local", "dev", "development"]), ("SYMFONY_DEBUG", ["1"]),
        ("ASPNETCORE_ENVIRONMENT", ["development"]), ("DOTNET_ENVIRONMENT", ["development"]),
        ("MIX_ENV", ["dev", "test"]),
        ("GIN_MODE", ["debug"]), ("PYTHONDEBUG", ["1"]), ("WERKZEUG_DEBUG_PIN", ["off"]),
    ]

    /// Programs that are made for developers: the first word, and an argument that has to stand behind it.
    private static let servers: [(program: String, argument: String?)] = [
        ("nodemon", nil), ("ts-node-dev", nil), ("node-dev", nil), ("vite", nil), ("webpack-dev-server", nil),
        ("webpack", "serve"), ("next", "dev"), ("nuxt", "dev"), ("astro", "dev"), ("ng", "serve"),
        ("react-scripts", "start"), ("vue-cli-service", "serve"), ("gatsby", "develop"), ("remix", "dev"),
        ("parcel", "serve"), ("manage.py", "runserver"), ("artisan", "serve"), ("flask", "--debug"),
        ("uvicorn", "--reload"), ("gunicorn", "--reload"), ("fastapi", "dev"), ("air", nil), ("reflex", nil),
        ("live-server", nil), ("browser-sync", nil), ("dotnet", "watch"), ("cargo-watch", nil),
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        debugger(image, &findings)
        var names: [String] = []
        for (name, values) in environment {
            guard let value = image.config.environment(name), values.contains(value.lowercased()) else { continue }
            names.append("\(name)=\(value)")
        }
        if !names.isEmpty {
            findings.add(
                image.finding(
                    description, "environment", .medium, ByteText.list(names, limit: 3),
                    at: names.map { Location(path: "config:Env[\($0.prefix { $0 != "=" })]", layer: nil) }, anchor: ""))
        }
        if let server = server(image) {
            // One command is the cause of both: one edit cures them.
            let isTool = DevDependencyRule.startedTools(image).contains(String(server.prefix { $0 != " " }))
            findings.add(
                image.finding(
                    description, "server", .medium,
                    "starts a development server: \(server)"
                        + (isTool ? ", the command that \(DevDependencyRule.description.id) tells of too" : ""),
                    remedy: isTool
                        ? DevDependencyRule.startRemedy(image)
                        : "Build in a first stage and CMD what it made: [\"node\", \"dist/server.js\"], gunicorn, a static file server",
                    at: [command(image)], anchor: ""))
        }
        let runsNode = image.entry.steps.contains {
            $0.role == .interpreter && $0.words.first.map(EntryChain.baseName) == "node"
        }
        if runsNode, image.config.environment("NODE_ENV") == nil {
            findings.add(
                image.finding(
                    description, "unset", .info, "node starts without NODE_ENV: libraries take that for development",
                    remedy: "ENV NODE_ENV=production", at: [Location(path: "config:Env[NODE_ENV]", layer: nil)],
                    anchor: ""))
        }
    }

    private static func command(_ image: ImageFacts) -> Location {
        Location(path: image.config.cmd.isEmpty ? "config:Entrypoint" : "config:Cmd", layer: nil)
    }

    private static func server(_ image: ImageFacts) -> String? {
        for step in image.entry.steps {
            let words = step.words.prefix(64).map { EntryChain.baseName($0) }
            guard let first = words.first else { continue }
            for (program, argument) in servers where first == program || words.dropFirst().first == program {
                if argument.map({ words.contains($0) }) ?? (first == program) {
                    return argument.map { program + " " + $0 } ?? program
                }
            }
            if first == "php", words.dropFirst().first == "-S" { return "php -S" }
            if first == "rails", words.contains("s") || words.contains("server") || words.contains("start"),
                !["production", "staging"].contains(image.config.environment("RAILS_ENV") ?? "")
            {
                return "rails server without RAILS_ENV=production"
            }
        }
        return nil
    }

    // MARK: Debuggers

    private static func debugger(_ image: ImageFacts, _ findings: inout FindingList) {
        var texts: [(place: Location, words: [String])] = []
        for name in [
            "NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "JAVA_OPTS", "JDK_JAVA_OPTIONS", "CATALINA_OPTS", "_JAVA_OPTIONS",
        ] {
            guard let value = image.config.environment(name) else { continue }
            let words = value.split(whereSeparator: \.isWhitespace).prefix(256).map(String.init)
            texts.append((Location(path: "config:Env[\(name)]", layer: nil), words))
        }
        texts.append(
            (Location(path: "config:Cmd", layer: nil), Array((image.config.entrypoint + image.config.cmd).prefix(256))))
        for step in image.entry.steps.prefix(64) { texts.append((command(image), Array(step.words.prefix(256)))) }
        var worst: (severity: Severity, what: String, place: Location)?
        for (place, words) in texts {
            for (index, word) in words.enumerated() {
                let next = index + 1 < words.count ? words[index + 1] : ""
                guard let (what, isOpen) = listener(word, next) else { continue }
                let severity: Severity = isOpen ? .high : .medium
                if worst.map({ severity > $0.severity }) ?? true { worst = (severity, what, place) }
            }
        }
        if image.entry.runs("flask"), ["1", "true"].contains(image.config.environment("FLASK_DEBUG") ?? "") {
            worst = (
                .high, "Flask's debugger runs code for whoever gets its pin",
                Location(path: "config:Env[FLASK_DEBUG]", layer: nil)
            )
        }
        guard let worst else { return }
        findings.add(
            image.finding(
                description, "debugger", worst.severity, worst.what,
                remedy: "Drop the option; keep it for an image of its own for debugging", at: [worst.place], anchor: "")
        )
    }

    /// What an option opens, and whether beyond the container; nil for any other word.
    private static func listener(_ word: String, _ next: String) -> (what: String, isOpen: Bool)? {
        if let option = ["--inspect", "--inspect-brk"].first(where: { word == $0 || word.hasPrefix($0 + "=") }) {
            let address = word.dropFirst(option.utf8.count + 1)
            let host =
                address.contains(":")
                ? address.split(separator: ":").dropLast().joined(separator: ":") : String(address)
            let isLocal = host.isEmpty || host == "localhost" || host.hasPrefix("127.") || host.allSatisfy(\.isNumber)
            return ("node's inspector listens\(isLocal ? " within the container" : " for everybody")", !isLocal)
        }
        if word.contains("jdwp"), word.contains("server=y"), let place = word.firstRange(of: "address=") {
            let address = word[place.upperBound...].prefix { $0 != "," }
            let host = address.split(separator: ":").dropLast().joined(separator: ":")
            // A port alone means everybody up to Java 8 and the machine itself since.
            let isOpen =
                host == "*" || host == "0.0.0.0" || host == "[::]"
                || !host.isEmpty && host != "localhost" && !host.hasPrefix("127.")
            return ("Java's debugger (JDWP) listens\(isOpen ? " for everybody" : "")", isOpen)
        }
        if word == "--listen", next.contains("5678") {
            let isLocal = !next.contains(":") || next.hasPrefix("127.") || next.hasPrefix("localhost")
            return ("Python's debugger (debugpy) listens", !isLocal)
        }
        if word.hasPrefix("-Xdebug") { return ("Java's debugger is on", false) }
        return nil
    }
}
