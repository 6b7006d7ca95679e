// SPDX-License-Identifier: Apache-2.0
internal import Digests
import FoundationEssentials
import Glibc

/// A docker archive with one layer of any number of files, written without holding it: most files are small, some of
/// a few hundred kilobytes, a few of megabytes, as in a real image. The layer's digest is not the one it claims.
public enum LargeLayerArchive {
    /// Writes about `bytes` in `files` files.
    public static func write(to path: String, bytes: Int, files: Int, seed: UInt64 = 1) throws {
        guard let file = fopen(path, "w") else { throw CocoaError(.fileWriteUnknown) }
        defer { fclose(file) }
        var random = SeededGenerator(seed: seed)
        let block = (0..<(16 << 20) / 8).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
        // One file in 100 is some megabytes, nine some hundred kilobytes, the rest small; then all are scaled.
        let weights = (0..<files).map { number in
            let part = Double(random.next() % 1_000) / 1_000
            return number % 100 == 0 ? 400_000 + part * 3_000_000 : number % 10 == 0 ? part * 300_000 : part * 8_000
        }
        let scale = Double(bytes) / weights.reduce(0, +)
        let sizes = weights.map { min(Int($0 * scale), block.count) }
        let layerSize = sizes.reduce(1_024) { $0 + 512 + ($1 + 511) / 512 * 512 }

        var archive = ImageArchive([Bomb.image([])], .podman)
        let name = archive.images[0].layers[0].diffID.hex + ".tar"
        archive.drop(name)
        put(TarWriter.bytes(archive.members + [header(name, layerSize)], endBlocks: 0), file)
        for (number, size) in sizes.enumerated() {
            put(TarWriter.bytes([header("srv/d\(number % 500)/f\(number)", size)], endBlocks: 0), file)
            let start = (number * 7_919) % (block.count - size + 1)
            put(block[start..<start + size], file)
            put(ArraySlice(repeating: 0, count: (512 - size % 512) % 512), file)
        }
        put([UInt8](repeating: 0, count: 1_024 + (512 - layerSize % 512) % 512 + 1_024)[...], file)
        guard ferror(file) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func header(_ name: String, _ size: Int) -> TarMember {
        var member = TarMember.file(name, bytes: [])
        member.sizeClaim = .bytes(UInt64(size))
        return member
    }

    private static func put(_ bytes: some Collection<UInt8>, _ file: UnsafeMutablePointer<FILE>) {
        _ = bytes.withContiguousStorageIfAvailable { fwrite($0.baseAddress, 1, $0.count, file) }
    }
}
