// SPDX-License-Identifier: Apache-2.0
public import Archives
import Glibc
internal import Jobs
public import LayerScan

/// Facts in a directory, one file a layer, for later runs. Nothing that goes wrong here is an error of the run: what
/// cannot be read is scanned, what cannot be written is not kept.
///
/// Any number of processes may share it. A file is written beside its place and renamed, so nobody sees half of one,
/// and read as a whole before it is believed. Its name is a hash of everything that its facts depend on.
public final class FactDirectory: Sendable {
    private struct State {
        /// Bytes of all files; nil until somebody writes.
        var bytes: Int?
        /// The disk is full or not ours to write.
        var isReadOnly = false
    }

    public let path: String
    /// Bytes that all files together may take. Those of processes that write at the same time come on top, until the
    /// next write.
    public let limit: Int
    /// Stored bytes below which a layer is scanned faster than it is worth keeping facts of it.
    public let smallestLayer: Int
    /// Stands for `ProgramIdentity.current`.
    private let givenProgram: [UInt8]?
    private let state = Condition(State())

    /// Where users' caches lie (XDG Base Directory Specification): `$XDG_CACHE_HOME/dunnage`, else `~/.cache/dunnage`.
    /// nil when the environment names neither by an absolute path.
    public static var usualPath: String? {
        func absolute(_ name: String) -> String? {
            guard let value = getenv(name), value.pointee == UInt8(ascii: "/") else { return nil }
            return String(cString: value)
        }
        return absolute("XDG_CACHE_HOME").map { $0 + "/dunnage" } ?? absolute("HOME").map { $0 + "/.cache/dunnage" }
    }

    /// Makes the directory and those above it when they are not there, for their owner alone.
    ///
    /// - Parameter isShared: accept a directory that others own or may write to.
    /// - Throws: when it cannot be used, with a sentence without its end.
    public convenience init(
        path: String, limit: Int, isShared: Bool, smallestLayer: Int = 1 << 20
    ) throws(ArchiveError) {
        try self.init(path: path, limit: limit, isShared: isShared, smallestLayer: smallestLayer, program: nil)
    }

    /// - Parameter program: what to take for `ProgramIdentity.current`; nil for that itself.
    init(
        path: String, limit: Int, isShared: Bool, smallestLayer: Int = 0, program: [UInt8]?
    ) throws(ArchiveError) {
        self.path = path
        self.limit = limit
        self.smallestLayer = smallestLayer
        givenProgram = program
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            end = slash
            mkdir(String(path[..<end]), 0o700)
        }
        mkdir(path, 0o700)
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw ArchiveError(.system, "cannot be made: \(String(cString: strerror(errno)))", place: path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw ArchiveError(.system, "is no directory", place: path)
        }
        guard isShared || status.st_uid == geteuid() && status.st_mode & 0o022 == 0 else {
            throw ArchiveError(.system, "is not used: others may write to it", place: path)
        }
    }

    /// Whether there is a file for it, whatever is in it.
    public func contains(_ key: FactKey) -> Bool {
        guard let place = file(for: key) else { return false }
        var status = stat()
        return stat(place.path, &status) == 0
    }

    /// The facts; nil when there are none, or not as they were written.
    ///
    /// - Parameters:
    ///   - contentKey: of the blob that lies before us.
    ///   - kinds: how many kinds of secrets the rules know.
    public func read(_ key: FactKey, contentKey: [UInt8], kinds: Int) -> LayerFacts? {
        guard let place = file(for: key) else { return nil }
        let descriptor = open(place.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            (1...FactFile.storedLimit).contains(Int(status.st_size))
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { bytes in
                bytes.baseAddress.map { Glibc.read(descriptor, $0 + filled, bytes.count - filled) } ?? -1
            }
            guard count > 0 else { return nil }
            filled += count
        }
        guard let facts = FactFile(place.name, contentKey: contentKey).facts(bytes, kinds: kinds) else {
            return nil
        }
        // Used now: the last to go.
        futimens(descriptor, nil)
        return facts
    }

    /// Writes facts, in place of what is there, and makes room for them.
    public func write(_ facts: LayerFacts, for key: FactKey, contentKey: [UInt8]) {
        guard !state.withLock({ $0.isReadOnly }), let place = file(for: key),
            let bytes = FactFile(place.name, contentKey: contentKey).bytes(of: facts),
            bytes.count <= min(limit, FactFile.storedLimit)
        else { return }
        // The number of a process is no name: in containers it is often the same.
        let draft = "\(path)/\(getpid()).\(UInt64.random(in: 0...UInt64(Int64.max))).part"
        guard FactDirectory.write(bytes, to: draft) else { return state.withLock { $0.isReadOnly = true } }
        guard rename(draft, place.path) == 0 else {
            unlink(draft)
            return
        }
        state.withLock { state in
            let before = state.bytes ?? FactShelf.files(in: path).reduce(0) { $0 + $1.size } - bytes.count
            state.bytes = before + bytes.count
            if before + bytes.count > limit { state.bytes = FactShelf.trim(path, to: limit - limit / 10) }
        }
    }

    private static func write(_ bytes: [UInt8], to draft: String) -> Bool {
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                bytes.baseAddress.map { Glibc.write(descriptor, $0 + written, bytes.count - written) } ?? -1
            }
            guard count > 0 || count < 0 && errno == EINTR else { break }
            written += max(0, count)
        }
        guard close(descriptor) == 0, written == bytes.count else {
            unlink(draft)
            return false
        }
        return true
    }

    /// nil when this program does not know which it is.
    private func file(for key: FactKey) -> (path: String, name: String)? {
        guard let program = givenProgram ?? ProgramIdentity.current else { return nil }
        let name = FactFile.name(key, program: program)
        return ("\(path)/\(name)", name)
    }
}
