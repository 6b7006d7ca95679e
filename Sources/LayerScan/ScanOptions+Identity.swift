// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import SecretScan

extension ScanOptions {
    /// 32 bytes that name everything but the layer's own bytes and the program that facts depend on: facts that were
    /// made under another identity are not the same facts. Of the fingerprint key it holds an HMAC, never the key.
    ///
    /// Whether digests are verified is no part of it: facts that are kept are those of a verified blob.
    public var identity: [UInt8] {
        var text = "dunnage facts \(LayerFacts.packedVersion)\n"
        text += "nested \(nested)\nhashes \(recordsHashes)\n"
        // Reflection, so that a limit that comes later is not forgotten.
        for limit in Mirror(reflecting: limits).children { text += "\(limit.label ?? "") \(limit.value)\n" }
        text += "libarchive \(ArchiveLibrary.version)\n"
        for (place, engine) in [("secrets", secrets), ("names", names)] {
            guard let engine else { continue }
            text += "\(place) \(Digest.hex(engine.rules.fingerprint)) key \(Digest.hex(engine.keyIdentity))\n"
            text += "matcher \(SecretEngine.libraryVersion)\n"
        }
        return SHAHasher.hash(Array(text.utf8)).bytes
    }
}
