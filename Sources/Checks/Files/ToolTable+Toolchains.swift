// SPDX-License-Identifier: Apache-2.0

extension ToolTable {
    /// Exact names come before patterns, patterns in this order: what is any toolchain's headers stands last.
    static let toolchains: [Toolchain] = [
        Toolchain(
            id: "gcc", title: "C/C++ toolchain",
            packages: [
                "gcc", "gcc-*", "g++", "g++-*", "cpp", "cpp-*", "c++", "binutils", "binutils-*", "build-essential",
                "build-base", "dpkg-dev", "libc6-dev", "libc-dev-bin", "libc-dev", "linux-libc-dev", "musl-dev",
                "linux-headers", "libgcc-*-dev", "libstdc++-*-dev", "libstdc++-dev", "glibc-devel", "glibc-headers",
                "kernel-headers", "gcc-c++", "tcc", "libcc1-0", "libasan*", "liblsan0", "libtsan*", "libubsan1",
                "fortify-headers", "gfortran", "gfortran-*", "g++-x86-64-linux-gnu", "base-devel", "libcrypt-dev",
                "libtirpc-dev", "libnsl-dev", "nasm", "yasm", "gnat", "gnat-*", "fpc", "libstdc++-devel",
            ]),
        Toolchain(
            id: "clang", title: "LLVM toolchain",
            packages: [
                "clang", "clang-*", "llvm", "llvm-*", "lld", "lld-*", "llvm*-dev", "clang*-dev", "llvm-*-dev",
                "libclang-*-dev", "clang#", "llvm#", "lld#", "mold", "flang-*",
            ]),
        Toolchain(
            id: "cuda", title: "CUDA toolkit",
            packages: [
                "nvidia-cuda-toolkit", "nvidia-cuda-dev", "cuda-nvcc-*", "cuda-toolkit-*", "cuda-compiler-*",
                "cuda-crt-*", "cuda-nvvm-*", "cuda-minimal-build-*", "cuda-command-line-tools-*",
            ]),
        Toolchain(
            id: "go", title: "Go toolchain",
            packages: ["golang", "golang-*", "golang-go", "golang-src", "go", "tinygo"]),
        Toolchain(
            id: "rust", title: "Rust toolchain",
            packages: [
                "rustc", "rustc-*", "rust", "cargo", "cargo-*", "rustup", "libstd-rust-dev", "libstd-rust-*",
                "rust-src",
                "rust-std-static",
            ]),
        Toolchain(
            id: "jdk", title: "Java development kit",
            packages: [
                "openjdk-*-jdk", "openjdk-*-jdk-headless", "default-jdk", "default-jdk-headless", "openjdk*-jdk",
                "java-*-openjdk-devel", "temurin-*-jdk", "zulu*-jdk", "msopenjdk-*", "java-*-amazon-corretto-jdk",
                "java-*-amazon-corretto-devel", "openjdk*-jmods", "java-*-openjdk-jmods", "openjdk-*-source",
            ]),
        Toolchain(
            id: "java-build", title: "Java build tools",
            packages: ["maven", "gradle", "ant", "sbt", "kotlin", "scala", "leiningen", "libmaven3-core-java"]),
        Toolchain(
            id: "dotnet-sdk", title: ".NET SDK",
            packages: [
                "dotnet-sdk-*", "dotnet*-sdk", "dotnet-targeting-pack-*", "dotnet-apphost-pack-*",
                "aspnetcore-targeting-pack-*",
                "netstandard-targeting-pack-*", "mono-devel", "mono-mcs", "mono-complete", "msbuild",
            ]),
        Toolchain(
            id: "swift", title: "Swift toolchain", packages: ["swiftlang", "swiftlang-*", "swift-lang"]),
        Toolchain(
            id: "haskell", title: "Haskell toolchain",
            packages: ["ghc", "ghc-*", "cabal-install", "cabal-install-*", "haskell-stack", "cabal"]),
        Toolchain(
            id: "beam", title: "Erlang and Elixir build tools", packages: ["rebar3", "rebar", "erlang-dev", "elixir"]),
        Toolchain(id: "ocaml", title: "OCaml toolchain", packages: ["ocaml", "ocaml-nox", "opam", "dune"]),
        Toolchain(id: "zig", title: "Zig toolchain", packages: ["zig"]),
        Toolchain(id: "dart", title: "Dart and Flutter SDK", packages: ["dart", "flutter"]),
        Toolchain(id: "d", title: "D toolchain", packages: ["ldc", "dmd", "gdc", "gdc-*", "dub"]),
        Toolchain(id: "nim", title: "Nim toolchain", packages: ["nim", "nimble"]),
        Toolchain(id: "emscripten", title: "Emscripten SDK", packages: ["emscripten"]),
        Toolchain(id: "android", title: "Android SDK", packages: ["android-sdk"]),
        Toolchain(
            id: "make", title: "build systems",
            packages: [
                "make", "cmake", "cmake-data", "ninja-build", "ninja", "meson", "autoconf", "automake", "libtool",
                "m4", "bison", "flex", "pkg-config", "pkgconf", "pkgconf-bin", "ccache", "swig", "patch", "gettext",
                "samurai", "scons", "gperf", "autoconf-archive", "autotools-dev", "re2c",
            ]),
        Toolchain(
            id: "debugger", title: "debuggers",
            packages: ["gdb", "strace", "ltrace", "valgrind", "lldb", "lldb-*", "delve", "linux-perf", "bpftrace"]),
        Toolchain(
            id: "git", title: "version control",
            packages: [
                "git", "git-man", "git-lfs", "subversion", "mercurial", "mercurial-common", "git-core", "bzr", "brz",
            ]),
        Toolchain(
            id: "node-build", title: "Node.js build tools", packages: ["node-gyp", "libnode-dev", "nodejs-dev"]),
        Toolchain(
            id: "python-build", title: "Python build tools",
            packages: [
                "python3-dev", "python3-devel", "python*-dev", "python*-devel", "python-dev", "libpython3-dev",
                "libpython*-dev", "cython3", "python3-cython", "cython", "python3-build", "python3-wheel",
                "python3-venv", "maturin",
            ]),
        Toolchain(
            id: "ruby-build", title: "Ruby extension builder",
            packages: ["ruby-dev", "ruby-devel", "ruby*-dev", "rake-compiler"]),
        Toolchain(
            id: "php-dev", title: "PHP extension builder",
            packages: ["php*-dev", "php-dev", "php-devel", "php-pear", "php*-pear"]),
        Toolchain(
            id: "bazel", title: "Bazel and its like", packages: ["bazel", "bazel-*", "bazelisk", "buck2", "pants"]),
        Toolchain(
            id: "protoc", title: "Protocol Buffers compiler",
            packages: ["protobuf-compiler", "protoc", "protobuf-compiler-grpc"]),
        Toolchain(
            id: "infrastructure", title: "infrastructure tools",
            packages: [
                "terraform", "opentofu", "tofu", "terragrunt", "kubectl", "kubernetes-client", "helm", "kustomize",
                "docker-ce-cli", "docker-cli", "docker.io", "docker-compose", "docker-compose-plugin",
                "docker-buildx-plugin",
                "podman", "buildah", "skopeo", "awscli", "aws-cli", "azure-cli", "google-cloud-cli", "google-cloud-sdk",
                "ansible", "ansible-core", "packer", "pulumi", "vault", "eksctl", "gh", "glab",
            ]),
        Toolchain(
            id: "headers", title: "development headers and libraries", packages: ["*-dev", "*-devel", "*-headers"]),
        Toolchain(id: ToolPackages.languageManager, title: "language package managers", packages: []),
        Toolchain(id: ToolPackages.interpreter, title: "build-time interpreters", packages: []),
        Toolchain(id: ToolTally.recommended, title: "merely recommended packages", packages: []),
        Toolchain(id: "package-manager", title: "package managers", packages: []),
        Toolchain(id: "network", title: "network and debugging programs", packages: []),
        Toolchain(id: "ssh-server", title: "SSH server", packages: ["openssh-server", "dropbear"]),
    ]
}
