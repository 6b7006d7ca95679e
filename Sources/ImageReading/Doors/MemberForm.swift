// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// What a member may be, as its first bytes say. Names are no guide.
enum MemberForm {
    case document, layer, other

    /// `bytes` is the beginning of the member: at least 512 bytes of it, or all of it.
    static func tell(_ bytes: UnsafeRawBufferPointer, size: Int64) -> MemberForm {
        if size == 0 { return .layer }
        if Compression.sniff(bytes) != .none || isTar(bytes) { return .layer }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        switch text.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .document
        default: return .other
        }
    }

    /// A tar begins with a header whose checksum fits, or with zeros when it is empty (POSIX.1-2017, pax,
    /// «ustar Interchange Format»).
    static func isTar(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 512 else { return false }
        let header = UnsafeRawBufferPointer(rebasing: bytes[..<512])
        if header.allSatisfy({ $0 == 0 }) { return true }
        var unsigned = 0
        var signed = 0
        for (index, byte) in header.enumerated() {
            let counted = (148..<156).contains(index) ? UInt8(ascii: " ") : byte
            unsigned += Int(counted)
            signed += Int(Int8(bitPattern: counted))
        }
        var written = 0
        for byte in header[148..<156] where (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) {
            written = written * 8 + Int(byte - UInt8(ascii: "0"))
        }
        return written == unsigned || written == signed
    }
}
