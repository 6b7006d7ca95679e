// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A pipe, FIFO, terminal or file, read once from where it stands.
public final class DescriptorSource: ChunkSource {
    private let descriptor: Int32
    private let name: String
    private var isAtEnd = false

    /// Does not close the descriptor. `name` is what errors call it.
    public init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        // A pipe holds 64 KiB by default; a larger one spares both sides most switches. Refusal changes nothing.
        _ = fcntl(descriptor, DescriptorSource.setPipeSize, Int32(1 << 20))
    }

    public func next() throws(ArchiveError) -> Chunk? {
        let buffer = ChunkBuffer()
        while !isAtEnd, buffer.room > 0 {
            let count = try buffer.fill { (free) throws(ArchiveError) -> Int in
                while true {
                    let count = read(descriptor, free.baseAddress, free.count)
                    if count >= 0 { return count }
                    if errno != EINTR { throw ArchiveError.system("cannot be read", name) }
                }
            }
            if count == 0 { isAtEnd = true }
        }
        return buffer.count == 0 ? nil : buffer.chunk()
    }

    /// F_SETPIPE_SZ, which Glibc hides behind _GNU_SOURCE.
    private static let setPipeSize: Int32 = 1031
}
