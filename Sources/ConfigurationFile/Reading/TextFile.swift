// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Small files on disk.
public enum TextFile {
    /// The content of a file that somebody named by hand: a pipe may be behind the name.
    ///
    /// - Parameters:
    ///   - limit: more bytes are refused.
    ///   - kind: what the file is to be, for that sentence.
    public static func read(_ file: String, limit: Int, kind: String) throws(ConfigurationError) -> [UInt8] {
        try read(file, limit: limit, kind: kind, mustBeRegular: false)
    }

    /// The content of a file, at most `limit` bytes.
    ///
    /// - Parameter mustBeRegular: refuse what is no regular file, for files that nobody named by hand.
    static func read(
        _ file: String, limit: Int = YAMLLimits.bytes, kind: String = "configuration", mustBeRegular: Bool
    ) throws(ConfigurationError) -> [UInt8] {
        func failure(_ code: Int32) -> ConfigurationError {
            ConfigurationError(file: file, what: "cannot be read: " + String(cString: strerror(code)))
        }
        // A FIFO that nobody writes to would wait for ever.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | (mustBeRegular ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        if mustBeRegular || status.st_mode & S_IFMT == S_IFDIR {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw ConfigurationError(
                    file: file, what: status.st_mode & S_IFMT == S_IFDIR ? "is a directory" : "is no regular file")
            }
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw ConfigurationError(file: file, what: "has more than \(limit >> 10) KiB: this is no \(kind)")
            }
        }
    }

    /// Whether something of that name is there; a link counts, wherever it leads.
    static func isNamed(_ file: String) -> Bool {
        var status = stat()
        return lstat(file, &status) == 0
    }

    /// Whether something of that name is there, links followed.
    static func exists(_ file: String) -> Bool {
        var status = stat()
        return stat(file, &status) == 0
    }

    /// What names a file whatever way leads to it.
    static func identity(_ file: String) -> String? {
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        return "\(status.st_dev):\(status.st_ino)"
    }
}
