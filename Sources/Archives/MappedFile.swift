// SPDX-License-Identifier: Apache-2.0
internal import CProcess
import Glibc

/// A regular file as memory. Reading it costs no copy, and many threads may do it at once.
///
/// A file that shrinks while it is mapped would raise SIGBUS; the guard turns the missing pages into zeros and
/// `verifyUnchanged` says so afterwards.
///
/// `@unchecked Sendable` is safe because every stored property is constant and the mapped memory is read-only.
public final class MappedFile: @unchecked Sendable {
    public let path: String
    private let memory: UnsafeRawBufferPointer
    private let slot: Int32
    private let opened: stat

    /// Maps a regular file of any size; an empty one is fine.
    public init(path: String) throws(ArchiveError) {
        // A FIFO in a layout directory would wait for a writer for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ArchiveError.system("cannot be opened", path) }
        // The map needs no open file, and a directory may hold more blobs than a process may have open.
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ArchiveError(.system, "is no regular file", place: path)
        }
        var memory = UnsafeRawBufferPointer(start: nil, count: 0)
        if status.st_size > 0 {
            let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
            guard let address, address != MAP_FAILED else {
                throw ArchiveError.system("cannot be mapped", path)
            }
            memory = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
            // On a cold cache the header walk would fault page by page: start reading ahead at once.
            madvise(address, memory.count, MADV_WILLNEED)
        }
        dunnage_map_guard_install()
        let slot = memory.isEmpty ? -1 : dunnage_map_guard_add(memory.baseAddress, memory.count)
        if slot < 0, let base = memory.baseAddress {
            // Without the guard a file that shrinks would end the process.
            munmap(UnsafeMutableRawPointer(mutating: base), memory.count)
            throw ArchiveError(.limit, "is one file too many to have mapped at once", place: path)
        }
        self.path = path
        self.memory = memory
        self.slot = slot
        opened = status
    }

    deinit {
        dunnage_map_guard_remove(slot)
        if let base = memory.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), memory.count) }
    }

    /// Gives the pages that were read back to the system, which takes some 30 ms for each GiB and would have to be waited
    /// for at the end. What is read afterwards is read from the file again.
    public func releasePages() {
        if let base = memory.baseAddress {
            madvise(UnsafeMutableRawPointer(mutating: base), memory.count, MADV_DONTNEED)
        }
    }

    public var count: Int { memory.count }

    /// All bytes, without a copy.
    public var contents: Chunk { Chunk(owner: self, bytes: memory) }

    /// Throws `changed` when the file was truncated, written to or replaced since it was opened.
    public func verifyUnchanged() throws(ArchiveError) {
        var now = stat()
        let isSame =
            !dunnage_map_guard_faulted(slot) && stat(path, &now) == 0
            && now.st_ino == opened.st_ino && now.st_dev == opened.st_dev && now.st_size == opened.st_size
            && now.st_mtim.tv_sec == opened.st_mtim.tv_sec && now.st_mtim.tv_nsec == opened.st_mtim.tv_nsec
        guard isSame else {
            throw ArchiveError(
                .changed, "changed while it was read; what is reported may mix old and new bytes: run again",
                place: path)
        }
    }
}

extension ArchiveError {
    /// A failed system call, with the system's own words.
    static func system(_ what: String, _ place: String) -> ArchiveError {
        ArchiveError(.system, "\(what): \(String(cString: strerror(errno)))", place: place)
    }
}
