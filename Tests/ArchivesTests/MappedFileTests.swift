// SPDX-License-Identifier: Apache-2.0
import Archives
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// What becomes of a map when the file under it does not stay as it was.
@Suite struct MappedFileTests {
    private static let page = 4_096

    private func changeIsSeen(_ file: MappedFile) -> Bool {
        do throws(ArchiveError) {
            try file.verifyUnchanged()
            return false
        } catch {
            return error.code == .changed && error.what.contains("changed while it was read")
        }
    }

    @Test func theBytesAreTheFiles() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("file", text(10_000))
        let file = try MappedFile(path: path)
        #expect(file.contents.withBytes { Array($0) } == text(10_000))
        #expect(!changeIsSeen(file))
        let empty = try MappedFile(path: try folder.write("empty", []))
        #expect(empty.count == 0)
        #expect(!changeIsSeen(empty))
    }

    /// Without the guard this test would end the process with SIGBUS.
    @Test func whatIsTruncatedReadsAsZeros() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("file", [UInt8](repeating: 7, count: 64 * MappedFileTests.page))
        let file = try MappedFile(path: path)
        #expect(truncate(path, off_t(3 * MappedFileTests.page)) == 0)
        let (kept, lost) = file.contents.withBytes { bytes in
            (
                bytes[..<(3 * MappedFileTests.page)].allSatisfy { $0 == 7 },
                bytes[(4 * MappedFileTests.page)...].allSatisfy { $0 == 0 }
            )
        }
        #expect(kept)
        #expect(lost)
        #expect(changeIsSeen(file))
    }

    @Test func writingReplacingAndRemovingAreSeen() throws {
        let folder = try TemporaryDirectory()
        for change in 0..<4 {
            let path = try folder.write("file\(change)", text(9_000))
            let file = try MappedFile(path: path)
            switch change {
            case 0:
                let descriptor = open(path, O_WRONLY)
                _ = pwrite(descriptor, "x", 1, 10)
                close(descriptor)
                // The clock of the file system may be as coarse as 10 ms.
                var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
                _ = utimensat(AT_FDCWD, path, &times, 0)
            case 1: rename(try folder.write("other", text(9_000)), path)
            case 2: unlink(path)
            default: #expect(truncate(path, 20_000) == 0)
            }
            #expect(changeIsSeen(file), "change \(change)")
        }
    }

    @Test func onlyRegularFilesAreMapped() throws {
        let folder = try TemporaryDirectory()
        let fifo = folder.file("fifo")
        #expect(mkfifo(fifo, 0o600) == 0)
        for path in [folder.path, fifo, folder.file("absent"), "/dev/null"] {
            #expect(throws: ArchiveError.self) { try MappedFile(path: path) }
        }
    }

    @Test func aDescriptorIsReadToItsEndInFullChunks() throws {
        let folder = try TemporaryDirectory()
        let bytes = text(5_000_000)
        let descriptor = open(try folder.write("file", bytes), O_RDONLY)
        defer { close(descriptor) }
        let source = DescriptorSource(descriptor: descriptor, name: "file")
        var sizes: [Int] = []
        var read: [UInt8] = []
        while let chunk = try source.next() {
            sizes.append(chunk.count)
            chunk.withBytes { read.append(contentsOf: $0) }
        }
        let full = ChunkBuffer.standardCapacity
        #expect(sizes == [full, full, 5_000_000 - 2 * full])
        #expect(read == bytes)
        #expect(throws: ArchiveError.self) { try DescriptorSource(descriptor: -1, name: "nothing").next() }
    }
}
