// SPDX-License-Identifier: Apache-2.0
import Archives
import TestSupport
import Testing

@Suite struct DecoderTests {
    static let compressed = Codec.allCases.filter { $0 != .plain }

    @Test(arguments: Codec.allCases)
    func whatWasCompressedComesBack(codec: Codec) {
        for count in [0, 1, 511, 70_000, 1_500_000] {
            let bytes = text(count)
            let blob = codec.compress(bytes)
            for pieces in count > 100_000 ? [65_536] : [1_000, 65_536] {
                let decoded = decode(blob, pieces: pieces)
                #expect(decoded.error == nil)
                #expect(decoded.bytes == bytes, "\(count) bytes in pieces of \(pieces)")
            }
        }
    }

    @Test(arguments: Codec.allCases)
    func compressionIsToldByTheFirstBytes(codec: Codec) {
        let blob = codec.compress(text(5_000))
        let told = blob.withUnsafeBytes { Compression.sniff($0) }
        #expect(told.rawValue == (codec == .plain ? "none" : codec.rawValue))
        for count in 0..<4 {
            // Too little to tell is plain, and never a trap.
            #expect(blob.prefix(count).withUnsafeBytes { Compression.sniff($0) } == .none || count >= 3)
        }
    }

    @Test func skippableFramesAreZstdUnlessLZ4Follows() {
        let frame: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let zstd = frame + Codec.zstd.compress(text(100))
        let lz4 = frame + Codec.lz4.compress(text(100))
        #expect(zstd.withUnsafeBytes { Compression.sniff($0) } == .zstd)
        #expect(lz4.withUnsafeBytes { Compression.sniff($0) } == .lz4)
        #expect(frame.withUnsafeBytes { Compression.sniff($0) } == .zstd)
        #expect(decode(zstd).bytes == text(100))
        // A length that reaches beyond what is there.
        let beyond: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 1]
        #expect(beyond.withUnsafeBytes { Compression.sniff($0) } == .zstd)
    }

    @Test func multiMemberGzipAndSkippableFrames() {
        let bytes = text(100_000)
        for size in [1_000, 9_973] {
            #expect(decode(Codec.gzipMembers(bytes, every: size), pieces: 777).bytes == bytes)
            #expect(decode(Codec.zstdWithSkippableFrames(bytes, every: size), pieces: 777).bytes == bytes)
        }
        // eStargz ends with an empty member, dd and tape drives with zeros.
        let members = Codec.gzipMembers(bytes, every: 30_000)
        #expect(decode(members + Codec.gzip.compress([])).bytes == bytes)
        for zeros in [1, 511, 5_000] {
            let padded = decode(members + [UInt8](repeating: 0, count: zeros), pieces: 1_000)
            #expect(padded.error == nil)
            #expect(padded.bytes == bytes)
        }
    }

    @Test(arguments: compressed)
    func whatIsCutOffIsAnError(codec: Codec) {
        let bytes = text(50_000)
        let blob = codec.compress(bytes)
        for count in [blob.count - 1, blob.count - 5, blob.count / 2, 30] {
            let decoded = decode(Array(blob.prefix(count)))
            #expect(bytes.starts(with: decoded.bytes))
            // libarchive 3.6 takes an end between bzip2's or xz's blocks for the end; every byte came out by then.
            if decoded.error == nil { #expect(decoded.bytes == bytes, "\(codec) cut at \(count) of \(blob.count)") }
        }
    }

    @Test func aWrongGzipChecksumOrLengthIsAnError() {
        let blob = Codec.gzip.compress(text(50_000))
        for back in 1...8 {
            var damaged = blob
            damaged[damaged.count - back] ^= 0x10
            let error = decode(damaged).error
            #expect(error?.code == .damaged, "byte \(back) from the end")
        }
    }

    @Test func garbageBehindGzipIsAnError() {
        let blob = Codec.gzip.compress(text(5_000))
        for tail in [[1, 2, 3], [0, 0, 0x1F], [0x1F, 0x8B, 8, 0xFF]] as [[UInt8]] {
            let decoded = decode(blob + tail, pieces: 100)
            #expect(decoded.error != nil)
            #expect(decoded.bytes == text(5_000))
        }
    }

    @Test(arguments: compressed)
    func flippedBitsNeverTrap(codec: Codec) {
        let blob = codec.compress(text(3_000))
        for position in stride(from: 0, to: blob.count, by: max(1, blob.count / 60)) {
            for bit in [0, 7] {
                var damaged = blob
                damaged[position] ^= UInt8(1 << bit)
                #expect(decode(damaged).bytes.count <= 64 << 20)
            }
        }
    }

    // MARK: - Bombs

    @Test(arguments: compressed)
    func aStreamAboveTheRatioEndsWithASentence(codec: Codec) {
        // lz4 makes at most 255 of one.
        let bomb = codec.compress([UInt8](repeating: 0, count: 8 << 20))
        var limits = ReadingLimits()
        limits.ratioFloor = 4 << 20
        limits.ratio = 100
        let decoded = decode(bomb, limits: limits)
        #expect(decoded.error?.code == .limit)
        #expect(decoded.error?.what.contains("--max-ratio") == true)
        #expect(decoded.bytes.count <= 5 << 20)
        limits.ratio = 1_000_000
        #expect(decode(bomb, limits: limits).error == nil)
        limits.layerBytes = 3 << 20
        let large = decode(bomb, limits: limits)
        #expect(large.error?.code == .limit)
        #expect(large.error?.what.contains("--max-layer-bytes") == true)
    }

    @Test func manySmallBombsAreOneLargeOne() {
        let bomb = Codec.gzip.compress([UInt8](repeating: 0, count: 2 << 20))
        var limits = ReadingLimits()
        limits.ratioFloor = 5 << 20
        limits.ratio = 200
        let together = UnpackedBytes()
        var outcomes: [ArchiveError?] = []
        for _ in 0..<4 { outcomes.append(decode(bomb, limits: limits, together: together).error) }
        #expect(outcomes[0] == nil && outcomes[1] == nil)
        #expect(outcomes[3]?.what.contains("read so far") == true)
        limits.ratio = 1 << 40
        limits.totalBytes = 3 << 20
        let sums = UnpackedBytes()
        #expect(decode(bomb, limits: limits, together: sums).error == nil)
        #expect(decode(bomb, limits: limits, together: sums).error?.what.contains("--max-total-bytes") == true)
    }
}
