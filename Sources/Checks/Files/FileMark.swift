// SPDX-License-Identifier: Apache-2.0

/// What a file's name says of it, beside where it lies.
struct FileMark: Sendable, Equatable {
    enum Family: UInt8, Sendable, CaseIterable {
        /// A source file of a language that is compiled.
        case source
        /// A build's description, which nothing needs at run time.
        case project
        case sourceMap
        case test
        case vcs
        case pipeline
        case container
        case editor
        case desktop
        case history
        /// A database's own files, moved or detached.
        case database
        case log
        case backup
        /// A Java archive: which one, the rule reads from its name.
        case jar
    }

    let family: Family
    /// The kind that a finding names: an ecosystem, a tool.
    let kind: String

    init(_ family: Family, _ kind: String) {
        self.family = family
        self.kind = kind
    }
}

/// Which names are known. Data only.
enum FileMarks {
    /// By ending, without the dot.
    static let endings: [(String, FileMark)] =
        rows(.source, "c", ["c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx", "inl", "s", "S"])
        + rows(.source, "go", ["go"]) + rows(.source, "rust", ["rs"])
        + rows(.source, "java", ["java", "kt", "kts", "scala", "groovy", "clj"])
        + rows(.source, "dotnet", ["cs", "fs", "vb", "razor", "cshtml", "xaml"])
        + rows(.source, "swift", ["swift"]) + rows(.source, "haskell", ["hs", "lhs"])
        + rows(.source, "typescript", ["ts", "tsx", "mts", "cts"])
        + rows(.source, "frontend", ["jsx", "vue", "svelte", "scss", "sass", "less", "astro"])
        + rows(.source, "elixir", ["ex"]) + rows(.source, "erlang", ["erl", "hrl"])
        + rows(.source, "ocaml", ["ml", "mli"]) + rows(.source, "zig", ["zig"]) + rows(.source, "dart", ["dart"])
        + rows(.source, "protobuf", ["proto"])
        + rows(.project, "dotnet", ["csproj", "fsproj", "vbproj", "sln", "slnx"])
        + rows(.project, "haskell", ["cabal"])
        + rows(.sourceMap, "source-map", ["map"])
        + rows(.test, "snapshot", ["snap"])
        + rows(.database, "database-file", ["mdf", "ldf", "bson"])
        + rows(.backup, "merge", ["orig", "rej"]) + rows(.backup, "editor", ["swp", "swo"])
        + rows(.backup, "copy", ["bak", "old", "backup"])
        + rows(.jar, "java", ["jar"])
        + rows(.pipeline, "terraform", ["tf", "tfvars"])
        + rows(.log, "log", ["log"])

    /// By the whole name.
    static let names: [(String, FileMark)] =
        rows(.project, "go", ["go.mod", "go.sum", "go.work"])
        + rows(.project, "rust", ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "build.rs"])
        + rows(
            .project, "java",
            [
                "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradlew",
                "mvnw", "build.sbt",
            ])
        + rows(.project, "c", ["CMakeLists.txt", "configure.ac", "Makefile.am", "meson.build"])
        + rows(.project, "make", ["Makefile", "GNUmakefile", "makefile"])
        + rows(.project, "swift", ["Package.swift", "Package.resolved"])
        + rows(.project, "typescript", ["tsconfig.json", "tsconfig.build.json", "tsconfig.base.json", "tslint.json"])
        + rows(
            .project, "javascript",
            [
                "webpack.config.js", "webpack.config.ts", "vite.config.js", "vite.config.ts", "rollup.config.js",
                "babel.config.js", "babel.config.json", ".babelrc", "jest.config.js", "jest.config.ts",
                "vitest.config.ts", "karma.conf.js", ".eslintrc", ".eslintrc.js", ".eslintrc.json", ".eslintrc.cjs",
                "eslint.config.js", "eslint.config.mjs", ".prettierrc", ".prettierrc.json", "prettier.config.js",
                "nodemon.json", "cypress.config.js", "cypress.config.ts", "playwright.config.ts", ".editorconfig",
                "Gruntfile.js", "gulpfile.js",
            ])
        + rows(.project, "bazel", ["WORKSPACE", "BUILD.bazel", "MODULE.bazel"])
        + rows(.project, "python", ["tox.ini", ".pre-commit-config.yaml", "pytest.ini", "noxfile.py"])
        + rows(.project, "elixir", ["mix.exs", "mix.lock"])
        + rows(.vcs, "git", [".gitignore", ".gitattributes", ".gitmodules", ".gitkeep"])
        + rows(.vcs, "mercurial", [".hgignore"])
        + rows(
            .pipeline, "pipeline",
            [
                "Jenkinsfile", ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml",
                ".drone.yml", "appveyor.yml", "cloudbuild.yaml", "Vagrantfile", "skaffold.yaml", "codecov.yml",
                ".terraform.lock.hcl",
            ])
        + rows(
            .container, "dockerfile",
            [
                "Dockerfile", "Containerfile", ".dockerignore", ".containerignore", "docker-compose.yml",
                "docker-compose.yaml", "compose.yml", "compose.yaml", "docker-compose.override.yml",
                "docker-compose.dev.yml", "docker-compose.prod.yml",
            ])
        + rows(.editor, "vim", [".viminfo", ".netrwhist"]) + rows(.editor, "lesshst", [".lesshst"])
        + rows(.editor, "wget-hsts", [".wget-hsts"])
        + rows(.desktop, "macos", [".DS_Store"]) + rows(.desktop, "windows", ["Thumbs.db", "desktop.ini"])
        + rows(
            .history, "shell-history",
            [
                ".bash_history", ".zsh_history", ".ash_history", ".sh_history", ".python_history",
                ".node_repl_history", ".mysql_history", ".psql_history", ".rediscli_history", ".sqlite_history",
                ".irb_history", "fish_history",
            ])
        + rows(.log, "log", ["nohup.out", "npm-debug.log", "yarn-error.log", "yarn-debug.log"])

    /// All marks, numbered from 0.
    static let all: [FileMark] = endings.map(\.1) + names.map(\.1) + [FileMark(.backup, "editor")]
    /// Emacs' and many others' way to keep the version before: a tilde at the end.
    static let tilde = UInt16(all.count - 1)
    static let endingTable = NameTable(endings.enumerated().map { ($0.element.0, UInt16($0.offset)) })
    static let nameTable = NameTable(
        names.enumerated().map { ($0.element.0, UInt16(endings.count + $0.offset)) })

    private static func rows(
        _ family: FileMark.Family, _ kind: String, _ names: [String]
    ) -> [(String, FileMark)] {
        names.map { ($0, FileMark(family, kind)) }
    }
}
