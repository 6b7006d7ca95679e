// SPDX-License-Identifier: Apache-2.0

/// Texts of an image in a Dockerfile.
enum DockerfileText {
    /// No control characters, no line ends, nothing that turns the direction of writing, nothing undecodable.
    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFFD: false
            default: true
            }
        }
    }

    /// Letters, digits and the marks that names of packages, images and paths have: needs no quotes anywhere.
    static func isSimple(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "._/@+:-~".utf8.contains(byte)
                }
            }
    }

    /// A JSON string, as the exec form takes it; nil for what is not plain.
    static func quoted(_ text: String) -> String? {
        guard isPlain(text) else { return nil }
        var result = "\""
        for character in text {
            if character == "\"" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return result + "\""
    }

    /// `["node", "server.js"]`; nil when a word is not plain.
    static func exec(_ words: [String]) -> String? {
        let quoted = words.compactMap { DockerfileText.quoted($0) }
        return quoted.count == words.count ? "[" + quoted.joined(separator: ", ") + "]" : nil
    }

    /// The value of an `ENV`: quoted, and no variable is put in; nil when it is not plain.
    static func value(_ text: String) -> String? {
        quoted(text).map { $0.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "\\$") }
    }

    /// A path's pattern for `.dockerignore`: what is special there stands for itself; nil when it is not plain.
    static func pattern(_ text: String) -> String? {
        guard isPlain(text), !text.hasPrefix(" "), !text.hasSuffix(" ") else { return nil }
        return text.hasPrefix("#") || text.hasPrefix("!") ? "\\" + text : text
    }
}
