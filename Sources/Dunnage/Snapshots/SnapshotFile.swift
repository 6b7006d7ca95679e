// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import Glibc
public import ImageReading
internal import Packing
public import Sizing

/// A snapshot as a file: a line that says what it is, a checksum, and the document, compressed with zstd.
///
/// The line is `dunnage.snapshot/1`; the checksum is XXH3-128 over what follows it.
public enum SnapshotFile {
    /// The first line of every version, up to its number.
    private static let name = Array("dunnage.snapshot/".utf8)
    private static let head = name + Array("1\n".utf8)
    private static let checksumLength = 16

    /// The bytes of the file. Equal snapshots give equal bytes.
    public static func bytes(of snapshot: ImageSnapshot) throws(ImageError) -> [UInt8] {
        do throws(ArchiveError) {
            let body = try Compressor.zstd(snapshot.document())
            return head + checksum(of: body.withUnsafeBytes { ContentHasher.hash($0) }) + body
        } catch {
            throw ImageError(.unreadable, "cannot be compressed: \(error.what)", source: "the snapshot")
        }
    }

    /// Whether a regular file begins like a snapshot of any version. False for what cannot be read: whoever opens it
    /// as an image will say why. A pipe is left alone: what was read of it nobody could read again.
    public static func isSnapshot(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        guard let file = try? MappedFile(path: path) else { return false }
        return file.contents.withBytes { $0.starts(with: name) }
    }

    /// Reads a file. The sentence of a failure names it and says what to do.
    public static func read(_ path: String, limits: SnapshotLimits = SnapshotLimits()) throws(ImageError)
        -> ImageSnapshot
    {
        do throws(ArchiveError) {
            let file = try MappedFile(path: path)
            guard file.count <= limits.storedBytes else {
                throw ArchiveError(.limit, "is no snapshot that is read here: \(file.count) bytes are too many")
            }
            let snapshot = try read(file.contents, limits)
            try file.verifyUnchanged()
            return snapshot
        } catch {
            let code: ImageError.Code = error.code == .limit ? .limit : error.code == .changed ? .changed : .unreadable
            throw ImageError(code, error.what, source: path)
        }
    }

    private static func read(_ file: Chunk, _ limits: SnapshotLimits) throws(ArchiveError) -> ImageSnapshot {
        let remedy = "; make it again with «dunnage snapshot»"
        let start = head.count + checksumLength
        try file.withBytes { (bytes) throws(ArchiveError) in
            guard !bytes.isEmpty else { throw ArchiveError(.truncated, "is empty, not a snapshot" + remedy) }
            guard bytes.starts(with: name) else { throw ArchiveError(.unknownFormat, "is no snapshot") }
            guard bytes.starts(with: head) else {
                throw ArchiveError(
                    .unsupported,
                    "was written by a newer dunnage (\(line(bytes))), and this one reads "
                        + "dunnage.snapshot/1: update dunnage, or make the snapshot with this version")
            }
            guard bytes.count > start else { throw ArchiveError(.truncated, "is cut off" + remedy) }
            let body = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard bytes[head.count..<start].elementsEqual(checksum(of: ContentHasher.hash(body))) else {
                throw ArchiveError(.damaged, "is damaged or cut off: its checksum is wrong" + remedy)
            }
        }
        let document = try Compressor.decodedZstd(file.slice(start..<file.count), limit: limits.bytes)
        let snapshot = document.withUnsafeBytes { bytes in
            Result { () throws(PackedError) in try ImageSnapshot(document: bytes, limits: limits) }
        }
        switch snapshot {
        case .success(let snapshot): return snapshot
        case .failure(let error):
            throw ArchiveError(
                error.code == .limit ? .limit : .damaged, error.what + (error.code == .damaged ? remedy : ""))
        }
    }

    private static func line(_ bytes: UnsafeRawBufferPointer) -> String {
        let line = bytes.prefix(40).prefix { $0 > 0x20 && $0 < 0x7F }
        return String(decoding: line, as: UTF8.self)
    }

    private static func checksum(of hash: (high: UInt64, low: UInt64)) -> [UInt8] {
        [hash.high, hash.low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }
}
