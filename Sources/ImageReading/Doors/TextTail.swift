// SPDX-License-Identifier: Apache-2.0

/// The end of what a program wrote to its standard error: that is where the reason of a failure stands.
struct TextTail: Sendable {
    private static let limit = 4_096
    private var bytes: [UInt8] = []
    private var isCut = false

    mutating func add(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more.suffix(TextTail.limit))
        if bytes.count > TextTail.limit || more.count > TextTail.limit {
            isCut = true
            bytes.removeFirst(max(0, bytes.count - TextTail.limit))
        }
    }

    /// One line: line breaks and other control characters, which could rewrite a terminal, become single spaces.
    var text: String {
        var text = isCut ? "… " : ""
        var isSpace = true
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let isControl =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
                default: false
                }
            if isControl {
                if !isSpace { text.unicodeScalars.append(" ") }
            } else {
                text.unicodeScalars.append(scalar)
            }
            isSpace = isControl
        }
        return text.hasSuffix(" ") ? String(text.dropLast()) : text
    }
}
