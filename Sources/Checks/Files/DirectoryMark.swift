// SPDX-License-Identifier: Apache-2.0

/// A directory known by its name, and what lies below it.
struct DirectoryMark: Sendable {
    /// The kind that a finding names, such as `apt-lists`; empty for marks that only say where a file is.
    let kind: String
    let zone: Zone

    init(_ kind: String, _ zone: Zone) {
        self.kind = kind
        self.zone = zone
    }
}

/// Which directories are known. An index into `marks` is what the catalog keeps for each path.
enum DirectoryMarks {
    /// By whole path.
    static let paths: [(String, DirectoryMark)] = [
        ("/var/lib/apt/lists", DirectoryMark("apt-lists", .cache)),
        ("/var/cache/apt", DirectoryMark("apt-archives", .cache)),
        ("/var/cache/apk", DirectoryMark("apk", .cache)),
        ("/etc/apk/cache", DirectoryMark("apk", .cache)),
        ("/var/cache/dnf", DirectoryMark("dnf", .cache)),
        ("/var/cache/libdnf5", DirectoryMark("dnf", .cache)),
        ("/var/cache/yum", DirectoryMark("yum", .cache)),
        ("/var/cache/zypp", DirectoryMark("zypper", .cache)),
        ("/var/cache/pacman/pkg", DirectoryMark("pacman", .cache)),
        ("/var/cache/man", DirectoryMark("man-db", .cache)),
        ("/usr/local/share/.cache", DirectoryMark("yarn", .cache)),
        ("/go/pkg/mod", DirectoryMark("go-modules", [.cache, .package])),
        ("/tmp", DirectoryMark("tmp", .temporary)),
        ("/var/tmp", DirectoryMark("tmp", .temporary)),
        ("/var/log", DirectoryMark("log", .log)),
        ("/usr/share/doc", DirectoryMark("doc", .documentation)),
        ("/usr/share/man", DirectoryMark("man", .documentation)),
        ("/usr/share/info", DirectoryMark("info", .documentation)),
        ("/usr/share/locale", DirectoryMark("locale", .documentation)),
        ("/usr/share/help", DirectoryMark("help", .documentation)),
        ("/usr/share/gtk-doc", DirectoryMark("doc", .documentation)),
        ("/usr/share/doc-base", DirectoryMark("doc", .documentation)),
        ("/usr/local/share/man", DirectoryMark("man", .documentation)),
        ("/usr/local/share/doc", DirectoryMark("doc", .documentation)),
        ("/usr/local/man", DirectoryMark("man", .documentation)),
        ("/usr/local/go", DirectoryMark("go", [.toolchain, .system])),
        ("/usr/lib/go", DirectoryMark("go", [.toolchain, .system])),
        ("/usr/local/cargo", DirectoryMark("rust", [.toolchain, .system])),
        ("/usr/local/rustup", DirectoryMark("rust", [.toolchain, .system])),
        ("/root/.rustup", DirectoryMark("rust", [.toolchain, .system])),
        ("/opt/ghc", DirectoryMark("haskell", [.toolchain, .system])),
        ("/opt/gradle", DirectoryMark("java-build", [.toolchain, .system])),
        ("/opt/maven", DirectoryMark("java-build", [.toolchain, .system])),
        ("/usr/share/maven", DirectoryMark("java-build", [.toolchain, .system])),
        ("/usr/share/gradle", DirectoryMark("java-build", [.toolchain, .system])),
        ("/opt/swift", DirectoryMark("swift", [.toolchain, .system])),
        ("/opt/android-sdk", DirectoryMark("android", [.toolchain, .system])),
        ("/opt/android-sdk-linux", DirectoryMark("android", [.toolchain, .system])),
        ("/emsdk", DirectoryMark("emscripten", [.toolchain, .system])),
        ("/usr/share/dotnet/sdk", DirectoryMark("dotnet", [.toolchain, .system])),
        ("/usr/lib/dotnet/sdk", DirectoryMark("dotnet", [.toolchain, .system])),
        ("/usr/share/dotnet", DirectoryMark("", .system)),
        ("/usr/include", DirectoryMark("headers", [.headers, .system])),
        ("/usr/local/include", DirectoryMark("headers", [.headers, .system])),
        ("/usr/bin", DirectoryMark("", [.programs, .system])),
        ("/usr/sbin", DirectoryMark("", [.programs, .system])),
        ("/usr/local/bin", DirectoryMark("", .programs)),
        ("/usr/local/sbin", DirectoryMark("", .programs)),
        ("/bin", DirectoryMark("", [.programs, .system])),
        ("/sbin", DirectoryMark("", [.programs, .system])),
        ("/usr/lib/gcc", DirectoryMark("gcc", [.programs, .system])),
        ("/usr/libexec", DirectoryMark("", [.programs, .system])),
        ("/usr/lib", DirectoryMark("", .system)),
        ("/usr/lib64", DirectoryMark("", .system)),
        ("/usr/local/lib", DirectoryMark("", .system)),
        ("/usr/share", DirectoryMark("", .system)),
        ("/usr/local/share", DirectoryMark("", .system)),
        ("/usr/share/nginx/html", DirectoryMark("", .web)),
        ("/var/www", DirectoryMark("", .web)),
        ("/lib", DirectoryMark("", .system)),
        ("/lib64", DirectoryMark("", .system)),
        ("/etc", DirectoryMark("", .system)),
        ("/boot", DirectoryMark("", .system)),
        ("/var/lib", DirectoryMark("", .system)),
        ("/nix/store", DirectoryMark("", [.system, .package])),
        ("/opt/java", DirectoryMark("", .system)),
        ("/opt/conda", DirectoryMark("", [.system, .package])),
        ("/proc", DirectoryMark("", [.system, .volatile])),
        ("/sys", DirectoryMark("", [.system, .volatile])),
        ("/dev", DirectoryMark("", [.system, .volatile])),
        ("/run", DirectoryMark("", [.system, .volatile])),
        ("/root", DirectoryMark("", .home)),
        ("/home", DirectoryMark("", .home)),
    ]

    /// By the directory's own name, wherever it lies.
    static let names: [(String, DirectoryMark)] = [
        (".git", DirectoryMark("git", .vcs)),
        (".svn", DirectoryMark("svn", .vcs)),
        (".hg", DirectoryMark("mercurial", .vcs)),
        (".bzr", DirectoryMark("bazaar", .vcs)),
        ("CVS", DirectoryMark("cvs", .vcs)),
        ("node_modules", DirectoryMark("", [.nodeModules, .package])),
        ("bower_components", DirectoryMark("", .package)),
        ("site-packages", DirectoryMark("", .package)),
        ("dist-packages", DirectoryMark("", .package)),
        ("gems", DirectoryMark("", .package)),
        ("vendor", DirectoryMark("", .package)),
        ("Pods", DirectoryMark("", .package)),
        (".npm", DirectoryMark("npm", .cache)),
        (".rustup", DirectoryMark("rust", [.toolchain, .system])),
        (".ghcup", DirectoryMark("haskell", [.toolchain, .system])),
        ("jmods", DirectoryMark("jdk", [.toolchain, .system])),
        (".swiftpm", DirectoryMark("swiftpm", .cache)),
        (".terraform", DirectoryMark("terraform", [.cache, .package])),
        (".conan2", DirectoryMark("conan", [.cache, .package])),
        (".tox", DirectoryMark("build-cache", .cache)),
        (".nox", DirectoryMark("build-cache", .cache)),
        (".angular", DirectoryMark("build-cache", .cache)),
        (".pnpm-store", DirectoryMark("pnpm", .cache)),
        (".bundle-cache", DirectoryMark("bundler", .cache)),
        (".parcel-cache", DirectoryMark("build-cache", .cache)),
        (".turbo", DirectoryMark("build-cache", .cache)),
        (".pytest_cache", DirectoryMark("build-cache", .cache)),
        (".mypy_cache", DirectoryMark("build-cache", .cache)),
        (".ruff_cache", DirectoryMark("build-cache", .cache)),
        (".sass-cache", DirectoryMark("build-cache", .cache)),
        ("test", DirectoryMark("", .tests)),
        ("tests", DirectoryMark("", .tests)),
        ("__tests__", DirectoryMark("", .tests)),
        ("__mocks__", DirectoryMark("", .tests)),
        ("spec", DirectoryMark("", .tests)),
        ("e2e", DirectoryMark("", .tests)),
        ("coverage", DirectoryMark("", .tests)),
        (".nyc_output", DirectoryMark("", .tests)),
        (".vscode", DirectoryMark("vscode", .editor)),
        (".idea", DirectoryMark("idea", .editor)),
        (".github", DirectoryMark("github", .pipeline)),
        (".circleci", DirectoryMark("circleci", .pipeline)),
        (".gitlab", DirectoryMark("gitlab", .pipeline)),
        ("bin", DirectoryMark("", .programs)),
        ("libexec", DirectoryMark("", .programs)),
    ]

    /// By the last two names.
    static let pairs: [(parent: String, name: String, DirectoryMark)] = [
        (".cache", "pip", DirectoryMark("pip", .cache)),
        (".cache", "uv", DirectoryMark("uv", .cache)),
        (".cache", "pypoetry", DirectoryMark("poetry", .cache)),
        (".cache", "pipenv", DirectoryMark("pipenv", .cache)),
        (".cache", "yarn", DirectoryMark("yarn", .cache)),
        (".cache", "pnpm", DirectoryMark("pnpm", .cache)),
        (".cache", "node-gyp", DirectoryMark("node-gyp", .cache)),
        (".cache", "node", DirectoryMark("corepack", .cache)),
        (".cache", "go-build", DirectoryMark("go-build", .cache)),
        (".cache", "golangci-lint", DirectoryMark("go-build", .cache)),
        (".cache", "composer", DirectoryMark("composer", .cache)),
        (".cache", "bazel", DirectoryMark("bazel", .cache)),
        (".cache", "coursier", DirectoryMark("coursier", .cache)),
        (".cache", "electron", DirectoryMark("electron", .cache)),
        (".cache", "electron-builder", DirectoryMark("electron", .cache)),
        (".cache", "Cypress", DirectoryMark("test-browsers", .cache)),
        (".cache", "deno", DirectoryMark("deno", .cache)),
        (".cache", "swift", DirectoryMark("swiftpm", .cache)),
        (".cache", "org.swift.swiftpm", DirectoryMark("swiftpm", .cache)),
        ("node_modules", ".cache", DirectoryMark("build-cache", .cache)),
        (".yarn", "cache", DirectoryMark("yarn-berry", .cache)),
        ("pkg", "mod", DirectoryMark("go-modules", [.cache, .package])),
        ("release", "deps", DirectoryMark("cargo-target", .cache)),
        ("release", "build", DirectoryMark("cargo-target", .cache)),
        ("release", "incremental", DirectoryMark("cargo-target", .cache)),
        ("debug", "deps", DirectoryMark("cargo-target", .cache)),
        ("debug", "incremental", DirectoryMark("cargo-target", .cache)),
        (".cabal", "packages", DirectoryMark("cabal", [.cache, .package])),
        (".stack", "programs", DirectoryMark("haskell", [.toolchain, .system])),
        (".bun", "install", DirectoryMark("bun", [.cache, .package])),
        (".next", "cache", DirectoryMark("build-cache", .cache)),
        (".composer", "cache", DirectoryMark("composer", .cache)),
        ("cargo", "registry", DirectoryMark("cargo", [.cache, .package])),
        (".cargo", "registry", DirectoryMark("cargo", [.cache, .package])),
        ("cargo", "git", DirectoryMark("cargo", [.cache, .package])),
        (".cargo", "git", DirectoryMark("cargo", [.cache, .package])),
        (".nuget", "packages", DirectoryMark("nuget", [.cache, .package])),
        (".m2", "repository", DirectoryMark("maven", [.cache, .package])),
        (".gradle", "caches", DirectoryMark("gradle", [.cache, .package])),
        (".gradle", "wrapper", DirectoryMark("gradle", [.cache, .package])),
        (".ivy2", "cache", DirectoryMark("ivy", [.cache, .package])),
        (".bundle", "cache", DirectoryMark("bundler", .cache)),
        ("bundle", "cache", DirectoryMark("bundler", .cache)),
        ("conda", "pkgs", DirectoryMark("conda", .cache)),
        ("miniconda3", "pkgs", DirectoryMark("conda", .cache)),
        ("anaconda3", "pkgs", DirectoryMark("conda", .cache)),
        ("share", "gems", DirectoryMark("", .package)),
    ]

    /// All marks, numbered from 1; 0 stands for none.
    static let marks: [DirectoryMark] =
        [DirectoryMark("", [])] + paths.map(\.1) + names.map(\.1) + pairs.map(\.2)

    static let nameTable = NameTable(
        names.enumerated().map { ($0.element.0, UInt16(1 + paths.count + $0.offset)) })

    /// The last names of `pairs`.
    static let pairNames = NameTable(pairs.map { ($0.name, 1) })

    /// The mark of a directory by its last two names; 0 for none.
    static func pair(_ parent: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> UInt16 {
        for (index, pair) in pairs.enumerated()
        where pair.name.utf8.elementsEqual(name) && pair.parent.utf8.elementsEqual(parent) {
            return UInt16(1 + paths.count + names.count + index)
        }
        return 0
    }
}
