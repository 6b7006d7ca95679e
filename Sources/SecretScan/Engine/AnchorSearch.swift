// SPDX-License-Identifier: Apache-2.0
internal import CAnchorSweep

/// Finds where anchors stand, in one pass over blocks of 64 bytes:
///
/// 1. A block without five printable bytes in a row is passed over: that is most of a program.
/// 2. Anchors of tokens (`AKIA`, `glpat-`) are looked for only where a token of sixteen characters begins, by their
///    first three bytes.
/// 3. All others by four bytes of theirs: at every second place four bytes are hashed and asked for. Each anchor has
///    two such groups, one for even and one for odd places (`AnchorGrams`).
///
/// That is the sweep, in C; what it lets through is compared with the whole anchor here. Why it is no library:
/// docs/architecture.md, «The search for anchors».
struct AnchorSearch: Sendable {
    private let tokens: GramTable
    private let words: GramTable
    private let texts: [UInt8]
    private let places: [Place]

    private struct Place: Sendable {
        var start: Int32
        var count: Int32
        /// 0x20 when the case does not count, and the text is in lower case.
        var fold: UInt8
    }

    /// Printable bytes in a row that the sweep wants around an anchor; what a rule looks for has as many.
    static let printableRun = 5
    static let printable = ByteSet(0x20...0x7e, 0x09...0x0a, 0x0d...0x0d)
    /// Characters that a token must have from its anchor on to be looked for as one.
    static let tokenRun = 16
    static let tokenBytes = ByteSet.word.union(ByteSet(0x2b...0x2b, 0x2d...0x2f))

    init(_ anchors: [Anchor]) {
        var tokens: [(UInt32, GramTable.Member)] = []
        var words: [(UInt32, GramTable.Member)] = []
        var texts: [UInt8] = []
        places = anchors.map { anchor in
            defer { texts += anchor.text }
            return Place(
                start: Int32(texts.count), count: Int32(anchor.length), fold: anchor.isCaseless ? 0x20 : 0)
        }
        for (number, anchor) in anchors.enumerated() {
            let number = Int32(number)
            if anchor.beginsToken {
                tokens.append((GramTable.gram(anchor.text.prefix(3)), .init(anchor: number, offset: 0)))
            } else {
                for (gram, offset) in AnchorGrams(anchor).all {
                    words.append((gram, .init(anchor: number, offset: offset)))
                }
            }
        }
        self.texts = texts
        self.tokens = GramTable(tokens) { dunnage_opening_hash($0) }
        self.words = GramTable(words) { dunnage_gram_hash($0) }
    }

    /// Appends every anchor that lies within `range`: its number in the high half, where it begins, counted from the
    /// range, in the low half; in order of place, anchors at one place in the order of their numbers. A range has less
    /// than 2 GiB. `places` is memory for this function alone.
    func find(
        in bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ places: inout [UInt32], into found: inout [UInt64]
    ) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), !range.isEmpty else { return }
        let first = found.count
        if places.isEmpty { places = [UInt32](repeating: 0, count: AnchorSearch.placesAtOnce) }
        withTables { tables in
            var sets = dunnage_anchor_sets(tokens: tables.tokens.filter, words: tables.words.filter)
            var place = range.lowerBound
            while place < range.upperBound {
                let count = places.withUnsafeMutableBufferPointer {
                    dunnage_anchor_sweep(
                        base, bytes.count, range.lowerBound, &place, range.upperBound, &sets, $0.baseAddress, $0.count)
                }
                for index in 0..<count { tables.compare(places[index], in: bytes, range, &found) }
            }
        }
        AnchorSearch.sort(&found, from: first)
    }

    private static let placesAtOnce = 4_096

    private func withTables(_ body: (Tables) -> Void) {
        tokens.withPointers { tokens in
            words.withPointers { words in
                texts.withUnsafeBufferPointer { texts in
                    places.withUnsafeBufferPointer { places in
                        body(Tables(tokens: tokens, words: words, texts: texts, places: places))
                    }
                }
            }
        }
    }

    /// All tables as memory: what the sweep lets through is compared some million times for an image, without references
    /// to count.
    private struct Tables {
        let tokens: GramTable.Pointers
        let words: GramTable.Pointers
        let texts: UnsafeBufferPointer<UInt8>
        let places: UnsafeBufferPointer<Place>

        /// What of anchors stands at a place that the sweep told.
        @inline(__always) func compare(
            _ told: UInt32, in bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ found: inout [UInt64]
        ) {
            let place = range.lowerBound + Int(told >> 1)
            let isToken = told & 1 == 1
            // Of a token three bytes count.
            let gram = Tables.gram(bytes, at: place) & (isToken ? 0x00ff_ffff : 0xffff_ffff)
            for member in (isToken ? tokens : words).members(of: GramTable.folded(gram)) {
                let start = place - Int(member.offset)
                let end = start + Int(places[Int(member.anchor)].count)
                guard start >= range.lowerBound, end <= range.upperBound,
                    stands(places[Int(member.anchor)], at: start, in: bytes)
                else { continue }
                found.append(UInt64(member.anchor) << 32 | UInt64(start - range.lowerBound))
            }
        }

        /// Four bytes; zeros behind the end.
        @inline(__always) private static func gram(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt32 {
            if place + 4 <= bytes.count { return bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self) }
            var gram: UInt32 = 0
            for index in place..<bytes.count { gram |= UInt32(bytes[index]) << UInt32(8 * (index - place)) }
            return gram
        }

        @inline(__always) private func stands(_ place: Place, at start: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
            for index in 0..<Int(place.count) {
                var byte = bytes[start + index]
                if byte >= 0x41, byte <= 0x5a { byte |= place.fold }
                if byte != texts[Int(place.start) + index] { return false }
            }
            return true
        }
    }

    /// Nearly sorted already.
    private static func sort(_ found: inout [UInt64], from first: Int) {
        func key(_ packed: UInt64) -> UInt64 { packed << 32 | packed >> 32 }
        var index = first + 1
        while index < found.count {
            let packed = found[index]
            var place = index
            while place > first, key(found[place - 1]) > key(packed) {
                found[place] = found[place - 1]
                place -= 1
            }
            if place != index { found[place] = packed }
            index += 1
        }
    }
}
