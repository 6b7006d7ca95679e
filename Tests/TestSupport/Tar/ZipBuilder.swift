// SPDX-License-Identifier: Apache-2.0

/// Builds a zip in memory, true or lying:
///
///     ZipBuilder().file("a/b.properties", "text").bytes()
public struct ZipBuilder: Sendable {
    private struct Member: Sendable {
        var name: [UInt8]
        var data: [UInt8]
        var size: Int
        var method: UInt16
        var flags: UInt16
        /// Instead of the true one.
        var header: UInt32?
        /// Instead of the true stored size, in the directory.
        var claimedSize: UInt32?
    }

    private var members: [Member] = []
    /// Stands before the first member, as in archives that extract themselves.
    public var prefix: [UInt8] = []
    public var comment: [UInt8] = []
    /// Every number that may have 64 bits has them (APPNOTE.TXT §4.3.14, §4.5.3).
    public var isZip64 = false
    /// Instead of where the Zip64 end record is, in its locator.
    public var claimedEnd: UInt64?
    /// Sizes stand behind the members and not in their headers, as in what was written to a pipe (§4.3.9).
    public var hasDescriptors = false

    public init() {}

    /// A member, deflated unless `isStored`. `encrypted` only sets the flag; `method` overrides what is said.
    public func file(
        _ name: String, _ text: String, isStored: Bool = false, isEncrypted: Bool = false, method: UInt16? = nil,
        claimedSize: UInt32? = nil
    ) -> ZipBuilder {
        file(
            name, bytes: Array(text.utf8), isStored: isStored, isEncrypted: isEncrypted, method: method,
            claimedSize: claimedSize)
    }

    public func file(
        _ name: String, bytes: [UInt8], isStored: Bool = false, isEncrypted: Bool = false, method: UInt16? = nil,
        claimedSize: UInt32? = nil
    ) -> ZipBuilder {
        var copy = self
        // Between gzip's header and its trailer lies a deflate stream.
        let data = isStored ? bytes : Array(Codec.gzip.compress(bytes).dropFirst(10).dropLast(8))
        copy.members.append(
            Member(
                name: Array(name.utf8), data: data, size: bytes.count, method: method ?? (isStored ? 0 : 8),
                flags: isEncrypted ? 1 : 0, claimedSize: claimedSize))
        return copy
    }

    /// A further entry in the directory for the bytes of the member before it: the way of overlapping bombs.
    public func again(_ name: String) -> ZipBuilder {
        var copy = self
        guard var last = members.last else { return self }
        last.name = Array(name.utf8)
        last.header = last.header ?? UInt32(offset(of: members.count - 1))
        copy.members.append(last)
        return copy
    }

    private func offset(of index: Int) -> Int {
        prefix.count
            + members[..<index].filter { $0.header == nil }.reduce(0) {
                $0 + 30 + $1.name.count + $1.data.count + (hasDescriptors ? 16 : 0)
            }
    }

    public func bytes() -> [UInt8] {
        var bytes = prefix
        var offsets: [UInt32] = []
        for member in members {
            if let header = member.header {
                offsets.append(header)
                continue
            }
            offsets.append(UInt32(bytes.count))
            bytes += ZipBuilder.little(0x0403_4B50, 4)
            bytes += common(
                member, stored: hasDescriptors ? 0 : member.data.count, size: hasDescriptors ? 0 : member.size)
            bytes += ZipBuilder.little(0, 2) + member.name + member.data
            if hasDescriptors {
                bytes += ZipBuilder.little(0x0807_4B50, 4) + ZipBuilder.little(0, 4)
                bytes += ZipBuilder.little(UInt64(member.data.count), 4) + ZipBuilder.little(UInt64(member.size), 4)
            }
        }
        let start = bytes.count
        for (member, offset) in zip(members, offsets) {
            let stored = member.claimedSize.map { Int($0) } ?? member.data.count
            let none = Int(UInt32.max)
            bytes += ZipBuilder.little(0x0201_4B50, 4) + ZipBuilder.little(20, 2)
            bytes += common(member, stored: isZip64 ? none : stored, size: isZip64 ? none : member.size)
            // A field of another kind stands before the one that matters.
            let extra =
                isZip64
                ? ZipBuilder.little(0x5455, 2) + ZipBuilder.little(1, 2) + [0]
                    + ZipBuilder.little(1, 2) + ZipBuilder.little(24, 2) + ZipBuilder.little(UInt64(member.size), 8)
                    + ZipBuilder.little(UInt64(stored), 8) + ZipBuilder.little(UInt64(offset), 8)
                : []
            bytes += ZipBuilder.little(UInt64(extra.count), 2) + [UInt8](repeating: 0, count: 10)
            bytes += ZipBuilder.little(isZip64 ? UInt64(none) : UInt64(offset), 4) + member.name + extra
        }
        return bytes + end(start: start, size: bytes.count - start) + comment
    }

    private func end(start: Int, size: Int) -> [UInt8] {
        let count = UInt64(members.count)
        var bytes: [UInt8] = []
        if isZip64 {
            bytes += ZipBuilder.little(0x0606_4B50, 4) + ZipBuilder.little(44, 8) + ZipBuilder.little(45, 2)
            bytes += ZipBuilder.little(45, 2) + ZipBuilder.little(0, 8) + ZipBuilder.little(count, 8)
            bytes += ZipBuilder.little(count, 8) + ZipBuilder.little(UInt64(size), 8)
            bytes += ZipBuilder.little(UInt64(start), 8)
            bytes += ZipBuilder.little(0x0706_4B50, 4) + ZipBuilder.little(0, 4)
            bytes += ZipBuilder.little(claimedEnd ?? UInt64(start + size), 8) + ZipBuilder.little(1, 4)
        }
        let short = isZip64 ? 0xFFFF : count & 0xFFFF
        bytes += ZipBuilder.little(0x0605_4B50, 4) + [0, 0, 0, 0] + ZipBuilder.little(short, 2)
        bytes += ZipBuilder.little(short, 2)
        bytes += ZipBuilder.little(isZip64 ? UInt64(UInt32.max) : UInt64(size), 4)
        bytes += ZipBuilder.little(isZip64 ? UInt64(UInt32.max) : UInt64(start), 4)
        return bytes + ZipBuilder.little(UInt64(comment.count), 2)
    }

    /// From «version needed» to the length of the name. Nobody here reads the checksum.
    private func common(_ member: Member, stored: Int, size: Int) -> [UInt8] {
        ZipBuilder.little(20, 2) + ZipBuilder.little(UInt64(member.flags | (hasDescriptors ? 8 : 0)), 2)
            + ZipBuilder.little(UInt64(member.method), 2) + ZipBuilder.little(0, 8)
            + ZipBuilder.little(UInt64(stored), 4) + ZipBuilder.little(UInt64(size), 4)
            + ZipBuilder.little(UInt64(member.name.count), 2)
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}
