// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import ImageReading
import TestSupport

/// One way into an archive.
enum Door: CaseIterable {
    case map, pipe
}

/// Remembers what streamed by.
final class RecordedCandidates: LayerCandidates {
    private(set) var blobs: [[UInt8]] = []
    private(set) var algorithms: [Set<Digest.Algorithm>] = []

    func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>) {
        var bytes: [UInt8] = []
        while let chunk = try? content.next() { chunk.withBytes { bytes.append(contentsOf: $0) } }
        blobs.append(bytes)
        self.algorithms.append(algorithms)
    }
}

/// An archive, and a layer's stored bytes whichever way they came.
struct Opened {
    let archive: OpenedArchive
    let candidates: RecordedCandidates

    func blob(_ layer: ImageLayer) -> [UInt8]? {
        switch layer.place {
        case .memory(let chunk): chunk.withBytes { Array($0) }
        case .candidate(let number): candidates.blobs[number]
        case nil: nil
        }
    }
}

func open(
    _ bytes: [UInt8], _ door: Door = .map, limits: ReadingLimits = ReadingLimits()
) throws(ImageError) -> Opened {
    let candidates = RecordedCandidates()
    let opener = ArchiveOpener(limits: limits, maps: door == .map)
    let chunk = bytes.withUnsafeBytes { Chunk(copying: $0) }
    return Opened(
        archive: try opener.open(.memory(chunk, name: "app.tar"), candidates: candidates), candidates: candidates)
}

/// What opening says when it fails; nil when it does not.
func failure(_ bytes: [UInt8], _ door: Door, limits: ReadingLimits = ReadingLimits()) -> ImageError? {
    do throws(ImageError) {
        _ = try open(bytes, door, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// Three layers (one of them twice), two instructions without a layer.
func sample(_ tags: [String] = ["app:1"], _ mark: String = "one") -> ImageBuilder {
    var image = ImageBuilder()
    image.tags = tags
    image.layer("ADD rootfs.tar / # buildkit") { $0.directory("/etc").file("/etc/passwd", "root:x:0:0::/:/bin/sh\n") }
    image.instruction("ENV MARK=\(mark)")
    image.layer("COPY app /app # buildkit") { $0.file("/app/run", mark) }
    image.layer("RUN /bin/sh -c true # buildkit") { $0 }
    image.instruction("CMD [\"/app/run\"]")
    image.cmd = ["/app/run"]
    return image
}
