// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import PackageDatabases

/// System packages that are there to build.
struct ToolPackages {
    /// By package: the id of its toolchain; nil for what is no tool.
    let kinds: [String?]
    /// By package: a tool only if nothing that stays needs it. Of app layers alone: what a base brings besides its
    /// compilers is the base's business.
    let isSuspect: [Bool]

    /// Known by their names, or by a compiler or helper that they own; and besides these, where there is a compiler,
    /// the package managers of languages and the interpreters that only building asked for.
    init(tree: ImageTree, files: FileCatalog, found: FoundTools, packages: PackageSet, baseLayers: Int) {
        let all = packages.packages
        var kinds = [String?](repeating: nil, count: all.count)
        var isSuspect = [Bool](repeating: false, count: all.count)
        for (index, package) in all.enumerated() where package.ecosystem.isSystem {
            guard let toolchain = ToolTable.toolchain(ofPackage: package.name) else { continue }
            kinds[index] = ToolTable.toolchains[toolchain].id
        }
        for tool in found.tools
        where tool.tool.role == .compiler || tool.tool.role == .helper {
            // Essential packages hold a helper here and there; they are what the system runs on.
            guard let owner = packages.owner(of: tool.path), all[owner].ecosystem.isSystem,
                kinds[owner] == nil || isSuspect[owner], !all[owner].isEssential
            else { continue }
            // A Java runtime brings a packager along: whoever asked for it, or needs it, wants the rest of it.
            let isCompiler = tool.tool.role == .compiler
            guard isCompiler || all[owner].requested == false || all[owner].layer < baseLayers else { continue }
            isSuspect[owner] = !isCompiler && all[owner].layer >= baseLayers
            kinds[owner] = ToolTable.toolchains[tool.tool.toolchain].id
        }
        let builds = kinds.indices.contains { kinds[$0] != nil && all[$0].layer >= baseLayers }
        for (index, package) in all.enumerated()
        where package.ecosystem.isSystem && package.layer >= baseLayers && kinds[index] == nil && builds {
            if ToolPackages.languageManagers.contains(package.name) {
                kinds[index] = ToolPackages.languageManager
            } else if let language = ToolPackages.interpreters.first(where: { $0.packages.contains(package.name) }),
                !language.isSpoken(tree, files, packages)
            {
                kinds[index] = ToolPackages.interpreter
            } else {
                continue
            }
            isSuspect[index] = true
        }
        self.kinds = kinds
        self.isSuspect = isSuspect
    }

    /// Numbers of the packages that are tools for sure, rising.
    var tools: [Int] { kinds.indices.filter { kinds[$0] != nil && !isSuspect[$0] } }
    /// Numbers of those that are tools if nothing needs them, rising.
    var suspects: [Int] { isSuspect.indices.filter { isSuspect[$0] } }

    /// The kinds of suspects.
    static let languageManager = "language-packages"
    static let interpreter = "build-interpreter"

    /// What npm, pip and their like are called by distributions. An image that has no compiler may be one to develop
    /// in, and an application may call them while it runs: they are suspects.
    private static let languageManagers: Set<String> = [
        "npm", "yarn", "yarnpkg", "pnpm", "python3-pip", "python3-pip-whl", "python3-venv", "python3-setuptools",
        "python3-setuptools-whl", "python3-wheel", "python3-virtualenv", "virtualenv", "pipenv", "python3-poetry",
        "poetry", "pipx", "py3-pip", "py3-setuptools", "py3-wheel", "py3-virtualenv", "composer", "bundler",
        "ruby-bundler", "ruby-dev", "cpanminus", "luarocks", "python3-devel", "python3.11-venv", "python3.12-venv",
        "python3.13-venv",
    ]

    /// An interpreter that build systems ask for (node-gyp wants Python, OpenSSL's configuration Perl).
    private struct Interpreter {
        let packages: Set<String>
        let ecosystem: Ecosystem?
        /// Endings of programs written for it.
        let endings: [[UInt8]]

        /// Whether something of the application is written for it: a package of its own package manager, or a file
        /// that no package brought.
        func isSpoken(_ tree: ImageTree, _ files: FileCatalog, _ packages: PackageSet) -> Bool {
            if packages.packages.contains(where: { $0.ecosystem == ecosystem && $0.providedBy == nil }) { return true }
            var isSpoken = false
            tree.forEachLiveFile { path, _ in
                guard !isSpoken, packages.owner(of: path) == nil else { return }
                let hasEnding = tree.paths.withName(of: path) { name in
                    endings.contains { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }
                }
                isSpoken =
                    hasEnding
                    && files.zone(of: path, in: tree)
                        .isDisjoint(with: [
                            .toolchain, .cache, .temporary, .tests, .documentation, .nodeModules, .vcs, .system,
                        ])
            }
            return isSpoken
        }
    }

    private static let interpreters = [
        Interpreter(
            packages: ["python3", "python3-minimal", "python", "python2"], ecosystem: .python,
            endings: [".py", ".pyc", ".pyw", ".whl"].map { Array($0.utf8) }),
        Interpreter(packages: ["perl"], ecosystem: nil, endings: [".pl", ".pm", ".cgi"].map { Array($0.utf8) }),
    ]
}
