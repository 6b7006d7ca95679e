// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
import Glibc

/// Reads a file that was named on the command line.
enum RulesFile {
    /// Longer ones are no rules; the reader says so.
    private static let limit = 5 << 20

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private static func failure(_ path: String) -> ValidationError {
        ValidationError("The rules file \(path) cannot be read: \(String(cString: strerror(errno))).")
    }
}
