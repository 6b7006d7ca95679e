// SPDX-License-Identifier: Apache-2.0

/// How a shell is started, told by its options (XCU sh, and bash's): what runs is a command line or a script.
struct ShellStart {
    /// Which of the words is the command line of `-c`; nil without.
    private(set) var commandLine: Int?
    /// Which of the words is the script; nil for a command line, for input, and where none is named.
    private(set) var script: Int?

    private static let valued: Set<String> = ["--rcfile", "--init-file", "--emulate"]

    /// - Parameter words: the shell and what it is given.
    init(_ words: [String]) {
        var index = 1
        var isCommand = false
        var readsInput = false
        while index < words.count, let sign = words[index].utf8.first,
            sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        {
            let option = words[index]
            index += 1
            if option == "-" || option == "--" { break }
            if option.hasPrefix("--") {
                if ShellStart.valued.contains(option) { index += 1 }
                continue
            }
            for letter in option.utf8.dropFirst() {
                switch letter {
                case UInt8(ascii: "c"): isCommand = isCommand || sign == UInt8(ascii: "-")
                case UInt8(ascii: "s"): readsInput = true
                // «-eo pipefail», «-O extglob»: the name is a word of its own.
                case UInt8(ascii: "o"), UInt8(ascii: "O"): index += 1
                default: break
                }
            }
        }
        guard index < words.count else { return }
        if isCommand {
            commandLine = index
        } else if !readsInput {
            script = index
        }
    }
}
