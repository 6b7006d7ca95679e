// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretEngine {
    /// Looks for secrets in a file or a piece of one.
    ///
    /// `bytes` is the whole file, or a piece with up to 256 bytes of what stands before it and 16 KiB of what
    /// follows. A secret belongs to the piece whose `accepting` range (indexes into `bytes`) holds the first byte of
    /// its anchor; whether it is found depends on nothing farther than 256 bytes before that byte and 16 KiB after
    /// it, so a file may be cut anywhere. About 1 ns a byte or less; allocates only for hits.
    public func scan(
        _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, context: SecretContext,
        scratch: inout SecretScratch, into hits: inout [SecretHit]
    ) {
        let accepted = accepting.clamped(to: 0..<bytes.count)
        scratch.sawNothing = false
        guard !accepted.isEmpty else { return }
        let first = hits.count
        if !context.isKnown {
            scratch.hasShapes = false
            scanBytes(
                bytes, accepting: accepted, stride: .bytes(context.baseOffset), context: context, &scratch, &hits)
            scanWideText(bytes, accepting: accepted, context: context, &scratch, &hits)
            scratch.sawNothing = !scratch.hasShapes && rules.user == nil
        }
        scanByName(bytes, accepting: accepted, context: context, &scratch, &hits)
        if let user = rules.user {
            removeAllowed(&hits, from: first, in: bytes, context: context, &scratch)
            if let matcher = user.matcher {
                scanUserRules(matcher, bytes, accepting: accepted, context: context, &scratch, &hits)
            }
        }
        if hits.count > first + 1 { SecretEngine.removeRepeated(&hits, from: first) }
    }

    /// Where a position in scanned bytes lies in the file.
    enum Stride {
        /// Byte by byte from this offset.
        case bytes(Int64)
        /// Two bytes of the file for one here.
        case pairs(Int64)

        func offset(_ index: Int) -> Int64 {
            switch self {
            case .bytes(let base): base + Int64(index)
            case .pairs(let base): base + 2 * Int64(index)
            }
        }

        /// How far before an anchor a match may read: 256 bytes of the file.
        var lookBehind: Int {
            switch self {
            case .bytes: SecretEngine.lookBehind
            case .pairs: SecretEngine.lookBehind / 2
            }
        }

        /// How far a match may reach from its anchor: 16 KiB of the file.
        var reach: Int {
            switch self {
            case .bytes: SecretEngine.reach
            case .pairs: SecretEngine.reach / 2
            }
        }

        func length(_ count: Int) -> Int32 {
            switch self {
            case .bytes: Int32(clamping: count)
            case .pairs: Int32(clamping: 2 * count)
            }
        }
    }

    /// What the second-level cache holds, for the comparison of what the sweep let through.
    private static let window = 256 << 10

    /// Anchors window by window, so that the list of those seen stays small whatever the file.
    func scanBytes(
        _ bytes: UnsafeRawBufferPointer, accepting: Range<Int>, stride: Stride, context: SecretContext,
        _ scratch: inout SecretScratch, _ hits: inout [SecretHit]
    ) {
        var start = accepting.lowerBound
        while start < accepting.upperBound {
            let end = min(start + SecretEngine.window, accepting.upperBound)
            let limit = min(end + longestAnchor - 1, bytes.count)
            scratch.seen.removeAll(keepingCapacity: true)
            search.find(in: bytes, start..<limit, &scratch.places, into: &scratch.seen)
            var index = 0
            while index < scratch.seen.count {
                let (anchor, position) = SecretEngine.unpack(scratch.seen[index], from: start)
                index += 1
                guard position < end, let match = judge(anchor, at: position, in: bytes, stride, &scratch) else {
                    continue
                }
                let rank = rules.rules[match.rule].rank
                // Files of settings are read line by line, which says more than the last resort does.
                if rank == .generic, !context.path.isEmpty, let form = FileForm(context.path),
                    form == .environment || form == .settings
                {
                    continue
                }
                if rank != .structured, isOverruled(match, in: bytes, stride, &scratch) {
                    scratch.drop(.overlap, kind: match.rule, at: stride.offset(match.value.lowerBound))
                    continue
                }
                hits.append(hit(match, in: bytes, stride: stride, context: context))
                if match.rule == wellKnown.awsAccessKey {
                    if let pair = secretBeside(match, in: bytes) {
                        hits.append(hit(pair, in: bytes, stride: stride, context: context))
                    }
                }
            }
            start = end
        }
    }

    /// An anchor's number and where it begins.
    static func unpack(_ packed: UInt64, from start: Int) -> (anchor: Int, position: Int) {
        (Int(packed >> 32), start + Int(packed & 0xffff_ffff))
    }

    /// The first rule of the anchor whose shape and check agree.
    func judge(
        _ anchor: Int, at position: Int, in bytes: UnsafeRawBufferPointer, _ stride: Stride,
        _ scratch: inout SecretScratch
    ) -> SecretMatch? {
        for rule in anchors[anchor].rules {
            guard var match = shape(rule, anchor, at: position, in: bytes, stride, &scratch) else { continue }
            scratch.hasShapes = true
            if let reason = verify(&match, in: bytes) {
                scratch.drop(reason, kind: rule, at: stride.offset(match.value.lowerBound))
                continue
            }
            return match
        }
        return nil
    }

    private func shape(
        _ rule: Int, _ anchor: Int, at position: Int, in bytes: UnsafeRawBufferPointer, _ stride: Stride,
        _ scratch: inout SecretScratch
    ) -> SecretMatch? {
        let entry = entries[rule]
        let floor = max(0, position - stride.lookBehind)
        let limit = min(bytes.count, position + stride.reach)
        scratch.matcher.reset()
        let range: Range<Int>? = program.code.withUnsafeBufferPointer { code in
            program.sets.withUnsafeBufferPointer { sets in
                guard
                    let start = scratch.matcher.match(
                        code, sets, from: entry.before, in: bytes, at: position, limit: floor, backward: true),
                    let end = scratch.matcher.match(
                        code, sets, from: entry.after, in: bytes, at: position + anchors[anchor].length, limit: limit,
                        backward: false)
                else { return nil }
                return start..<end
            }
        }
        guard let range else { return nil }
        let valueStart = scratch.matcher.valueStart < 0 ? range.lowerBound : scratch.matcher.valueStart
        let valueEnd = scratch.matcher.valueEnd < 0 ? range.upperBound : scratch.matcher.valueEnd
        guard valueStart < valueEnd else { return nil }
        return SecretMatch(
            rule: rule, anchor: position, window: floor..<limit, start: range.lowerBound, value: valueStart..<valueEnd,
            severity: rules.rules[rule].severity)
    }

    /// Whether a rule of higher rank, or one of the same rank with an earlier anchor (`grafana_admin_password` before
    /// `admin_password`), claims bytes of this value. Looks at what
    /// lies around the match only, so the answer is the same however the file is cut.
    func isOverruled(
        _ match: SecretMatch, in bytes: UnsafeRawBufferPointer, _ stride: Stride, _ scratch: inout SecretScratch
    ) -> Bool {
        let from = max(0, match.anchor - stride.lookBehind / 2)
        scratch.around.removeAll(keepingCapacity: true)
        search.find(in: bytes, from..<match.value.upperBound, &scratch.places, into: &scratch.around)
        let rank = rules.rules[match.rule].rank
        for index in scratch.around.indices {
            let packed = scratch.around[index]
            let (anchor, position) = SecretEngine.unpack(packed, from: from)
            for rule in anchors[anchor].rules {
                let other = rules.rules[rule].rank
                guard other > rank || (other == rank && position < match.anchor) else { continue }
                if position < match.anchor, entries[rule].looksBack { continue }
                guard var rival = shape(rule, anchor, at: position, in: bytes, stride, &scratch),
                    rival.value.overlaps(match.value), verify(&rival, in: bytes) == nil
                else { continue }
                return true
            }
        }
        return false
    }

    /// Two anchors can lead to one value; the earlier kind in the tables stays.
    static func removeRepeated(_ hits: inout [SecretHit], from first: Int) {
        var best: [Int64: Int] = [:]
        for index in first..<hits.count {
            if let other = best[hits[index].offset], hits[other].kind <= hits[index].kind { continue }
            best[hits[index].offset] = index
        }
        if best.count == hits.count - first { return }
        let kept = (first..<hits.count).filter { best[hits[$0].offset] == $0 }.map { hits[$0] }
        hits.replaceSubrange(first..., with: kept)
    }
}
