// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// `docker:REF` and `podman:REF`, with stand-ins that do what the real tools do, and worse.
@Suite struct SaveToolTests {
    let binary = BuiltBinary()
    let image = BuiltBinary.testImage("good.docker-archive.tar")

    /// A program, written by another process: while this one has it open for writing, a test beside this one may start
    /// a child that inherits that, and the program could not be started («text file busy»).
    private static func write(_ program: String, to path: String) throws {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", #"printf '%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", program, path]
        try shell.run()
        shell.waitUntilExit()
        try #require(shell.terminationStatus == 0)
    }

    /// A folder with a program of this name, in front of PATH.
    private func standIn(_ tool: String, _ script: String) throws -> (TemporaryDirectory, [String: String]) {
        let folder = try TemporaryDirectory()
        try SaveToolTests.write("#!/bin/sh\n\(script)", to: folder.file(tool))
        return (folder, ["PATH": folder.path + ":/usr/bin:/bin", "IMAGE": image, "LOG": folder.file("log")])
    }

    private func run(_ arguments: [String], tool: String = "docker", _ script: String) throws -> BuiltBinary.Outcome {
        let (folder, environment) = try standIn(tool, script)
        return try withExtendedLifetime(folder) { try binary.run(arguments, environment: environment) }
    }

    @Test(arguments: ["docker", "podman"])
    func theReportIsTheFiles(tool: String) throws {
        let (folder, environment) = try standIn(tool, #"echo "$@" > "$LOG"; exec cat "$IMAGE""#)
        let file = try binary.run(["check", image, "--report", "json"])
        let saved = try binary.run(["check", "\(tool):good:latest", "--report", "json"], environment: environment)
        #expect(saved.error.isEmpty)
        #expect(saved.code == file.code)
        #expect(saved.output == file.output.replacing("\"\(image)\"", with: "\"\(tool):good:latest\""))
        let called = String(decoding: try FileBytes.read(folder.file("log")), as: UTF8.self)
        #expect(called == (tool == "docker" ? "save good:latest\n" : "save --quiet good:latest\n"))
    }

    @Test func everyCommandTakesIt() throws {
        let (folder, environment) = try standIn("docker", #"exec cat "$IMAGE""#)
        try withExtendedLifetime(folder) {
            for arguments in [["inspect"], ["files"], ["check", "-q"]] {
                let outcome = try binary.run(arguments + ["docker:good"], environment: environment)
                #expect(outcome.code == 0, "\(arguments): \(outcome.error)")
                #expect(!outcome.output.isEmpty)
            }
            let why = try binary.run(["why", "docker:good", "/etc/passwd"], environment: environment)
            #expect(why.code == 0, "\(why.error)")
        }
    }

    /// What a failing tool does, and what the user must read of it.
    @Test(arguments: [
        (
            #"echo "Error response from daemon: reference does not exist" >&2; exit 1"#, "exit code 1",
            "reference does not exist"
        ),
        (#"exit 125"#, "exit code 125", "says nothing"),
        (#"head -c 20000 "$IMAGE"; echo "broken pipe to daemon" >&2; exit 1"#, "exit code 1", "broken pipe to daemon"),
        (#"head -c 20000 "$IMAGE"; kill -9 $$"#, "signal 9", "docker save"),
        (#"cat "$IMAGE"; echo "late trouble" >&2; exit 3"#, "exit code 3", "late trouble"),
        (#"head -c 20000 "$IMAGE""#, "cut off", "docker:good"),
        ("head -c 100000 /dev/urandom", "is no tar archive", "docker:good"),
        ("exec yes", "is no tar archive", "docker:good"),
        (":", "is empty", "docker:good"),
        (#"printf '\033]0;owned\007line one\nline two\n' >&2; exit 1"#, "]0;owned line one line two", "exit code 1"),
        (#"yes 'progress' | head -c 300000 >&2; echo 'the reason' >&2; exit 1"#, "the reason", "… "),
    ])
    func failuresAreOneClearSentence(script: String, says: String, names: String) throws {
        let outcome = try run(["check", "docker:good"], script)
        #expect(outcome.code == 2)
        #expect(outcome.signal == nil)
        #expect(outcome.output.isEmpty || outcome.error.contains("exit code 3"), "\(outcome.output)")
        #expect(outcome.error.contains(says), "\(outcome.error)")
        #expect(outcome.error.contains(names), "\(outcome.error)")
        #expect(!outcome.error.contains("\u{1B}"))
        #expect(outcome.error.utf8.count < 6_000)
        #expect(outcome.elapsed < .seconds(20))
    }

    @Test func aMissingToolIsSaid() throws {
        let folder = try TemporaryDirectory()
        for tool in ["docker", "podman"] {
            let outcome = try binary.run(["check", "\(tool):app"], environment: ["PATH": folder.path])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains("there is no «\(tool)» in PATH"), "\(outcome.error)")
        }
    }

    @Test func aToolThatMayNotBeRunIsSaid() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("docker", "not a program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let outcome = try binary.run(["check", "docker:app"], environment: ["PATH": folder.path])
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("docker"), "\(outcome.error)")
    }

    @Test(arguments: ["docker:", "podman:--output=x", "docker:-q"])
    func aReferenceIsNeverAnOption(image: String) throws {
        let outcome = try run(["check", image], #"echo ran > "$LOG"; exec cat "$IMAGE""#)
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("names no image"), "\(outcome.error)")
    }

    // MARK: - The real thing

    private static let podman = ["/usr/bin/podman", "/usr/local/bin/podman"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: podman != nil, "podman is not installed"))
    func realPodman() throws {
        let folder = try TemporaryDirectory()
        let configuration = try folder.write(
            "storage.conf",
            """
            [storage]
            driver = "vfs"
            graphroot = "\(folder.path)/graph"
            runroot = "\(folder.path)/run"
            """)
        let environment = ["CONTAINERS_STORAGE_CONF": configuration, "XDG_RUNTIME_DIR": folder.path]
        let podman = Process()
        podman.executableURL = URL(fileURLWithPath: try #require(SaveToolTests.podman))
        podman.arguments = ["load", "--quiet", "--input", image]
        podman.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        podman.standardOutput = FileHandle.nullDevice
        try podman.run()
        podman.waitUntilExit()
        try #require(podman.terminationStatus == 0)

        let file = try JSONReader.parse(Array(binary.run(["inspect", image, "--json"]).output.utf8))
        let reference = try #require(file["images"]?.arrayValue?.first?["reference"]?.stringValue)
        let saved = try binary.run(["inspect", "podman:\(reference)", "--json"], environment: environment)
        #expect(saved.code == 0, "\(saved.error)")
        let report = try JSONReader.parse(Array(saved.output.utf8))
        let image = try #require(report["images"]?.arrayValue?.first)
        #expect(image["id"]?.stringValue == file["images"]?.arrayValue?.first?["id"]?.stringValue)
        #expect(image["totals"]?["size"] == file["images"]?.arrayValue?.first?["totals"]?["size"])
        #expect(report["archives"]?.arrayValue?.first?["source"]?.stringValue == "podman:\(reference)")

        let absent = try binary.run(["check", "podman:localhost/nobody/knows:1"], environment: environment)
        #expect(absent.code == 2)
        #expect(absent.error.contains("nobody/knows"), "\(absent.error)")
        #expect(absent.error.contains("exit code 125"), "\(absent.error)")
    }
}
