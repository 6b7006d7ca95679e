// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import LayerScan
internal import Packing

/// Facts as a file: a line that says what it is, and the packed facts, compressed with zstd and sealed.
///
/// Facts hold no secret that was found, but they hold what rules read of a layer: shell scripts, accounts, hashes of
/// contents. The seal's key is made from the blob's own bytes, so the file tells nothing to who does not have the
/// layer, and a bit that changed is noticed.
struct FactFile {
    private static let head = Array("dunnage.facts/1\n".utf8)
    /// Bytes of one file that are read.
    static let storedLimit = 256 << 20
    /// Bytes of packed facts.
    private static let packedLimit = 1 << 30

    private let seal: ContentSeal
    private let name: String

    /// - Parameters:
    ///   - name: what `name(_:program:)` gave.
    ///   - contentKey: `SHAHasher.contentKey` of the blob.
    init(_ name: String, contentKey: [UInt8]) {
        self.name = name
        seal = ContentSeal(contentKey: contentKey, purpose: Array(name.utf8))
    }

    /// What a file for these facts is called.
    static func name(_ key: FactKey, program: [UInt8]) -> String {
        SHAHasher.hash(head + key.identity + key.blob.bytes + program).hex + FactShelf.suffix
    }

    /// nil when the facts cannot be compressed or sealed.
    func bytes(of facts: LayerFacts) -> [UInt8]? {
        guard let body = try? Compressor.zstd(facts.packed(), level: 1),
            let sealed = seal.seal(body, associated: FactFile.head + Array(name.utf8))
        else { return nil }
        return FactFile.head + sealed
    }

    /// nil for what `bytes` did not write for the same key.
    ///
    /// - Parameter kinds: how many kinds of secrets the rules know.
    func facts(_ file: [UInt8], kinds: Int) -> LayerFacts? {
        guard file.starts(with: FactFile.head),
            let body = seal.open(
                Array(file[FactFile.head.count...]), associated: FactFile.head + Array(name.utf8)),
            let packed = try? Compressor.decodedZstd(
                body.withUnsafeBytes { Chunk(copying: $0) }, limit: FactFile.packedLimit)
        else { return nil }
        return packed.withUnsafeBytes { bytes in
            do throws(PackedError) { return try LayerFacts(packed: bytes, kinds: kinds) } catch { return nil }
        }
    }
}
