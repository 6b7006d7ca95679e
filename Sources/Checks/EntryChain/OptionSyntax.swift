// SPDX-License-Identifier: Apache-2.0

/// The options that a program takes before the words of its own, as getopt(3) reads them: `-u app`, `-uapp`,
/// `-vu app`, `--user app`, `--user=app`. Long ones with a single dash, as Go programs have them, are written so.
struct OptionSyntax: ExpressibleByStringLiteral, Sendable {
    struct Reading {
        /// In order, by the name as it is in the syntax; the value of one that takes none is empty.
        var options: [(name: String, value: String)] = []
        /// From the first word on that is no option, without the `--` before it.
        var rest: [String] = []
        /// The rest stands behind a `--`.
        var isDashed = false
        /// False behind an option that the syntax does not know: the word after it may be its own.
        var isSure = true

        /// What the last option of these names was given.
        func value(of names: Set<String>) -> String? { options.last { names.contains($0.name) }?.value }
    }

    private var valued: Set<String> = []
    private var plain: Set<String> = []

    /// Options with blanks between, a colon behind each that takes a word: `-u: --user: -v`.
    init(stringLiteral text: String) {
        for option in text.split(whereSeparator: \.isWhitespace) {
            if option.hasSuffix(":") {
                valued.insert(String(option.dropLast()))
            } else {
                plain.insert(String(option))
            }
        }
    }

    /// - Parameters:
    ///   - words: behind the program's name.
    ///   - last: an option behind which the program reads no others.
    func read(_ words: [String], until last: String? = nil) -> Reading {
        var reading = Reading()
        var index = 0
        while index < words.count, words[index].hasPrefix("-") {
            let word = words[index]
            if word == "-", !plain.contains(word) { break }
            index += 1
            if word == "--" {
                reading.isDashed = true
                reading.isSure = true
                break
            }
            let count = reading.options.count
            if let name = long(word) {
                if let equals = word.firstIndex(of: "=") {
                    reading.options.append((name, String(word[word.index(after: equals)...])))
                } else if valued.contains(name) {
                    reading.options.append((name, index < words.count ? words[index] : ""))
                    index += 1
                } else {
                    reading.options.append((name, ""))
                }
            } else if word.hasPrefix("--") {
                if !word.contains("=") { reading.isSure = false }
            } else {
                cluster(word, words, &index, &reading)
            }
            if let last, reading.options[count...].contains(where: { $0.name == last }) { break }
        }
        reading.rest = Array(words.dropFirst(index))
        return reading
    }

    /// The option that a word names as a whole, by the name in the syntax.
    private func long(_ word: String) -> String? {
        let name = String(word.prefix { $0 != "=" })
        // Go takes one dash and two for the same.
        for name in name.hasPrefix("--") ? [name, String(name.dropFirst())] : [name]
        where name.utf8.count != 2 || word == name {
            if valued.contains(name) || plain.contains(name) { return name }
        }
        return nil
    }

    /// Short options in one word; what stands behind one that takes a word is that word.
    private func cluster(_ word: String, _ words: [String], _ index: inout Int, _ reading: inout Reading) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let name = "-" + String(letter)
            if valued.contains(name) {
                if letters.isEmpty {
                    reading.options.append((name, index < words.count ? words[index] : ""))
                    index += 1
                } else {
                    reading.options.append((name, String(letters)))
                }
                return
            }
            guard plain.contains(name) else {
                reading.isSure = false
                return
            }
            reading.options.append((name, ""))
        }
    }
}
