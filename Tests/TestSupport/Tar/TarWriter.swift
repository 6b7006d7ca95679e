// SPDX-License-Identifier: Apache-2.0

/// Writes tar bytes (POSIX ustar with PAX or GNU extensions) from members, so that tests can also write what no sane
/// tool would.
public enum TarWriter {
    static let blockSize = 512

    /// A whole tar; `endBlocks` zero blocks close it (two by the standard).
    public static func bytes(_ members: [TarMember], style: NameStyle = .plain, endBlocks: Int = 2) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(members.reduce(1_024) { $0 + 1_024 + $1.content.count })
        for member in members { append(member, style, to: &output) }
        output.append(contentsOf: [UInt8](repeating: 0, count: endBlocks * blockSize))
        return output
    }

    /// A global PAX header (type `g`), as `git archive` writes.
    public static func globalHeader(_ records: [(key: String, value: [UInt8])]) -> [UInt8] {
        extended("pax_global_header", type: UInt8(ascii: "g"), records.flatMap { paxRecord($0.key, $0.value) })
    }

    /// One `length key=value\n` record, where the length counts its own digits.
    public static func paxRecord(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let body = Array(" \(key)=".utf8) + value + [0x0A]
        var length = body.count + 1
        while String(length).utf8.count + body.count != length { length = String(length).utf8.count + body.count }
        return Array(String(length).utf8) + body
    }

    private static func append(_ member: TarMember, _ style: NameStyle, to output: inout [UInt8]) {
        if let raw = member.raw {
            output.append(contentsOf: raw)
            return
        }
        var name = member.exactName ? member.name : style.styled(member.name)
        if member.isDirectory, name.last != UInt8(ascii: "/") { name.append(UInt8(ascii: "/")) }
        let link = member.isHardLink && !member.exactName ? style.styled(member.linkName) : member.linkName
        var records = member.pax
        var content = member.content
        if let sparse = member.sparse {
            content = sparseContent(sparse.segments)
            records += [
                ("GNU.sparse.major", Array("1".utf8)), ("GNU.sparse.minor", Array("0".utf8)),
                ("GNU.sparse.name", name), ("GNU.sparse.realsize", Array(String(sparse.size).utf8)),
            ]
            name = Array("GNUSparseFile.0/".utf8) + name.suffix(60)
        }
        for attribute in member.xattrs { records.append(("SCHILY.xattr." + attribute.name, attribute.value)) }
        if name.count > 100 {
            switch member.longNames {
            case .pax: records.append(("path", name))
            case .gnu: output += extended("././@LongLink", type: UInt8(ascii: "L"), name + [0])
            }
        }
        if link.count > 100 {
            switch member.longNames {
            case .pax: records.append(("linkpath", link))
            case .gnu: output += extended("././@LongLink", type: UInt8(ascii: "K"), link + [0])
            }
        }
        if !records.isEmpty {
            output += extended(
                "PaxHeaders.0/x", type: UInt8(ascii: "x"), records.flatMap { paxRecord($0.key, $0.value) })
        }
        output += header(member, name: name, link: link, size: content.count)
        output += content
        pad(&output)
    }

    /// A header block and its padded content for the extension types.
    private static func extended(_ name: String, type: UInt8, _ content: [UInt8]) -> [UInt8] {
        var member = TarMember(name.utf8, type: type)
        member.exactName = true
        var output = header(member, name: Array(name.utf8), link: [], size: content.count)
        output += content
        pad(&output)
        return output
    }

    private static func sparseContent(_ segments: [TarMember.Segment]) -> [UInt8] {
        var map = Array("\(segments.count)\n".utf8)
        for segment in segments { map += Array("\(segment.offset)\n\(segment.bytes.count)\n".utf8) }
        pad(&map)
        return map + segments.flatMap(\.bytes)
    }

    private static func header(_ member: TarMember, name: [UInt8], link: [UInt8], size: Int) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: some Collection<UInt8>, at offset: Int, limit: Int) {
            for (index, byte) in bytes.prefix(limit).enumerated() { block[offset + index] = byte }
        }
        put(name, at: 0, limit: 100)
        put(number(UInt64(member.mode), width: 8), at: 100, limit: 8)
        put(number(member.uid, width: 8), at: 108, limit: 8)
        put(number(member.gid, width: 8), at: 116, limit: 8)
        put(sizeField(member.sizeClaim ?? .bytes(UInt64(size))), at: 124, limit: 12)
        let time = member.mtime
        put(time < 0 ? base256(time, width: 12) : number(UInt64(time), width: 12), at: 136, limit: 12)
        block[156] = member.type
        put(link, at: 157, limit: 100)
        put(Array("ustar".utf8) + [0] + Array("00".utf8), at: 257, limit: 8)
        if member.deviceMajor != 0 || member.deviceMinor != 0 {
            put(number(UInt64(member.deviceMajor), width: 8), at: 329, limit: 8)
            put(number(UInt64(member.deviceMinor), width: 8), at: 337, limit: 8)
        }
        put([UInt8](repeating: 0x20, count: 8), at: 148, limit: 8)
        let sum = block.reduce(0) { $0 + Int($1) } + (member.hasWrongChecksum ? 1 : 0)
        put(Array(octal(UInt64(sum), digits: 6).utf8) + [0, 0x20], at: 148, limit: 8)
        return block
    }

    private static func sizeField(_ claim: TarMember.SizeClaim) -> [UInt8] {
        switch claim {
        case .bytes(let size): number(size, width: 12)
        case .base256(let size): base256(size, width: 12)
        case .raw(let bytes): bytes
        }
    }

    /// Octal with a closing zero byte, or base-256 when that does not fit.
    private static func number(_ value: UInt64, width: Int) -> [UInt8] {
        let text = String(value, radix: 8)
        if text.utf8.count < width { return Array(octal(value, digits: width - 1).utf8) + [0] }
        var field = [UInt8](repeating: 0, count: width)
        for index in 0..<8 where index < width {
            field[width - 1 - index] = UInt8(truncatingIfNeeded: value >> (8 * index))
        }
        field[0] |= 0x80
        return field
    }

    private static func base256(_ value: Int64, width: Int) -> [UInt8] {
        var field = [UInt8](repeating: value < 0 ? 0xFF : 0, count: width)
        for index in 0..<8 where index < width {
            field[width - 1 - index] = UInt8(truncatingIfNeeded: value >> (8 * index))
        }
        field[0] |= 0x80
        return field
    }

    private static func octal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    private static func pad(_ output: inout [UInt8]) {
        let rest = output.count % blockSize
        if rest > 0 { output.append(contentsOf: [UInt8](repeating: 0, count: blockSize - rest)) }
    }
}
