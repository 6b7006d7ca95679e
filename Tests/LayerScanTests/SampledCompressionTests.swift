// SPDX-License-Identifier: Apache-2.0
import LayerScan
import TestSupport
import Testing

@Suite struct SampledCompressionTests {
    /// A plain tar of 9 MB: text of few words, bytes at random, zeros.
    private static let layer: [UInt8] = {
        var state: UInt64 = 7
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let words = ["layer ", "file ", "the ", "of ", "cargo ", "hold\n", "ship ", "0x17 "].map { Array($0.utf8) }
        var text: [UInt8] = []
        while text.count < 200_000 { text += words[Int(next() % 8)] }
        let noise = (0..<200_000).map { _ in UInt8(truncatingIfNeeded: next()) }
        var members: [TarMember] = []
        for number in 0..<36 {
            members.append(
                .file("srv/part-\(number)", bytes: Array((number % 3 == 1 ? noise : text).dropFirst(number * 9))))
        }
        members.append(.file("srv/zeros", bytes: [UInt8](repeating: 0, count: 2_000_000)))
        return TarWriter.bytes(members)
    }()

    @Test func `Both doors and any chunk size see the same samples`() throws {
        let bytes = SampledCompressionTests.layer
        let memory = try #require(try scan(bytes, verify: false).sampledCompression)
        for chunk in [bytes.count, 1 << 20, 65_521] {
            let streamed = try scan(bytes, .stream, verify: false, chunk: chunk).sampledCompression
            #expect(streamed == memory, "chunks of \(chunk)")
        }
    }

    @Test func `Close to what gzip makes of it`() throws {
        let bytes = SampledCompressionTests.layer
        let facts = try scan(bytes, verify: false)
        let estimate = try #require(facts.sampledCompression).gzipSize(tarSize: facts.tarSize)
        let truth = Codec.gzip.compress(bytes).count
        #expect(abs(Double(estimate) / Double(truth) - 1) < 0.15, "\(estimate) for \(truth)")
    }

    @Test func `Compressed and empty layers`() throws {
        #expect(try scan(Codec.gzip.compress(SampledCompressionTests.layer), verify: false).sampledCompression == nil)
        let empty = try scan([], verify: false)
        #expect(empty.sampledCompression?.gzipSize(tarSize: 0) == 0)
        let small = try scan(TarWriter.bytes([.file("a", "hello")]), verify: false)
        let size = try #require(small.sampledCompression).gzipSize(tarSize: small.tarSize)
        #expect(size >= 0 && size < small.tarSize)
    }
}
