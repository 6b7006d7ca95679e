// SPDX-License-Identifier: Apache-2.0
internal import Archives
import Glibc
internal import LayerTree
import Synchronization

/// Contents of an archive's plain layers that were searched without a find, so that other files of the same bytes need
/// not be: `RUN chown -R` and `COPY . .` twice ship every byte of a tree twice.
///
/// Contents are compared byte by byte. A hash alone would do but for whoever makes two contents with one hash to hide a
/// secret behind a harmless file.
final class SearchedContents: Sendable {
    /// An archive that was opened without a find.
    private struct Archive: Sendable {
        var content: Chunk
        /// What its members are judged by besides their bytes.
        var path: [UInt8]
        var unpacked: Int64
    }

    private struct State {
        var files: [ContentHash: Chunk] = [:]
        var archives: [ContentHash: Archive] = [:]
    }

    private let state = Mutex(State())

    /// Below this a search costs no more than asking.
    private static let smallest = 4 << 10

    /// Whether a file of these bytes was searched, and nothing in it looked like a secret.
    func hasFile(_ content: Chunk, _ hash: ContentHash) -> Bool {
        guard content.count >= SearchedContents.smallest, let known = state.withLock({ $0.files[hash] }) else {
            return false
        }
        return SearchedContents.areEqual(known, content)
    }

    func addFile(_ content: Chunk, _ hash: ContentHash) {
        guard content.count >= SearchedContents.smallest else { return }
        state.withLock { $0.files[hash] = content }
    }

    /// What an archive of these bytes at this path unpacked to, when there was nothing else to say of it.
    func unpacked(_ content: Chunk, _ hash: ContentHash, path: [UInt8]) -> Int64? {
        guard let known = state.withLock({ $0.archives[hash] }), known.path == path,
            SearchedContents.areEqual(known.content, content)
        else { return nil }
        return known.unpacked
    }

    func addArchive(_ content: Chunk, _ hash: ContentHash, path: [UInt8], unpacked: Int64) {
        state.withLock { $0.archives[hash] = Archive(content: content, path: path, unpacked: unpacked) }
    }

    /// Lets go of the archive's memory.
    func removeAll() { state.withLock { $0 = State() } }

    private static func areEqual(_ left: Chunk, _ right: Chunk) -> Bool {
        left.withBytes { left in
            right.withBytes { right in
                guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else {
                    return false
                }
                return memcmp(first, second, left.count) == 0
            }
        }
    }
}
