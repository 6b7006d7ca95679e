// SPDX-License-Identifier: Apache-2.0

/// Names that bundlers end in a hash of the content: `main.3f9c2.js`, `index-BqO3v9xK.css`, `_next/static/<build>/x`.
enum HashedName {
    private static let star = UInt8(ascii: "*")

    /// A path with `*` for every part that looks like a hash; nil when none does.
    static func masked(_ path: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var isMasked = false
        let components = path.split(separator: UInt8(ascii: "/"))
        for (index, component) in components.enumerated() {
            result.append(UInt8(ascii: "/"))
            if let name = index == components.count - 1 ? file(component) : directory(component) {
                result += name
                isMasked = true
            } else {
                result += component
            }
        }
        return isMasked ? result : nil
    }

    /// A directory is masked whole: build ids are at least 16 letters and digits.
    private static func directory(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        name.count >= 16 && isHash(name, atLeast: 16) ? [star] : nil
    }

    private static func file(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        if let masked = beforeExtension(name) { return masked }
        // Parts between dots, dashes and underscores; the first one is the name itself.
        var result: [UInt8] = []
        var isMasked = false
        var start = name.startIndex
        for index in name.indices where isSeparator(name[index]) || index == name.endIndex - 1 {
            let end = isSeparator(name[index]) ? index : name.endIndex
            let part = name[start..<end]
            if start > name.startIndex, isHash(part, atLeast: 5) {
                result.append(star)
                isMasked = true
            } else {
                result += part
            }
            if end == index { result.append(name[index]) }
            start = index + 1
        }
        return isMasked ? result : nil
    }

    /// `index-D_f-x8Z1.js`: eight characters of base64url before the extension, which may hold separators.
    private static func beforeExtension(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        guard let dot = name.firstIndex(of: UInt8(ascii: ".")), dot - name.startIndex >= 10 else { return nil }
        let hash = name[(dot - 8)..<dot]
        guard name[dot - 9] == UInt8(ascii: "-"),
            hash.allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F }),
            hash.contains(where: { isUpper($0) || isDigit($0) }), hash.contains(where: { !isUpper($0) })
        else { return nil }
        return Array(name[..<(dot - 8)]) + [star] + name[dot...]
    }

    /// Hexadecimal with a digit; or letters and digits of any case, from eight on, with both.
    private static func isHash(_ part: ArraySlice<UInt8>, atLeast least: Int) -> Bool {
        guard part.count >= least, part.count <= 64, part.contains(where: isDigit) else { return false }
        if part.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0) }) { return true }
        return part.count >= 8 && part.contains(where: isLetter)
            && part.allSatisfy { isLetter($0) || isDigit($0) || least > 8 && ($0 == 0x2D || $0 == 0x5F) }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2D || byte == 0x5F }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
