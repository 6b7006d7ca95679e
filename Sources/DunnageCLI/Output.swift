// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
import Glibc
internal import Synchronization

/// Standard output and standard error. A reader that went away is nobody's mistake: writing then does nothing. Whatever
/// else keeps standard output from being written (a full disk) ends the run with 2.
struct Output: Sendable {
    static let standard = Output(descriptor: 1)
    static let error = Output(descriptor: 2)

    let descriptor: Int32

    /// Makes a closed pipe an error code instead of a signal.
    static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// One line under the program's name. Names of files and members may be in it, so it is escaped.
    func complain(_ sentence: String) { write("dunnage: " + TerminalText.escape(sentence) + "\n") }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, !Output.write(bytes, to: descriptor), descriptor == 1, errno != EPIPE else { return }
        let reason = String(cString: strerror(errno))
        Output.lost.withLock { $0 = $0 ?? "standard output cannot be written: \(reason)" }
    }

    /// Why something that belonged on standard output is not there; nil when all is, or its reader went away.
    static var failure: String? { lost.withLock { $0 } }

    private static let lost = Mutex<String?>(nil)

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
