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
            + members[..<index].filter { $0.header == nil }.reduce(0) { $0 + 30 + $1.name.count + $1.data.count }
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
            bytes += ZipBuilder.little(0x0403_4B50, 4) + ZipBuilder.common(member, member.data.count)
            bytes += ZipBuilder.little(0, 2) + member.name + member.data
        }
        let start = bytes.count
        for (member, offset) in zip(members, offsets) {
            bytes += ZipBuilder.little(0x0201_4B50, 4) + ZipBuilder.little(20, 2)
            bytes += ZipBuilder.common(member, Int(member.claimedSize ?? UInt32(member.data.count)))
            bytes += ZipBuilder.little(0, 2) + [UInt8](repeating: 0, count: 10) + ZipBuilder.little(UInt64(offset), 4)
            bytes += member.name
        }
        bytes += ZipBuilder.little(0x0605_4B50, 4) + [0, 0, 0, 0]
        bytes +=
            ZipBuilder.little(UInt64(members.count & 0xFFFF), 2) + ZipBuilder.little(UInt64(members.count & 0xFFFF), 2)
        bytes += ZipBuilder.little(UInt64(bytes.count - 12 - start), 4) + ZipBuilder.little(UInt64(start), 4)
        return bytes + ZipBuilder.little(UInt64(comment.count), 2) + comment
    }

    /// From «version needed» to the length of the name. Nobody here reads the checksum.
    private static func common(_ member: Member, _ stored: Int) -> [UInt8] {
        little(20, 2) + little(UInt64(member.flags), 2) + little(UInt64(member.method), 2) + little(0, 8)
            + little(UInt64(stored), 4) + little(UInt64(member.size), 4) + little(UInt64(member.name.count), 2)
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}
