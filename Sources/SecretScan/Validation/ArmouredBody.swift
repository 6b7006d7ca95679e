// SPDX-License-Identifier: Apache-2.0

/// The base64 between a `BEGIN` and an `END` line, however it was carried: with real line ends, with `\n` within a
/// JSON or shell string, on one line, quoted line by line. Source: RFC 7468, RFC 4880 §6.
struct ArmouredBody {
    private(set) var decoded: [UInt8]
    /// A header says that the body is encrypted (`Proc-Type: 4,ENCRYPTED`, RFC 1421).
    private(set) var saysEncrypted = false
    /// Index after the `END` line's dashes.
    private(set) var end: Int

    /// `start` is the first byte after the `BEGIN` line's dashes. nil when something else than base64 and headers
    /// stands before the end line, or there is none within reach.
    init?(_ bytes: UnsafeRawBufferPointer, from start: Int, limit: Int) {
        var text: [UInt8] = []
        var lineStart = 0
        var index = start
        var isDone = false
        while index < limit {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x0a, 0x0d:
                lineStart = text.count
            case 0x20, 0x09, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","):
                break
            case UInt8(ascii: "\\"):
                if index < limit, bytes[index] == UInt8(ascii: "n") || bytes[index] == UInt8(ascii: "r") {
                    index += 1
                    lineStart = text.count
                }
            case UInt8(ascii: ":"):
                // A header: what was gathered of this line is its name.
                text.removeSubrange(lineStart...)
                let header = index
                while index < limit, bytes[index] != 0x0a, bytes[index] != UInt8(ascii: "\\") { index += 1 }
                if Placeholders.find(Array("encrypted".utf8), in: .init(rebasing: bytes[header..<index])) != nil {
                    saysEncrypted = true
                }
            case UInt8(ascii: "-"):
                if bytes.starts(at: index, with: "----END ", limit: limit) {
                    isDone = true
                } else if bytes.starts(at: index, with: "-", limit: limit) {
                    return nil
                }
            default:
                guard Base64.value(of: byte) != nil || byte == UInt8(ascii: "=") else { return nil }
                text.append(byte)
            }
            if isDone { break }
        }
        guard isDone else { return nil }
        // OpenPGP puts a checksum after the body: `=` and four characters.
        var body = text[...]
        if body.count > 5, body[body.endIndex - 5] == UInt8(ascii: "="), body.last != UInt8(ascii: "=") {
            body = body.dropLast(5)
        }
        guard let decoded = Base64.decode(body), !decoded.isEmpty else { return nil }
        self.decoded = decoded
        end = index
        var dashes = 0
        while end < limit, dashes < 10, end - index < 64 {
            if bytes[end] == UInt8(ascii: "-") { dashes += 1 }
            if bytes[end] == 0x0a { break }
            end += 1
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the ASCII text stands at `index`, wholly before `limit`.
    func starts(at index: Int, with text: StaticString, limit: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= Swift.min(limit, count) else { return false }
        for offset in 0..<text.utf8CodeUnitCount where self[index + offset] != text.utf8Start[offset] { return false }
        return true
    }
}
