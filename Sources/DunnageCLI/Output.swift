// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
import Glibc

/// Standard output and standard error. A reader that went away is nobody's mistake: writing then does nothing.
struct Output: Sendable {
    static let standard = Output(descriptor: 1)
    static let error = Output(descriptor: 2)

    let descriptor: Int32

    /// Makes a closed pipe an error code instead of a signal.
    static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// One line under the program's name. Names of files and members may be in it, so it is escaped.
    func complain(_ sentence: String) { write("dunnage: " + TerminalText.escape(sentence) + "\n") }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) { _ = Output.write(bytes, to: descriptor) }

    /// Writes everything; returns false when that failed, with `errno` set.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                written += count
            }
            return true
        }
    }
}
