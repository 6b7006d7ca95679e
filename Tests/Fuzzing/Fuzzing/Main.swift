// SPDX-License-Identifier: Apache-2.0
internal import CFuzzer
import Glibc

/// Feeds a target with libFuzzer's inputs: `Fuzzing TARGET [options] [corpus…]`; `Fuzzing seeds DIRECTORY` writes what
/// the archives of TestImages bring for each target.
@main struct Main {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else { return usage() }
        if arguments[1] == "seeds", arguments.count >= 4 {
            return Seeds(directory: arguments[2]).write(archives: Array(arguments[3...]))
        }
        guard FuzzTarget.chosen != nil else { return usage() }
        var words = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
        var count = Int32(words.count - 1)
        let code = words.withUnsafeMutableBufferPointer { words in
            var start = words.baseAddress
            return LLVMFuzzerRunDriver(&count, &start) { data, size in
                FuzzTarget.chosen?.run(UnsafeRawBufferPointer(start: data, count: size))
                return 0
            }
        }
        exit(code)
    }

    private static func usage() {
        print("usage: Fuzzing \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) [libFuzzer options]")
        print("       Fuzzing seeds DIRECTORY ARCHIVE…")
        exit(2)
    }
}
