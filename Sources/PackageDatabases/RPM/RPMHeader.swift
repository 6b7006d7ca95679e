// SPDX-License-Identifier: Apache-2.0

/// A package header as rpm stores it in its database: two counts, an index of 16-byte entries, a data area
/// (rpm manual, «Package format», Header; big endian).
struct RPMHeader {
    /// The tags read here (rpmtag.h).
    enum Tag: UInt32 {
        case name = 1000
        case version = 1001
        case release = 1002
        case epoch = 1003
        case size = 1009
        case arch = 1022
        case oldFileNames = 1027
        case fileStates = 1029
        case fileModes = 1030
        case fileDigests = 1035
        case fileFlags = 1037
        case sourceRPM = 1044
        case provideName = 1047
        case requireName = 1049
        case dirIndexes = 1116
        case baseNames = 1117
        case dirNames = 1118
        case longSize = 5009
        case fileDigestAlgorithm = 5011
        case recommendName = 5046
    }

    private struct Item {
        var type: UInt32
        var offset: Int
        var count: Int
    }

    private let data: UnsafeRawBufferPointer
    private let index: UnsafeRawBufferPointer

    /// nil when the counts do not fit the bytes.
    init?(_ blob: UnsafeRawBufferPointer) {
        guard let indexCount = blob.bigEndian32(0), let dataCount = blob.bigEndian32(4),
            indexCount <= 0xFFFF, let index = blob.piece(8, Int(indexCount) * 16),
            let data = blob.piece(8 + index.count, Int(dataCount))
        else { return nil }
        self.index = index
        self.data = data
    }

    /// One pass over the index: a header has some eighty entries, of which some twenty are asked for.
    private func item(_ tag: Tag) -> Item? {
        var offset = 0
        while offset < index.count {
            if index.bigEndian32(offset) == tag.rawValue, let type = index.bigEndian32(offset + 4),
                let start = index.bigEndian32(offset + 8), let count = index.bigEndian32(offset + 12)
            {
                guard Int(start) <= data.count else { return nil }
                return Item(type: type, offset: Int(start), count: Int(count))
            }
            offset += 16
        }
        return nil
    }

    /// A string, or the first of several.
    func string(_ tag: Tag) -> UnsafeRawBufferPointer? {
        guard let item = item(tag), item.type == 6 || item.type == 8 || item.type == 9 else { return nil }
        let end = data.index(of: 0, from: item.offset)
        return end < data.count ? data.slice(item.offset, end) : nil
    }

    /// Calls `body` with each string of an array, in order, until the data ends.
    func forEachString(_ tag: Tag, _ body: (UnsafeRawBufferPointer) -> Void) {
        guard let item = item(tag), item.type == 6 || item.type == 8 || item.type == 9 else { return }
        var offset = item.offset
        var left = item.count
        while left > 0, offset < data.count {
            let end = data.index(of: 0, from: offset)
            guard end < data.count else { return }
            body(data.slice(offset, end))
            offset = end + 1
            left -= 1
        }
    }

    /// The first integer of a tag, of any width.
    func integer(_ tag: Tag) -> UInt64? { integers(tag)?[0] }

    /// Random access to an integer array.
    func integers(_ tag: Tag) -> Integers? {
        guard let item = item(tag) else { return nil }
        let width: Int
        switch item.type {
        case 1, 2: width = 1
        case 3: width = 2
        case 4: width = 4
        case 5: width = 8
        default: return nil
        }
        return Integers(bytes: data.dropPrefix(item.offset), width: width, count: item.count)
    }

    struct Integers {
        let bytes: UnsafeRawBufferPointer
        let width: Int
        let count: Int

        /// nil past the end of the array or of the data.
        subscript(_ index: Int) -> UInt64? {
            guard index >= 0, index < count, index < bytes.count / width else { return nil }
            switch width {
            case 1: return UInt64(bytes[index])
            case 2: return bytes.bigEndian16(index * 2).map { UInt64($0) }
            case 4: return bytes.bigEndian32(index * 4).map { UInt64($0) }
            default: return bytes.bigEndian64(index * 8)
            }
        }
    }
}
