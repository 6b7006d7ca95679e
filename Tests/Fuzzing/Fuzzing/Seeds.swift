// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
import Glibc
internal import ImageReading
internal import PackageDatabases

/// Takes real archives apart into inputs for every target.
struct Seeds {
    /// Larger inputs slow the fuzzer down more than they teach it.
    private static let limit = 128 << 10

    let directory: String

    private struct Nobody: LayerCandidates {
        func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>) { try? content.drain() }
    }

    func write(archives: [String]) {
        mkdir(directory, 0o755)
        for target in FuzzTarget.allCases { mkdir("\(directory)/\(target.rawValue)", 0o755) }
        for path in archives {
            guard let file = try? MappedFile(path: path) else { continue }
            save(.archive, file.contents)
            guard let opened = try? ArchiveOpener().open(.path(path), candidates: Nobody()) else { continue }
            for layer in opened.images.flatMap(\.layers) {
                guard case .memory(let blob) = layer.place else { continue }
                save(.layer, blob)
                saveRecords(of: blob)
            }
            saveDocuments(of: file.contents)
        }
    }

    private func saveDocuments(of archive: Chunk) {
        guard var reader = try? TarReader(archive) else { return }
        while (try? reader.next()) == true {
            guard let block = try? reader.nextBlock(), let first = block.bytes.first, first == 0x7B || first == 0x5B
            else {
                continue
            }
            for kind in UInt8(0)..<8 { save(.document, [kind] + Array(block.bytes)) }
        }
    }

    private func saveRecords(of blob: Chunk) {
        guard let peeked = try? PeekedSource(MapSource(blob)),
            let decoded = try? Decoder.source(peeked, peeked.compression, limits: ReadingLimits()),
            var reader = try? TarReader(decoded)
        else { return }
        while (try? reader.next()) == true {
            let name = reader.withName { Array($0.drop { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }) }
            guard let kind = name.withUnsafeBytes({ DatabaseKind.kind(path: $0) }) else { continue }
            var content: [UInt8] = [kind.rawValue]
            while let block = try? reader.nextBlock(), content.count < Seeds.limit { content += Array(block.bytes) }
            save(.package, content)
        }
    }

    private func save(_ target: FuzzTarget, _ content: Chunk) {
        guard content.count <= Seeds.limit else { return }
        save(target, content.withBytes { Array($0) })
    }

    private func save(_ target: FuzzTarget, _ content: [UInt8]) {
        guard content.count <= Seeds.limit else { return }
        let name = "\(directory)/\(target.rawValue)/\(SHAHasher.hash(content).short)"
        let descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = content.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
