// SPDX-License-Identifier: Apache-2.0

/// A family of programs that build, fetch or look inside other programs.
struct Toolchain: Sendable {
    /// The `kind` of its findings.
    let id: String
    /// As a sentence's subject: `C and C++ compilers`.
    let title: String
    /// System packages of it, by name; a trailing `*` stands for any version (digits, dots, dashes).
    let packages: [String]
}

/// A program known by its name.
struct KnownTool: Sendable {
    enum Role: UInt8, Sendable {
        /// Turns source into programs, or links them.
        case compiler
        /// Useless without a compiler or a source tree.
        case helper
        /// Installs packages.
        case packageManager
        /// Reaches into networks or other processes.
        case network
        /// Lets people in.
        case server
    }

    let name: String
    /// Into `ToolTable.toolchains`.
    let toolchain: Int
    let role: Role
}

/// Which programs and packages are tools. Data only.
enum ToolTable {
    static let toolchains: [Toolchain] = [
        Toolchain(
            id: "gcc", title: "C and C++ toolchain",
            packages: [
                "gcc", "gcc-*", "g++", "g++-*", "cpp", "cpp-*", "c++", "binutils", "binutils-*", "build-essential",
                "build-base", "dpkg-dev", "libc6-dev", "libc-dev-bin", "libc-dev", "linux-libc-dev", "musl-dev",
                "linux-headers", "libgcc-*-dev", "libstdc++-*-dev", "libstdc++-dev", "glibc-devel", "glibc-headers",
                "kernel-headers", "gcc-c++", "tcc", "libcc1-0", "libasan*", "liblsan0", "libtsan*", "libubsan1",
                "fortify-headers", "gfortran", "gfortran-*", "g++-x86-64-linux-gnu",
            ]),
        Toolchain(
            id: "clang", title: "LLVM toolchain",
            packages: [
                "clang", "clang-*", "llvm", "llvm-*", "lld", "lld-*", "llvm*-dev", "clang*-dev", "llvm-*-dev",
                "libclang-*-dev", "lldb", "lldb-*",
            ]),
        Toolchain(id: "go", title: "Go toolchain", packages: ["golang", "golang-*", "golang-go", "golang-src", "go"]),
        Toolchain(
            id: "rust", title: "Rust toolchain",
            packages: ["rustc", "rust", "cargo", "rustup", "libstd-rust-dev", "libstd-rust-*"]),
        Toolchain(
            id: "jdk", title: "Java development kit",
            packages: [
                "openjdk-*-jdk", "openjdk-*-jdk-headless", "default-jdk", "default-jdk-headless", "openjdk*-jdk",
                "java-*-openjdk-devel",
            ]),
        Toolchain(id: "java-build", title: "Java build tools", packages: ["maven", "gradle", "ant"]),
        Toolchain(
            id: "dotnet-sdk", title: ".NET SDK", packages: ["dotnet-sdk-*", "dotnet*-sdk", "dotnet-targeting-pack-*"]),
        Toolchain(id: "swift", title: "Swift toolchain", packages: ["swiftlang"]),
        Toolchain(id: "haskell", title: "Haskell toolchain", packages: ["ghc", "cabal-install", "haskell-stack"]),
        Toolchain(id: "beam", title: "Erlang and Elixir build tools", packages: ["rebar3", "erlang-dev"]),
        Toolchain(
            id: "make", title: "build systems",
            packages: [
                "make", "cmake", "cmake-data", "ninja-build", "ninja", "meson", "autoconf", "automake", "libtool",
                "m4", "bison", "flex", "pkg-config", "pkgconf", "pkgconf-bin", "ccache", "swig", "patch", "gettext",
                "samurai",
            ]),
        Toolchain(id: "debugger", title: "debuggers and tracers", packages: ["gdb", "strace", "ltrace", "valgrind"]),
        Toolchain(
            id: "git", title: "version control programs",
            packages: ["git", "git-man", "subversion", "mercurial", "mercurial-common", "git-core", "bzr", "brz"]),
        Toolchain(
            id: "headers", title: "development headers and libraries", packages: ["*-dev", "*-devel", "*-headers"]),
        Toolchain(id: "bazel", title: "Bazel", packages: ["bazel", "bazelisk"]),
        Toolchain(id: "protoc", title: "Protocol Buffers compiler", packages: ["protobuf-compiler", "protoc"]),
        Toolchain(
            id: "infrastructure", title: "infrastructure command lines",
            packages: ["terraform", "kubectl", "helm", "docker-ce-cli", "docker-cli", "docker.io", "awscli", "ansible"]
        ),
        Toolchain(id: "php-dev", title: "PHP extension builder", packages: ["php*-dev"]),
        Toolchain(id: "package-manager", title: "package managers", packages: []),
        Toolchain(id: "network", title: "network and debugging programs", packages: []),
        Toolchain(id: "ssh-server", title: "SSH server", packages: ["openssh-server", "dropbear"]),
    ]

    static let tools: [KnownTool] =
        rows(
            "gcc", .compiler,
            ["gcc", "g++", "cc", "c++", "ld", "ld.bfd", "ld.gold", "tcc", "gfortran", "cc1", "cc1plus"])
        + rows("gcc", .compiler, ["collect2", "lto1", "as"])
        + rows(
            "gcc", .helper,
            [
                "ar", "ranlib", "nm", "objdump", "objcopy", "strip", "cpp", "gcc-ar", "gcc-nm", "gcc-ranlib", "c89",
                "c99",
            ])
        + rows("clang", .compiler, ["clang", "clang++", "lld", "ld.lld", "ld64.lld", "wasm-ld", "llc", "mold"])
        + rows("clang", .helper, ["llvm-ar", "llvm-config", "llvm-objdump", "opt", "lldb"])
        + rows("go", .compiler, ["go"]) + rows("go", .helper, ["gofmt"])
        + rows("rust", .compiler, ["rustc"]) + rows("rust", .helper, ["cargo", "rustup", "rustdoc"])
        + rows("jdk", .compiler, ["javac"]) + rows("jdk", .helper, ["jlink", "jdb", "javadoc", "jpackage", "jmod"])
        + rows("java-build", .helper, ["mvn", "gradle", "ant", "sbt", "scala-cli"])
        + rows("java-build", .compiler, ["kotlinc", "scalac"])
        + rows("swift", .compiler, ["swiftc", "swift-frontend", "swift-build"])
        + rows("haskell", .compiler, ["ghc"]) + rows("haskell", .helper, ["cabal", "stack"])
        + rows("beam", .compiler, ["erlc", "elixirc"]) + rows("beam", .helper, ["rebar3", "mix"])
        + rows(
            "make", .helper,
            [
                "make", "gmake", "cmake", "ninja", "meson", "autoconf", "automake", "libtool", "m4", "bison", "yacc",
                "flex", "pkg-config", "pkgconf", "ccache", "swig",
            ])
        + rows("debugger", .helper, ["gdb", "strace", "ltrace", "valgrind", "perf"])
        + rows("git", .helper, ["git", "svn", "hg", "bzr"])
        + rows("bazel", .helper, ["bazel", "bazelisk"]) + rows("protoc", .helper, ["protoc", "buf"])
        + rows(
            "infrastructure", .helper,
            [
                "terraform", "tofu", "kubectl", "helm", "docker", "podman", "buildah", "kaniko", "aws", "gcloud", "az",
                "ansible", "packer", "pulumi", "vault",
            ])
        + rows("php-dev", .helper, ["phpize", "php-config"])
        + rows(
            "package-manager", .packageManager,
            [
                "apt", "apt-get", "aptitude", "dpkg", "apk", "dnf", "dnf5", "yum", "microdnf", "zypper", "rpm",
                "pacman",
                "npm", "npx", "yarn", "yarnpkg", "pnpm", "pnpx", "corepack", "pip", "pipx", "poetry", "pipenv", "uv",
                "conda", "mamba", "gem", "bundle", "bundler", "composer", "composer.phar", "luarocks", "cpan", "nuget",
                "brew",
            ])
        + rows(
            "network", .network,
            [
                "curl", "wget", "nc", "ncat", "netcat", "socat", "tcpdump", "nmap", "telnet", "ftp", "ssh", "scp",
                "rsync", "vim", "vi", "nano", "emacs", "dig", "nslookup", "iptables", "tshark", "iperf3",
            ])
        + rows("ssh-server", .server, ["sshd", "dropbear", "telnetd"])

    static let table = NameTable(tools.enumerated().map { ($0.element.name, UInt16($0.offset)) })

    private static func rows(_ toolchain: String, _ role: KnownTool.Role, _ names: [String]) -> [KnownTool] {
        let index = toolchains.firstIndex { $0.id == toolchain } ?? 0
        return names.map { KnownTool(name: $0, toolchain: index, role: role) }
    }

    static func index(of id: String) -> Int { toolchains.firstIndex { $0.id == id } ?? 0 }

    /// A program's name, also with a target before it (`x86_64-linux-gnu-gcc`) and a version behind (`gcc-12`,
    /// `pip3.11`). No allocation.
    static func match(_ name: UnsafeRawBufferPointer) -> UInt16? {
        guard name.count <= 64 else { return nil }
        if let tool = table[name] { return tool }
        var name = name
        if let last = name.last, isDigit(last) {
            var end = name.count
            while end > 0, isDigit(name[end - 1]) || name[end - 1] == UInt8(ascii: ".") { end -= 1 }
            if end > 1, name[end - 1] == UInt8(ascii: "-") { end -= 1 }
            guard end > 0 else { return nil }
            name = UnsafeRawBufferPointer(rebasing: name[..<end])
            if let tool = table[name] { return tool }
        }
        // «x86_64-linux-gnu-», «aarch64-alpine-linux-musl-», «x86_64-redhat-linux-»
        guard let dash = name.lastIndex(of: UInt8(ascii: "-")), dash > 8 else { return nil }
        let target = UnsafeRawBufferPointer(rebasing: name[..<dash])
        guard isTarget(target) else { return nil }
        return table[UnsafeRawBufferPointer(rebasing: name[(dash + 1)...])]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isTarget(_ text: UnsafeRawBufferPointer) -> Bool {
        for system: StaticString in ["-linux", "-darwin", "-w64-mingw32", "-elf", "-none-eabi"] {
            let length = system.utf8CodeUnitCount
            guard text.count >= length else { continue }
            for start in 0...(text.count - length) {
                let part = UnsafeRawBufferPointer(rebasing: text[start..<(start + length)])
                if part.elementsEqual(UnsafeRawBufferPointer(start: system.utf8Start, count: length)) { return true }
            }
        }
        return false
    }

    /// The toolchain that a system package belongs to; nil for packages that are no tools. Exact rows come before
    /// patterns, so that `libgcc-12-dev` is the compiler's and `libpq-dev` only headers.
    static func toolchain(ofPackage name: String) -> Int? {
        if let exact = exactPackages[name] { return exact }
        let bytes = Array(name.utf8)
        for pattern in packagePatterns where pattern.matches(bytes) { return pattern.toolchain }
        return nil
    }

    private static let exactPackages: [String: Int] = {
        var map: [String: Int] = [:]
        for (index, toolchain) in toolchains.enumerated() {
            for name in toolchain.packages where !name.contains("*") && map[name] == nil { map[name] = index }
        }
        return map
    }()

    private static let packagePatterns: [PackagePattern] = toolchains.enumerated().flatMap { index, toolchain in
        toolchain.packages.compactMap { PackagePattern($0, toolchain: index) }
    }
}

/// `gcc-*`: a name with one gap for a version; at the beginning the gap is any text.
struct PackagePattern: Sendable {
    let before: [UInt8]
    let after: [UInt8]
    let toolchain: Int

    init?(_ text: String, toolchain: Int) {
        guard let star = text.firstIndex(of: "*") else { return nil }
        before = Array(text[..<star].utf8)
        after = Array(text[text.index(after: star)...].utf8)
        self.toolchain = toolchain
    }

    func matches(_ name: [UInt8]) -> Bool {
        guard name.count > before.count + after.count, name.starts(with: before), name.suffix(after.count) == after[...]
        else { return false }
        if before.isEmpty { return true }
        // A version, and perhaps a target behind it: «gcc-12-x86-64-linux-gnu», never «gcc-doc».
        let gap = name[before.count..<(name.count - after.count)]
        guard let first = gap.first else { return false }
        return first >= 0x30 && first <= 0x39
    }
}
