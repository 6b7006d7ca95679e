// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The `dunnage` that was built beside the tests, run as users run it.
public struct BuiltBinary: Sendable {
    /// What a run left behind.
    public struct Outcome: Sendable {
        public let code: Int32
        /// nil unless a signal ended it.
        public let signal: Int32?
        public let output: String
        public let error: String
    }

    public let path: String

    /// The executable in the directory of the running tests.
    public init() {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        path = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("dunnage").path
    }

    /// Runs it to its end. `input` is written to standard input; without one it is empty.
    public func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], directory: String? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "COLUMNS", "CI"] { variables[name] = nil }
        // A day on which the archives' distributions were supported: what is said of them must not change with time.
        variables["SOURCE_DATE_EPOCH"] = "1735689600"
        process.environment = variables.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        let folder = try TemporaryDirectory()
        // Files on all three sides: a pipe that nobody empties would hang the run.
        let inputFile = try folder.write("input", input)
        let outputFile = try folder.write("output", [])
        let errorFile = try folder.write("error", [])
        process.standardInput = FileHandle(forReadingAtPath: inputFile)
        process.standardOutput = FileHandle(forWritingAtPath: outputFile)
        process.standardError = FileHandle(forWritingAtPath: errorFile)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus,
            signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
            output: String(decoding: FileManager.default.contents(atPath: outputFile) ?? Data(), as: UTF8.self),
            error: String(decoding: FileManager.default.contents(atPath: errorFile) ?? Data(), as: UTF8.self))
    }

    /// A file of the repository's `TestImages` folder.
    public static func testImage(_ name: String) -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return root.appendingPathComponent("TestImages").appendingPathComponent(name).path
    }
}
