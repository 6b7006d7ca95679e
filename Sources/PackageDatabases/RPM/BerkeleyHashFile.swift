// SPDX-License-Identifier: Apache-2.0

/// Reads the values of a Berkeley DB hash file that lies in memory: the `Packages` of rpm up to 4.15
/// (Berkeley DB's dbinc/db_page.h). Either byte order.
struct BerkeleyHashFile {
    private let bytes: UnsafeRawBufferPointer
    private let pageSize: Int
    private let isBigEndian: Bool

    init(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        // Metadata page: magic at 12, page size at 20, encryption at 24, page type at 25.
        guard bytes.count >= 512, let magic = bytes.littleEndian32(12) else {
            throw PackageError(.malformed, "shorter than a page", at: 0)
        }
        switch magic {
        case 0x0006_1561: isBigEndian = false
        case 0x6115_0600: isBigEndian = true
        default: throw PackageError(.malformed, "no Berkeley DB hash file", at: 12)
        }
        self.bytes = bytes
        pageSize = Int((isBigEndian ? bytes.bigEndian32(20) : bytes.littleEndian32(20)) ?? 0)
        guard pageSize >= 512, pageSize <= 65536, pageSize & (pageSize - 1) == 0 else {
            throw PackageError(.malformed, "page size \(pageSize)", at: 20)
        }
        guard bytes[24] == 0 else { throw PackageError(.unsupported, "an encrypted database", at: 24) }
    }

    /// Calls `body` with every value, page by page. The bytes are borrowed for the call.
    func forEachValue(_ body: (UnsafeRawBufferPointer) -> Void) throws(PackageError) {
        var budget = bytes.count
        var buffer: [UInt8] = []
        var base = pageSize
        while let page = bytes.piece(base, pageSize) {
            defer { base += pageSize }
            // 13: hash page, 2: its unsorted ancestor.
            guard page[25] == 13 || page[25] == 2 else { continue }
            let entries = Int(number16(page, 20))
            var index = 1
            var end = pageSize
            if entries > 0, 26 + entries * 2 <= pageSize { end = Int(number16(page, 26)) }
            // Keys and values take turns; an item reaches from its offset to that of the item before it.
            while index < entries, 26 + index * 2 + 2 <= pageSize {
                defer { index += 2 }
                let key = Int(number16(page, 26 + (index - 1) * 2))
                let place = Int(number16(page, 26 + index * 2))
                end = key
                guard place >= 26, place < end, let item = page.piece(place, end - place) else { continue }
                if item[0] == 1 {
                    budget -= item.count
                    guard budget >= 0 else { throw PackageError(.malformed, "items overlap", at: base) }
                    body(item.dropPrefix(1))
                } else if item[0] == 3, item.count >= 12 {
                    let length = Int(number32(item, 8))
                    budget -= length
                    guard budget >= 0 else {
                        throw PackageError(.malformed, "overflow pages are shared", at: base)
                    }
                    gather(first: number32(item, 4), length, into: &buffer)
                    buffer.withUnsafeBytes { body($0) }
                }
            }
        }
    }

    /// Follows a chain of overflow pages (type 7): the free offset holds the bytes used, the next page is at 16.
    private func gather(first: UInt32, _ length: Int, into buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        var next = Int(first)
        while buffer.count < length, next != 0, let page = bytes.piece(next * pageSize, pageSize), page[25] == 7 {
            let used = min(Int(number16(page, 22)), length - buffer.count)
            guard used > 0, let content = page.piece(26, used) else { return }
            buffer.append(contentsOf: content)
            next = Int(number32(page, 16))
        }
    }

    private func number16(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt16 {
        (isBigEndian ? bytes.bigEndian16(offset) : bytes.littleEndian16(offset)) ?? 0
    }

    private func number32(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
        (isBigEndian ? bytes.bigEndian32(offset) : bytes.littleEndian32(offset)) ?? 0
    }
}
