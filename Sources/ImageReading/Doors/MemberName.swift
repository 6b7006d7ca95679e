// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Names of an archive's members as one spelling: `./x`, `/x` and `x` are one.
enum MemberName {
    /// Lexically cleaned, without a leading slash; `..` never leaves the archive. Empty for the root.
    static func clean(_ name: some Sequence<UInt8>) -> String {
        var parts: [ArraySlice<UInt8>] = []
        for part in Array(name).split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual([UInt8(ascii: ".")]) { continue }
            if part.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return String(decoding: Array(parts.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
    }

    static func clean(_ name: String) -> String { clean(name.utf8) }

    /// Where a link leads; empty for what is no link.
    static func target(of kind: TarHeader.Kind, _ text: UnsafeRawBufferPointer, at name: String) -> String {
        switch kind {
        case .symlink: target(ofSymlink: text, at: name)
        case .hardLink: clean(text)
        default: ""
        }
    }

    /// Where a symlink at `name` leads. Docker 1.12 wrote one `..` too many, which cleaning forgives.
    static func target(ofSymlink text: some Sequence<UInt8>, at name: String) -> String {
        let text = Array(text)
        if text.first == UInt8(ascii: "/") { return clean(text) }
        let folder = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true).dropLast()
        return clean(folder.joined(separator: [UInt8(ascii: "/")]) + [UInt8(ascii: "/")] + text)
    }
}
