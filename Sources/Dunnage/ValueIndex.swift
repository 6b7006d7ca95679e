// SPDX-License-Identifier: Apache-2.0

/// Values to be hidden, found in a text in one pass, however many they are.
struct ValueIndex {
    /// What values are told apart by first; none is shorter.
    static let prefix = 6

    /// By the first bytes: the values that begin so, longest first, so that none leaves a tail of another.
    private var values: [UInt64: [[UInt8]]] = [:]
    private var known: Set<[UInt8]> = []

    var isEmpty: Bool { known.isEmpty }

    mutating func insert(_ value: some Collection<UInt8>) {
        let value = Array(value)
        guard value.count >= ValueIndex.prefix, known.insert(value).inserted else { return }
        values[ValueIndex.key(value[...]), default: []].append(value)
    }

    /// To be called after the last `insert`.
    mutating func settle() {
        for key in values.keys {
            values[key]?.sort { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
        }
    }

    /// The text with every value replaced by `•••`. Where somebody chose values that begin alike, so that looking for
    /// them would take for ever, nothing of the text is shown.
    func without(_ text: String) -> String {
        guard !isEmpty, text.utf8.count >= ValueIndex.prefix else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var copied = 0
        var index = 0
        var budget = (1 << 20) + 16 * bytes.count
        while index + ValueIndex.prefix <= bytes.count {
            let rest = bytes[index...]
            let match = values[ValueIndex.key(rest)]?.first { value in
                budget -= min(value.count, rest.count)
                return budget < 0 || rest.starts(with: value)
            }
            guard budget >= 0 else { return Redaction.mark }
            guard let match else {
                index += 1
                continue
            }
            result += bytes[copied..<index]
            result += Redaction.mark.utf8
            index += match.count
            copied = index
        }
        return copied == 0 ? text : String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.prefix(prefix).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
