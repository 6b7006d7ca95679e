// SPDX-License-Identifier: Apache-2.0

/// UTF-16 text, as Windows programs and their registry exports hold it: found by its alternating zeros in blocks of
/// 256 bytes of the file, so that the answer does not depend on how the file is cut.
extension SecretEngine {
    private static let block = 256

    private enum Width {
        case littleEndian, bigEndian
    }

    func scanWideText(
        _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        // Blocks are aligned to the file, whatever the piece.
        let shift = Int(truncatingIfNeeded: context.baseOffset & Int64(SecretEngine.block - 1))
        var start = accepting.lowerBound - (accepting.lowerBound + shift) % SecretEngine.block
        while start < accepting.upperBound {
            guard SecretEngine.mayBeWide(bytes, start), let width = SecretEngine.width(bytes, start) else {
                start += SecretEngine.block
                continue
            }
            var end = start + SecretEngine.block
            while end < accepting.upperBound, end - start < 1 << 20, SecretEngine.width(bytes, end) == width {
                end += SecretEngine.block
            }
            scanRun(
                bytes, max(start, accepting.lowerBound)..<min(end, accepting.upperBound), width, context, &scratch,
                &hits)
            start = end
        }
    }

    /// False for nearly every block: none of four words has a zero in every other byte. Asked of every 256 bytes.
    @inline(__always) private static func mayBeWide(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        guard start >= 0, start + block <= bytes.count else { return true }
        var mayBe = false
        for sample in 0..<4 {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + sample * 64, as: UInt64.self))
            mayBe = mayBe || word & 0xff00_ff00_ff00_ff00 == 0 || word & 0x00ff_00ff_00ff_00ff == 0
        }
        return mayBe
    }

    /// Whether eight units in a row at one of four places of the block are ASCII with a zero beside it. Eight bytes
    /// at a time: this looks at every file.
    private static func width(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Width? {
        for sample in 0..<4 {
            var at = start + sample * 64
            guard at >= 0, at + 18 <= bytes.count else { continue }
            // The mark of the byte order, before a text that may be too short for another look.
            if bytes[at] ^ bytes[at + 1] == 1, bytes[at] & bytes[at + 1] == 0xFE { at += 2 }
            let first = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            if first & 0xff00_ff00_ff00_ff00 == 0, first != 0 {
                if isText(bytes, at) { return .littleEndian }
            } else if first & 0x00ff_00ff_00ff_00ff == 0, first != 0 {
                if isText(bytes, at + 1) { return .bigEndian }
            }
        }
        return nil
    }

    /// Eight units whose low bytes begin at `first`: text in the low bytes, zeros in the others.
    private static func isText(_ bytes: UnsafeRawBufferPointer, _ first: Int) -> Bool {
        let high = first ^ 1 == first + 1 ? 1 : -1
        for unit in 0..<8 {
            let low = bytes[first + 2 * unit]
            guard low >= 0x20 && low < 0x7f || low == 0x0a || low == 0x0d || low == 0x09 else { return false }
            guard bytes[first + 2 * unit + high] == 0 else { return false }
        }
        return true
    }

    private func scanRun(
        _ bytes: UnsafeRawBufferPointer, _ run: Range<Int>, _ width: Width, _ context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        // Units begin at even offsets of the file.
        let odd = Int(truncatingIfNeeded: context.baseOffset & 1)
        var from = max(0, run.lowerBound - SecretEngine.lookBehind)
        from += (from + odd) & 1
        let to = min(bytes.count, run.upperBound + SecretEngine.reach)
        let low = width == .littleEndian ? 0 : 1
        var narrowed = scratch.narrowed
        scratch.narrowed = []
        narrowed.removeAll(keepingCapacity: true)
        var index = from
        while index + 1 < to {
            let high = bytes[index + 1 - low]
            narrowed.append(high == 0 ? bytes[index + low] : 0xff)
            index += 2
        }
        // Anchors must begin within the run; both ends rounded up the same way, so that no unit counts twice.
        let first = max(0, (run.lowerBound - from + 1) / 2)
        let last = min(narrowed.count, (run.upperBound - from + 1) / 2)
        if first < last {
            narrowed.withUnsafeBytes { text in
                scanBytes(
                    text, accepting: first..<last, stride: .pairs(context.baseOffset + Int64(from)),
                    context: SecretContext(path: context.path, baseOffset: 0, isWholeFile: false), &scratch, &hits)
            }
        }
        scratch.narrowed = narrowed
    }
}
