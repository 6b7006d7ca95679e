// SPDX-License-Identifier: Apache-2.0

extension SecretEngine {
    /// Looks at names, a line each. Only a value that says by itself what it is counts: what stands beside a name is
    /// another file's. A user's rules are about contents and are not asked. Offsets count from the text's beginning.
    public func scanFileNames(_ text: UnsafeRawBufferPointer, scratch: inout SecretScratch) -> [SecretHit] {
        var hits: [SecretHit] = []
        let context = SecretContext(path: UnsafeRawBufferPointer(start: nil, count: 0), isWholeFile: false)
        scanBytes(text, accepting: 0..<text.count, stride: .bytes(0), context: context, &scratch, &hits)
        hits.removeAll { rules.rules[$0.kind].rank != .structured || !$0.namesValue }
        SecretEngine.removeRepeated(&hits, from: 0)
        for index in hits.indices { hits[index].keyName = nil }
        return hits.sorted { $0.offset < $1.offset }
    }
}
