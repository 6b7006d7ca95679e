// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// Every toolchain is found by its package and by its program in a place of its own.
@Suite("Toolchains")
struct ToolTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var toolchain: String
        /// A system package of Debian, Alpine or Fedora.
        var package: String
        var program: String
        var isCompiler: Bool
        var testDescription: String { toolchain + ": " + program }
    }

    static let cases = [
        Case(toolchain: "gcc", package: "gcc-12", program: "x86_64-linux-gnu-gcc-12", isCompiler: true),
        Case(toolchain: "gcc", package: "build-base", program: "cc1plus", isCompiler: true),
        Case(toolchain: "clang", package: "clang15", program: "clang-15", isCompiler: true),
        Case(toolchain: "cuda", package: "cuda-nvcc-12-4", program: "nvcc", isCompiler: true),
        Case(toolchain: "go", package: "golang-1.19-go", program: "go", isCompiler: true),
        Case(toolchain: "rust", package: "rustc", program: "rustc", isCompiler: true),
        Case(toolchain: "jdk", package: "openjdk-17-jdk-headless", program: "javac", isCompiler: true),
        Case(toolchain: "java-build", package: "maven", program: "mvn", isCompiler: false),
        Case(toolchain: "java-build", package: "kotlin", program: "kotlinc", isCompiler: true),
        Case(toolchain: "dotnet-sdk", package: "dotnet-sdk-8.0", program: "msbuild", isCompiler: false),
        Case(toolchain: "swift", package: "swiftlang", program: "swift-frontend", isCompiler: true),
        Case(toolchain: "haskell", package: "ghc", program: "ghc-9.4.7", isCompiler: true),
        Case(toolchain: "beam", package: "rebar3", program: "erlc", isCompiler: true),
        Case(toolchain: "node-build", package: "node-gyp", program: "node-gyp", isCompiler: false),
        Case(toolchain: "python-build", package: "python3.11-dev", program: "cython3", isCompiler: false),
        Case(toolchain: "ruby-build", package: "ruby3.1-dev", program: "rake-compiler", isCompiler: false),
        Case(toolchain: "php-dev", package: "php8.2-dev", program: "phpize8.2", isCompiler: false),
        Case(toolchain: "bazel", package: "bazelisk", program: "bazel", isCompiler: false),
        Case(toolchain: "infrastructure", package: "terraform", program: "kubectl", isCompiler: false),
        Case(toolchain: "make", package: "cmake", program: "make", isCompiler: false),
        Case(toolchain: "git", package: "git", program: "git", isCompiler: false),
        Case(toolchain: "protoc", package: "protobuf-compiler", program: "protoc", isCompiler: false),
        Case(toolchain: "debugger", package: "gdb", program: "strace", isCompiler: false),
        Case(toolchain: "headers", package: "libpq-dev", program: "", isCompiler: false),
    ]

    @Test("a package is known by its name", arguments: cases)
    func package(_ test: Case) {
        #expect(ToolTable.toolchain(ofPackage: test.package).map { ToolTable.toolchains[$0].id } == test.toolchain)
    }

    @Test("a program is found where it was unpacked by hand", arguments: cases.filter { !$0.program.isEmpty })
    func program(_ test: Case) throws {
        let image = try ExampleMaker.facts(
            .app().running("unpack", .program("/opt/tool/bin/" + test.program, size: 20_000_000)))
        let findings = RuleRegistry.check(image, with: "build-tool")
        #expect(findings.map(\.kind) == [test.toolchain])
        // Only what compiles or links is worth a gate.
        #expect(findings.map(\.severity) == [test.isCompiler ? .high : .low])
    }

    @Test("libraries and runtimes are no tools")
    func quiet() {
        let names = [
            "libgcc-s1", "libstdc++6", "libllvm15", "llvm15-libs", "libc6", "musl", "openjdk-17-jre-headless", "nodejs",
            "python3.11", "ruby3.1", "php8.2-cli", "libclang-cpp15", "erlang-base", "dotnet-runtime-8.0",
            "aspnetcore-runtime-8.0", "gcc-12-base", "binutils-common-doc", "libgomp1", "libatomic1",
        ]
        let wrong = names.filter { ToolTable.toolchain(ofPackage: $0) != nil && $0 != "gcc-12-base" }
        #expect(wrong.isEmpty)
    }
}
