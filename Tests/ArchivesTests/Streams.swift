// SPDX-License-Identifier: Apache-2.0
import Archives
import Jobs

/// Bytes as a stream of pieces of a given size.
func stream(_ bytes: [UInt8], pieces: Int = 4_096) -> MapSource {
    MapSource(bytes.withUnsafeBytes { Chunk(copying: $0) }, step: pieces)
}

/// Everything that a stream gives out, and the error that ended it.
func collect(_ source: any ChunkSource) -> (bytes: [UInt8], error: ArchiveError?) {
    var bytes: [UInt8] = []
    do throws(ArchiveError) {
        while let chunk = try source.next() {
            precondition(!chunk.isEmpty, "a chunk is never empty")
            chunk.withBytes { bytes.append(contentsOf: $0) }
        }
        // The end is the end, however often one asks.
        let further = try source.next()
        precondition(further == nil)
        return (bytes, nil)
    } catch {
        return (bytes, error)
    }
}

/// Bytes decoded by what their first bytes say.
func decode(
    _ bytes: [UInt8], pieces: Int = 4_096, limits: ReadingLimits = ReadingLimits(),
    together: UnpackedBytes = UnpackedBytes()
) -> (bytes: [UInt8], error: ArchiveError?) {
    do throws(ArchiveError) {
        let peeked = try PeekedSource(stream(bytes, pieces: pieces))
        return collect(try Decoder.source(peeked, peeked.compression, limits: limits, together: together))
    } catch {
        return ([], error)
    }
}

/// Bytes that compress, but not to nothing.
func text(_ count: Int) -> [UInt8] {
    var state: UInt64 = 11
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(contentsOf: "line \(state >> 40) of cargo\n".utf8)
    }
    return Array(bytes.prefix(count))
}
