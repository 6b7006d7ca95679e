// SPDX-License-Identifier: Apache-2.0
import Glibc

/// UTF-16 text, as Windows programs and their registry exports hold it: found by its alternating zeros in blocks of
/// 256 bytes of the file, so that the answer does not depend on how the file is cut. A text of 20 units is found
/// wherever it lies.
extension SecretEngine {
    private static let block = 256
    /// From one look at a block to the next; with the 16 bytes that a look takes, 40 bytes of text are never missed.
    private static let step = 24
    /// How much of a text may lie before the first look that saw it.
    private static let margin = step + 16

    /// Which bytes are the zeros: with the others a text reads so.
    private enum Width: Int, CaseIterable {
        case littleEndian, bigEndian
    }

    func scanWideText(
        _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        // Blocks are aligned to the file, whatever the piece.
        let shift = Int(truncatingIfNeeded: context.baseOffset & Int64(SecretEngine.block - 1))
        var start = accepting.lowerBound - (accepting.lowerBound + shift) % SecretEngine.block
        let limit = accepting.upperBound + SecretEngine.margin
        // Plain text, which most files are, has no zero at all.
        let rest = UnsafeRawBufferPointer(rebasing: bytes[max(0, start)...])
        guard let base = rest.baseAddress, let zero = memchr(base, 0, rest.count) else { return }
        let first = max(0, start) + (UnsafeRawPointer(zero) - base)
        if first >= limit { return }
        start += max(0, first - start - 1) / SecretEngine.block * SecretEngine.block
        var done = (start, start)
        while start < limit {
            defer { start += SecretEngine.block }
            guard SecretEngine.mayBeWide(bytes, start) else { continue }
            let found = SecretEngine.widths(bytes, start)
            if found.little, done.0 <= start {
                done.0 = scanRun(bytes, from: start, .littleEndian, after: done.0, accepting, context, &scratch, &hits)
            }
            if found.big, done.1 <= start {
                done.1 = scanRun(bytes, from: start, .bigEndian, after: done.1, accepting, context, &scratch, &hits)
            }
        }
    }

    /// Scans the blocks from one on as far as they hold text of that width.
    ///
    /// - Returns: where they end.
    private func scanRun(
        _ bytes: UnsafeRawBufferPointer, from start: Int, _ width: Width, after done: Int, _ accepting: Range<Int>,
        _ context: SecretContext, _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) -> Int {
        var end = start + SecretEngine.block
        while end < accepting.upperBound, end - start < 1 << 20 {
            let found = SecretEngine.widths(bytes, end)
            guard width == .littleEndian ? found.little : found.big else { break }
            end += SecretEngine.block
        }
        // What began before the first look belongs to it, but to nothing that was scanned before.
        let lower = max(start - SecretEngine.margin, done, accepting.lowerBound)
        let upper = min(end, accepting.upperBound)
        if lower < upper { scanRun(bytes, lower..<upper, width, context, &scratch, &hits) }
        return end
    }

    /// False for nearly every block: none of its looks has a zero in every other byte. Asked of every 256 bytes.
    @inline(__always) private static func mayBeWide(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        guard start >= 0, start + block <= bytes.count else { return true }
        // Without a branch: 0 when one of them is.
        var least = UInt64.max
        for look in 0..<(block + step - 1) / step {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: start + look * step, as: UInt64.self))
            least = min(least, min(word & 0xff00_ff00_ff00_ff00, word & 0x00ff_00ff_00ff_00ff))
        }
        return least == 0
    }

    /// Whether eight units in a row at one of the looks at the block are ASCII with a zero behind it, or before it.
    /// Eight bytes at a time: this looks at every file that is no text.
    private static func widths(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (little: Bool, big: Bool) {
        var found = (little: false, big: false)
        for place in stride(from: start, to: start + block, by: step) {
            var at = place
            guard at >= 0, at + 16 <= bytes.count else { continue }
            // The mark of the byte order, before a text that may be too short for another look.
            if bytes[at] ^ bytes[at + 1] == 1, bytes[at] & bytes[at + 1] == 0xFE { at += 2 }
            guard at + 16 <= bytes.count else { continue }
            let first = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            if first == 0 { continue }
            if first & 0xff00_ff00_ff00_ff00 == 0 {
                found.little = found.little || isText(bytes, at)
            } else if first & 0x00ff_00ff_00ff_00ff == 0 {
                found.big = found.big || isText(bytes, at + 1)
            }
        }
        return found
    }

    /// Eight units whose low bytes begin at `first`: text in the low bytes, zeros in the others.
    private static func isText(_ bytes: UnsafeRawBufferPointer, _ first: Int) -> Bool {
        let high = first ^ 1 == first + 1 ? 1 : -1
        for unit in 0..<8 {
            let low = bytes[first + 2 * unit]
            guard isCharacter(low) else { return false }
            guard bytes[first + 2 * unit + high] == 0 else { return false }
        }
        return true
    }

    private static func isCharacter(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f || byte == 0x0a || byte == 0x0d || byte == 0x09
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
        var narrowed = scratch.narrowed
        scratch.narrowed = []
        SecretEngine.narrow(bytes, from..<max(from, to), width, into: &narrowed)
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

    /// Units as bytes; 0xFF for what is no ASCII. Without a branch, so that vectors do it.
    private static func narrow(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ width: Width, into narrowed: inout [UInt8]
    ) {
        let count = range.count / 2
        if narrowed.count > count { narrowed.removeLast(narrowed.count - count) }
        if narrowed.count < count { narrowed.append(contentsOf: repeatElement(0, count: count - narrowed.count)) }
        narrowed.withUnsafeMutableBufferPointer { narrowed in
            func unit(_ index: Int) -> UInt16 {
                UInt16(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound &+ 2 &* index, as: UInt16.self))
            }
            switch width {
            case .littleEndian:
                for index in 0..<count {
                    let unit = unit(index)
                    narrowed[index] = UInt8(truncatingIfNeeded: unit | (unit > 0xff ? 0xff : 0))
                }
            case .bigEndian:
                for index in 0..<count {
                    let unit = unit(index)
                    narrowed[index] = UInt8(truncatingIfNeeded: unit >> 8 | (unit & 0xff != 0 ? 0xff : 0))
                }
                // Little-endian text at an odd place of the file looks like this, but for its first character.
                guard count > 1 else { return }
                for index in 0..<(count - 1) where narrowed[index] == 0xff {
                    let letter = UInt8(truncatingIfNeeded: unit(index) >> 8)
                    if unit(index + 1) & 0xff == 0, isCharacter(letter) { narrowed[index] = letter }
                }
            }
        }
    }
}
