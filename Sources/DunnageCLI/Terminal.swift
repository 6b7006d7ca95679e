// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What a person sees through: width, and whether colours mean anything there.
struct Terminal {
    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Columns: of the terminal, else of `COLUMNS`, else 80; at least 60.
    var width: Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(60, Int(size.ws_col)) }
        return max(60, Terminal.variable("COLUMNS").flatMap { Int($0) } ?? 80)
    }

    /// Decides by the option, then NO_COLOR (no-color.org: set and not empty), then by what the output is.
    func usesColour(_ when: When) -> Bool {
        switch when {
        case .always: true
        case .never: false
        case .auto: Terminal.variable("NO_COLOR")?.isEmpty ?? true && isTerminal && Terminal.variable("TERM") != "dumb"
        }
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
