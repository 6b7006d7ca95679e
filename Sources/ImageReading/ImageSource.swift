// SPDX-License-Identifier: Apache-2.0

/// What the user named: where an image archive can be had.
public enum ImageSource: Sendable, Equatable {
    /// A file or directory; a FIFO or device is read as a pipe.
    case path(String)
    /// Standard input.
    case standardInput

    /// Reads the command line's spelling: `-` is standard input, everything else a path.
    public init(_ text: String) {
        switch text {
        case "-": self = .standardInput
        default: self = .path(text)
        }
    }

    /// As messages and reports name it.
    public var name: String {
        switch self {
        case .path(let path): path
        case .standardInput: "-"
        }
    }
}
