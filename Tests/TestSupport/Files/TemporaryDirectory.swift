// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// A fresh directory that is removed with everything in it when the last reference goes.
public final class TemporaryDirectory: Sendable {
    /// Without a closing slash.
    public let path: String

    public init() throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("dunnage-" + UUID().uuidString, isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let text = directory.path
        path = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of `name` inside; nothing is created.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file, with its parent directories, and returns its path.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let target = file(name)
        if let slash = target.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: String(target[..<slash]), withIntermediateDirectories: true)
        }
        try Data(bytes).write(to: URL(fileURLWithPath: target))
        return target
    }

    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}
