// SPDX-License-Identifier: Apache-2.0

extension ToolTable {
    /// Programs by name; a target before it and a version behind are taken off first.
    static let tools: [KnownTool] =
        rows(
            "gcc", .compiler,
            [
                "gcc", "g++", "cc", "c++", "ld", "ld.bfd", "ld.gold", "tcc", "gfortran", "cc1", "cc1plus", "collect2",
                "lto1", "as", "f951", "gnat1", "gnatmake", "fpc",
            ])
        + rows(
            "gcc", .helper,
            [
                "ar", "ranlib", "nm", "objdump", "objcopy", "strip", "cpp", "gcc-ar", "gcc-nm", "gcc-ranlib", "c89",
                "c99", "gcov", "gcov-tool", "gprof", "nasm", "yasm", "dwp", "gold", "dpkg-buildpackage",
            ])
        + rows(
            "clang", .compiler,
            [
                "clang", "clang++", "lld", "ld.lld", "ld64.lld", "lld-link", "wasm-ld", "llc", "mold", "ld.mold",
                "flang-new",
            ])
        + rows(
            "clang", .helper,
            [
                "llvm-ar", "llvm-config", "llvm-objdump", "llvm-nm", "llvm-profdata", "llvm-cov", "opt", "lli",
                "llvm-link", "clang-format",
                "clang-tidy", "clangd", "clang-cpp",
            ])
        + rows("cuda", .compiler, ["nvcc", "cicc", "ptxas", "nvlink"])
        + rows("cuda", .helper, ["cuda-gdb", "cuobjdump", "nvdisasm", "nsys", "ncu"])
        + rows("go", .compiler, ["go", "gccgo", "tinygo"])
        + rows("go", .helper, ["gofmt", "gopls", "golangci-lint", "goreleaser"])
        + rows("rust", .compiler, ["rustc", "rust-lld", "clippy-driver"])
        + rows(
            "rust", .helper,
            ["cargo", "rustup", "rustdoc", "rustfmt", "rust-analyzer", "cargo-clippy", "wasm-pack", "sccache"])
        + rows("jdk", .compiler, ["javac", "ecj", "native-image"])
        + rows(
            "jdk", .helper,
            [
                "jlink", "jdb", "javadoc", "jpackage", "jmod", "jdeps", "javap", "jshell", "jdeprscan", "jarsigner",
                "javah",
            ])
        + rows("java-build", .helper, ["mvn", "gradle", "ant", "sbt", "scala-cli", "lein", "jbang", "mvnd"])
        + rows("java-build", .compiler, ["kotlinc", "scalac", "groovyc"])
        + rows("dotnet-sdk", .compiler, ["mcs", "csc", "vbnc", "fsharpc"])
        + rows("dotnet-sdk", .helper, ["msbuild", "xbuild", "paket"])
        + rows("swift", .compiler, ["swiftc", "swift-frontend", "swift-build", "swift-driver"])
        + rows("swift", .helper, ["swift-package", "swift-test", "sourcekit-lsp", "swift-format"])
        + rows("haskell", .compiler, ["ghc", "ghci"])
        + rows("haskell", .helper, ["cabal", "stack", "ghcup", "runghc", "haddock"])
        + rows("beam", .compiler, ["erlc", "elixirc"]) + rows("beam", .helper, ["rebar3", "rebar", "mix", "dialyzer"])
        + rows("ocaml", .compiler, ["ocamlc", "ocamlopt", "ocamlc.opt", "ocamlopt.opt"])
        + rows("ocaml", .helper, ["opam", "dune", "ocamlfind", "ocamlbuild"])
        + rows("zig", .compiler, ["zig"]) + rows("dart", .compiler, ["dart2js", "dart2native", "gen_snapshot"])
        + rows("dart", .helper, ["flutter"]) + rows("d", .compiler, ["ldc2", "dmd", "gdc"])
        + rows("d", .helper, ["dub"]) + rows("nim", .compiler, ["nim"]) + rows("nim", .helper, ["nimble"])
        + rows("emscripten", .compiler, ["emcc", "em++"])
        + rows("android", .helper, ["sdkmanager", "aapt2", "d8"])
        + rows(
            "make", .helper,
            [
                "make", "gmake", "cmake", "ninja", "meson", "autoconf", "automake", "autoreconf", "libtool",
                "libtoolize", "m4", "bison", "yacc",
                "flex", "pkg-config", "pkgconf", "ccache", "swig", "scons", "ctest", "cpack", "samu", "bmake", "re2c",
                "gperf",
            ])
        + rows(
            "debugger", .helper,
            ["gdb", "gdbserver", "strace", "ltrace", "valgrind", "perf", "lldb", "lldb-server", "dlv", "bpftrace"])
        + rows("git", .helper, ["git", "git-lfs", "svn", "hg", "bzr"])
        + rows("node-build", .helper, ["node-gyp"])
        + rows("python-build", .helper, ["cython", "maturin", "pyinstaller"])
        + rows("ruby-build", .helper, ["rake-compiler"])
        + rows("bazel", .helper, ["bazel", "bazelisk", "buck2", "pants"])
        + rows("protoc", .helper, ["protoc", "buf", "flatc", "thrift", "capnp"])
        + rows(
            "infrastructure", .helper,
            [
                "terraform", "tofu", "terragrunt", "kubectl", "helm", "kustomize", "docker", "docker-compose", "podman",
                "buildah", "kaniko",
                "skopeo", "nerdctl", "aws", "gcloud", "gsutil", "az", "ansible", "ansible-playbook", "packer", "pulumi",
                "vault", "eksctl",
                "argocd", "flux", "oc", "doctl", "gh", "glab", "skaffold",
            ])
        + rows("php-dev", .helper, ["phpize", "php-config", "pecl"])
        + rows(
            "package-manager", .packageManager,
            [
                "apt", "apt-get", "aptitude", "dpkg", "apk", "dnf", "dnf5", "yum", "microdnf", "tdnf", "zypper", "rpm",
                "pacman", "opkg", "nix", "nix-env", "emerge",
                "npm", "npx", "yarn", "yarnpkg", "pnpm", "pnpx", "corepack", "pip", "pipx", "poetry", "pipenv", "uv",
                "pdm", "hatch",
                "conda", "mamba", "micromamba", "gem", "bundle", "bundler", "composer", "composer.phar", "luarocks",
                "cpan", "cpanm", "nuget",
                "brew",
            ])
        + rows(
            "network", .network,
            [
                "curl", "wget", "wget2", "aria2c", "nc", "ncat", "nc.openbsd", "nc.traditional", "netcat", "socat",
                "tcpdump", "nmap", "telnet", "ftp", "lftp",
                "ssh", "scp", "sftp", "rsync", "vim", "vim.basic", "vim.tiny", "vi", "nvim", "nano", "emacs", "joe",
                "dig", "nslookup", "host",
                "mtr", "traceroute", "iptables", "tshark", "iperf3", "ngrep", "httpie", "hping3", "masscan",
                "proxychains4", "screen", "tmux", "htop",
            ])
        + rows("ssh-server", .server, ["sshd", "dropbear", "telnetd"])
}
