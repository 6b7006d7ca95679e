// SPDX-License-Identifier: Apache-2.0
internal import CAnchorSweep

/// From four bytes, without regard to case, to the anchors that may stand there. A filter says no to nearly all of
/// what is asked (the sweep asks it); what it lets through is looked up exactly.
struct GramTable: Sendable {
    struct Member: Sendable {
        var anchor: Int32
        /// Where the four bytes begin within the anchor; -1 when the first of them stands before it.
        var offset: Int32
    }

    fileprivate struct Slot: Sendable {
        var gram: UInt32 = 0
        /// Into `members`.
        var first: Int32 = 0
        /// None for an empty slot.
        var count: Int32 = 0
    }

    /// The set for the sweep.
    let filter: [UInt32]
    /// Open addressing; at least half of them are empty.
    private let slots: [Slot]
    private let members: [Member]

    /// Groups and what they stand for; a group may come more than once.
    init(_ grams: [(gram: UInt32, member: Member)], hash: (UInt32) -> UInt32) {
        var filter = [UInt32](repeating: 0, count: 1 << Int(DUNNAGE_SET_BITS))
        var size = 64
        while size < grams.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        func slot(of gram: UInt32) -> Int {
            var index = GramTable.place(of: gram, in: size)
            while slots[index].count > 0, slots[index].gram != gram { index = (index + 1) & (size - 1) }
            return index
        }
        for (gram, _) in grams {
            let hash = hash(gram)
            filter[Int(dunnage_set_word(hash))] |= dunnage_set_bits(hash)
            let index = slot(of: gram)
            slots[index].gram = gram
            slots[index].count += 1
        }
        var used: Int32 = 0
        for index in slots.indices {
            used += slots[index].count
            slots[index].first = used
        }
        // Filled from the end, so that the members of a group keep their order.
        var members = [Member](repeating: Member(anchor: 0, offset: 0), count: grams.count)
        for (gram, member) in grams.reversed() {
            let index = slot(of: gram)
            slots[index].first -= 1
            members[Int(slots[index].first)] = member
        }
        self.filter = filter
        self.slots = slots
        self.members = members
    }

    static func folded(_ gram: UInt32) -> UInt32 { gram | 0x2020_2020 }

    /// Up to four bytes in memory order, folded.
    static func gram(_ bytes: some BidirectionalCollection<UInt8>) -> UInt32 {
        folded(bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }

    @inline(__always) static func place(of gram: UInt32, in size: Int) -> Int {
        Int(truncatingIfNeeded: (gram &* 0x9e37_79b1) >> 12) & (size - 1)
    }

    /// The table as memory.
    struct Pointers {
        /// For the sweep.
        let filter: UnsafePointer<UInt32>?
        fileprivate let slots: UnsafeBufferPointer<Slot>
        fileprivate let members: UnsafeBufferPointer<Member>

        /// What a folded group stands for; most often nothing.
        @inline(__always) func members(of gram: UInt32) -> UnsafeBufferPointer<Member> {
            var index = GramTable.place(of: gram, in: slots.count)
            while slots[index].count > 0, slots[index].gram != gram { index = (index + 1) & (slots.count - 1) }
            let first = Int(slots[index].first)
            return UnsafeBufferPointer(rebasing: members[first..<(first + Int(slots[index].count))])
        }
    }

    func withPointers(_ body: (Pointers) -> Void) {
        filter.withUnsafeBufferPointer { filter in
            slots.withUnsafeBufferPointer { slots in
                members.withUnsafeBufferPointer { members in
                    body(Pointers(filter: filter.baseAddress, slots: slots, members: members))
                }
            }
        }
    }
}
