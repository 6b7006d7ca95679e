// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerTree

/// Servers that load an application by the name of a module, and where that module lies.
extension EntryFollower {
    /// Python's servers: the application is an argument, `shop.wsgi:application`.
    private static let python: Set<String> = [
        "gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "granian", "celery", "fastapi", "flask",
        "uwsgi", "streamlit", "dramatiq", "rq",
    ]
    private static let ruby: Set<String> = ["rails", "puma", "rackup", "unicorn", "thin", "passenger", "falcon"]

    /// Adds the application that a server loads, where it lies in the image.
    mutating func application(_ name: String, _ command: Command) {
        if EntryFollower.python.contains(name) {
            guard let (word, path) = pythonApplication(name, command.words) else { return }
            add(.program, command.uncertain([word], why: name), path)
        } else if EntryFollower.ruby.contains(name), let path = argument("config.ru") {
            add(.program, command.uncertain(["config.ru"], why: name), path)
        }
    }

    private func pythonApplication(_ name: String, _ words: [String]) -> (String, PathTable.ID)? {
        var candidates: [String] = []
        if name == "flask" {
            if let option = words.firstIndex(where: { $0 == "--app" || $0 == "-A" }), option + 1 < words.count {
                candidates.append(words[option + 1])
            }
            candidates += [document.config.environment("FLASK_APP"), "wsgi", "app"].compactMap { $0 }
        } else {
            let words = words.dropFirst().prefix(128).filter { !$0.hasPrefix("-") }
            // An address has a number behind its colon, an application a name.
            candidates = words.filter { $0.split(separator: ":").last?.first?.isLetter == true && $0.contains(":") }
            candidates += words.filter { !$0.contains(":") }
        }
        for candidate in candidates {
            if let path = module(candidate, endings: [".py", "/__init__.py"]) { return (candidate, path) }
        }
        return nil
    }

    /// The file of `package.module:object` or `file.py`, where Python looks for it: the working directory,
    /// PYTHONPATH, the packages that are installed.
    func module(_ name: String, endings: [String]) -> PathTable.ID? {
        let plain = name.prefix { $0 != ":" && $0 != "(" }
        guard !plain.isEmpty, !plain.contains("$"), plain.utf8.count < 512 else { return nil }
        if plain.hasSuffix(".py") { return argument(String(plain)) }
        guard plain.first != "/", !plain.hasPrefix(".") else { return nil }
        let relative = plain.split(separator: ".").joined(separator: "/")
        var folders = [""]
        folders += (document.config.environment("PYTHONPATH") ?? "").split(separator: ":").prefix(16).map { $0 + "/" }
        folders += sitePackages
        for folder in folders {
            if let path = argument(folder + relative, endings: endings) { return path }
        }
        return nil
    }

    /// `/usr/local/lib/python3.12/site-packages/` and its like.
    private var sitePackages: [String] {
        var folders = ["/usr/lib/python3/dist-packages/"]
        var roots = ["/usr/local/lib", "/usr/lib"]
        if let environment = document.config.environment("VIRTUAL_ENV") { roots.insert(environment + "/lib", at: 0) }
        for root in roots {
            guard case .found(let folder) = tree.resolve(Array(root.utf8)) else { continue }
            for child in tree.children(of: folder).prefix(4_096)
            where tree.paths.name(of: child).starts(with: "python3.".utf8) {
                folders.append(tree.paths.string(of: child) + "/site-packages/")
            }
        }
        return folders
    }

    /// `python -m module …`: a server by its module, or the file of the module.
    mutating func pythonModule(_ words: [String], _ command: Command) {
        guard let name = words.first else { return }
        if EntryFollower.python.contains(name) { return application(name, command.with(words, why: command.why)) }
        if let path = module(name, endings: ["/__main__.py", ".py"]) {
            add(.program, command.uncertain(words, why: "python -m"), path)
        }
    }
}
