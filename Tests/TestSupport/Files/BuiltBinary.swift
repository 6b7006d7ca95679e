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
        /// Bytes that were resident at the worst moment, those of mapped files included.
        public let peakMemory: Int
        public let elapsed: Duration
        /// Of all its cores together; what else the machine does hardly shows in it.
        public let processorTime: Duration
    }

    public let path: String

    /// The executable in the directory of the running tests, or what `DUNNAGE_BINARY` names.
    public init() {
        if let named = ProcessInfo.processInfo.environment["DUNNAGE_BINARY"] {
            path = named
            return
        }
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        path = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("dunnage").path
    }

    /// Runs it to its end. `input` is written to standard input; without one it is empty.
    public func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], directory: String? = nil
    ) throws -> Outcome {
        let folder = try TemporaryDirectory()
        return try start(
            arguments, inputFile: try folder.write("input", input), environment: environment, directory: directory
        ).finish()
    }

    /// Starts it, reading standard input from a file. Standard output and error go to files too: a pipe that nobody
    /// empties would hang the run.
    public func start(
        _ arguments: [String], inputFile: String = "/dev/null", environment: [String: String] = [:],
        directory: String? = nil
    ) throws -> RunningBinary {
        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "COLUMNS", "CI"] { variables[name] = nil }
        // A day on which the archives' distributions were supported: what is said of them must not change with time.
        variables["SOURCE_DATE_EPOCH"] = "1735689600"
        // Nobody's cache is read or written unless a test names one.
        variables["XDG_CACHE_HOME"] = "/dev/null"
        return try RunningBinary(
            path: path, arguments: arguments, inputFile: inputFile,
            environment: variables.merging(environment) { $1 }, directory: directory)
    }

    /// A file of the repository's `TestImages` folder.
    public static func testImage(_ name: String) -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return root.appendingPathComponent("TestImages").appendingPathComponent(name).path
    }
}
