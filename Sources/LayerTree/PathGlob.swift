// SPDX-License-Identifier: Apache-2.0

/// A pattern for paths: `*` and `?` within a component, `[a-z]` and `[!a-z]`, `**` across components. Without a
/// slash it is matched against every component; with one, against the path from the root. What lies below a match
/// matches too.
///
/// Matching costs at most the product of both lengths, however many stars there are.
public struct PathGlob: Sendable, Equatable {
    /// As it was written.
    public let text: String
    private let components: [[UInt8]]
    private let isAnchored: Bool

    /// A trailing slash changes nothing.
    public init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        var end = bytes.count
        while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
        isAnchored = bytes[..<end].contains(UInt8(ascii: "/"))
        components = bytes[..<end].split(separator: UInt8(ascii: "/")).map { Array($0) }.filter { $0 != [0x2E] }
    }

    /// `path` is absolute.
    public func matches(_ path: [UInt8]) -> Bool {
        let names = path.split(separator: UInt8(ascii: "/"))
        guard isAnchored else {
            guard let pattern = components.first else { return true }
            if pattern == Array("**".utf8) { return true }
            return names.contains { PathGlob.matches(pattern, $0) }
        }
        // Components are matched one by one; after a `**` any may be skipped, and only the last `**` can help.
        var position = 0
        var index = 0
        var retry: (position: Int, index: Int)?
        while true {
            if position == components.count { return true }
            if components[position] == Array("**".utf8) {
                position += 1
                retry = (position, index)
                // At the end it means everything below, not the directory itself.
                if position == components.count { return index < names.count }
                continue
            }
            if index < names.count, PathGlob.matches(components[position], names[index]) {
                position += 1
                index += 1
                continue
            }
            guard let last = retry, last.index < names.count else { return false }
            retry = (last.position, last.index + 1)
            position = last.position
            index = last.index + 1
        }
    }

    private static func matches(_ pattern: [UInt8], _ name: ArraySlice<UInt8>) -> Bool {
        var position = 0
        var index = name.startIndex
        var retry: (position: Int, index: Int)?
        while index < name.endIndex {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                position += 1
                retry = (position, index)
                continue
            }
            if position < pattern.count, let next = step(pattern, position, name[index]) {
                position = next
                index += 1
                continue
            }
            guard let last = retry else { return false }
            retry = (last.position, last.index + 1)
            position = last.position
            index = last.index + 1
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// The place behind the pattern's element when `byte` matches it.
    private static func step(_ pattern: [UInt8], _ position: Int, _ byte: UInt8) -> Int? {
        switch pattern[position] {
        case UInt8(ascii: "?"): return position + 1
        case UInt8(ascii: "\\") where position + 1 < pattern.count:
            return pattern[position + 1] == byte ? position + 2 : nil
        case UInt8(ascii: "["):
            guard let end = pattern[min(position + 2, pattern.count)...].firstIndex(of: UInt8(ascii: "]")) else {
                break
            }
            var index = position + 1
            let isNegated = pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^")
            if isNegated { index += 1 }
            var isIn = false
            while index < end {
                if index + 2 < end, pattern[index + 1] == UInt8(ascii: "-") {
                    if pattern[index] <= byte, byte <= pattern[index + 2] { isIn = true }
                    index += 3
                } else {
                    if pattern[index] == byte { isIn = true }
                    index += 1
                }
            }
            return isIn != isNegated ? end + 1 : nil
        default: break
        }
        return pattern[position] == byte ? position + 1 : nil
    }
}
