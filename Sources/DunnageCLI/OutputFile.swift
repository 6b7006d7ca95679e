// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Files that the user named to be written.
enum OutputFile {
    /// Something of that name is there, be it a link that leads nowhere.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Where a file lies or would lie, whatever way its name takes there.
    static func place(_ path: String) -> String {
        if let whole = resolved(path) { return whole }
        let name = path.split(separator: "/").last ?? ""
        let folder = path.dropLast(path.reversed().prefix { $0 == "/" }.count + name.count)
        return resolved(folder.isEmpty ? "." : String(folder)).map { $0 + "/" + name } ?? path
    }

    private static func resolved(_ path: String) -> String? {
        guard let whole = realpath(path, nil) else { return nil }
        defer { free(whole) }
        return String(cString: whole)
    }

    /// Whether writing makes the file anew: what is no regular file (a FIFO, a device) takes what comes.
    static func isReplaced(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    /// Writes beside the file and renames, so that nobody ever sees half of it. What is no regular file (a FIFO, a
    /// device) is written to as it is. Returns a sentence when that failed.
    static func write(_ bytes: [UInt8], to path: String) -> String? {
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else { return writeInPlace(bytes, to: path) }
        let draft = "\(path).\(getpid()).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return writeInPlace(bytes, to: path) }
        let isWritten = Output.write(bytes, to: descriptor)
        let failure = errno
        close(descriptor)
        if exists { chmod(draft, status.st_mode & 0o7777) }
        guard isWritten, rename(draft, path) == 0 else {
            let reason = String(cString: strerror(isWritten ? errno : failure))
            unlink(draft)
            return "\(path) cannot be written: \(reason)"
        }
        return nil
    }

    /// Adds to the end of a file. Returns a sentence when that failed.
    static func append(_ bytes: [UInt8], to path: String) -> String? { append(bytes, to: path, asLine: false) }

    /// Adds a line to the end of a file; a line that somebody left without its end is ended first, so that its damage
    /// stays its own.
    static func appendLine(_ bytes: [UInt8], to path: String) -> String? { append(bytes, to: path, asLine: true) }

    /// Under a lock and in one piece: two that append at once lose nothing of each other.
    private static func append(_ bytes: [UInt8], to path: String, asLine: Bool) -> String? {
        let descriptor = open(path, (asLine ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return "\(path) cannot be written: \(String(cString: strerror(errno)))" }
        defer { close(descriptor) }
        // What cannot be locked (a pipe, some network file systems) is written to all the same.
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        var bytes = bytes
        if asLine {
            var status = stat()
            var last: UInt8 = 0x0A
            if fstat(descriptor, &status) == 0, status.st_size > 0 { pread(descriptor, &last, 1, status.st_size - 1) }
            if last != 0x0A { bytes.insert(0x0A, at: 0) }
        }
        return Output.write(bytes, to: descriptor)
            ? nil : "\(path) cannot be written: \(String(cString: strerror(errno)))"
    }

    private static func writeInPlace(_ bytes: [UInt8], to path: String) -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return "\(path) cannot be written: \(String(cString: strerror(errno)))" }
        defer { close(descriptor) }
        return Output.write(bytes, to: descriptor)
            ? nil : "\(path) cannot be written: \(String(cString: strerror(errno)))"
    }
}
