// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Passes a plain tar on and deflates samples of it on the way.
final class SamplingSource: ChunkSource {
    private let upstream: any ChunkSource
    private let sampler = DeflateSampler()
    private(set) var result = SampledCompression()
    private var offset: Int64 = 0
    private var upcoming = SampledCompression.sample(from: 0)
    /// The sample under way with what deflate looks back at: bytes from `start` on.
    private var gathered: [UInt8] = []
    private var start: Int64 = 0

    init(_ upstream: any ChunkSource) { self.upstream = upstream }

    func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try upstream.next() else {
            finish()
            return nil
        }
        chunk.withBytes { gather($0) }
        offset += Int64(chunk.count)
        return chunk
    }

    private func gather(_ bytes: UnsafeRawBufferPointer) {
        let end = offset + Int64(bytes.count)
        while true {
            let wanted = max(0, upcoming - Int64(DeflateSampler.window))
            if gathered.isEmpty {
                guard wanted < end else { return }
                start = max(wanted, offset)
            }
            let from = Int(start + Int64(gathered.count) - offset)
            let last = upcoming + Int64(DeflateSampler.limit)
            let upTo = Int(min(last, end) - offset)
            if from < upTo { gathered.append(contentsOf: bytes[from..<upTo]) }
            guard last <= end else { return }
            take()
        }
    }

    /// Measures what was gathered and keeps what the upcoming sample looks back at.
    private func take() {
        let place = Int(upcoming - start)
        let count = min(gathered.count - place, DeflateSampler.limit)
        let size = gathered.withUnsafeBytes { sampler.deflatedSize($0, from: place) }
        if let size, count > 0 { result.add(at: upcoming, count: count, deflatedSize: size) }
        upcoming = SampledCompression.sample(from: upcoming + Int64(DeflateSampler.limit))
        let wanted = max(0, upcoming - Int64(DeflateSampler.window))
        if wanted < start + Int64(gathered.count) {
            gathered.removeFirst(Int(wanted - start))
            start = wanted
        } else {
            gathered.removeAll(keepingCapacity: true)
        }
    }

    /// The tar may end within a sample.
    private func finish() {
        if start + Int64(gathered.count) > upcoming { take() }
        gathered = []
        upcoming = .max
    }
}
