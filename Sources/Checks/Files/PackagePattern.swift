// SPDX-License-Identifier: Apache-2.0

/// A package's name with one gap. `gcc-*`: a version and what may follow it (`gcc-12-x86-64-linux-gnu`, never
/// `gcc-doc`); at the beginning the gap is any text. `llvm#`: digits and dots alone (`llvm15`, never `llvm15-libs`).
struct PackagePattern: Sendable {
    let before: [UInt8]
    let after: [UInt8]
    let toolchain: Int
    private let isNumber: Bool

    init?(_ text: String, toolchain: Int) {
        guard let star = text.firstIndex(where: { $0 == "*" || $0 == "#" }) else { return nil }
        isNumber = text[star] == "#"
        before = Array(text[..<star].utf8)
        after = Array(text[text.index(after: star)...].utf8)
        self.toolchain = toolchain
    }

    func matches(_ name: [UInt8]) -> Bool {
        guard name.count > before.count + after.count, name.starts(with: before), name.suffix(after.count) == after[...]
        else { return false }
        if before.isEmpty { return true }
        let gap = name[before.count..<(name.count - after.count)]
        guard let first = gap.first else { return false }
        if isNumber { return gap.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: ".") } }
        return first >= 0x30 && first <= 0x39
    }
}
