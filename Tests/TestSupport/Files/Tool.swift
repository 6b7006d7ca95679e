// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A program that the machine may have and that writes what a test reads.
public struct Tool: Sendable {
    public static let zip = Tool("zip")
    public static let python = Tool("python3")
    public static let dpkgDeb = Tool("dpkg-deb")

    public let isInstalled: Bool

    private init(_ name: String) {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        isInstalled = folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// Runs a line of shell; false when it ended with another code than 0.
    public static func shell(_ line: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
