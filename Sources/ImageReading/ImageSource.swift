// SPDX-License-Identifier: Apache-2.0
public import Archives

/// What the user named: where an image archive can be had.
public enum ImageSource: Sendable {
    /// A file or directory; a FIFO or device is read as a pipe.
    case path(String)
    /// Standard input.
    case standardInput
    /// An image of a container engine, by the name that the engine knows it by; the engine's own tool saves it to a
    /// pipe.
    case tool(SaveTool, reference: String)
    /// An archive in memory, and what reports call it.
    case memory(Chunk, name: String)

    /// Reads the command line's spelling: `-` is standard input, `docker:REF` and `podman:REF` an engine's image,
    /// everything else a path. A file whose name begins with `docker:` is meant by `./docker:…`.
    public init(_ text: String) {
        if text == "-" {
            self = .standardInput
        } else if let (tool, reference) = ImageSource.toolAndReference(text) {
            self = .tool(tool, reference: reference)
        } else {
            self = .path(text)
        }
    }

    private static func toolAndReference(_ text: String) -> (SaveTool, String)? {
        guard let colon = text.firstIndex(of: ":"), let tool = SaveTool(rawValue: String(text[..<colon])) else {
            return nil
        }
        return (tool, String(text[text.index(after: colon)...]))
    }

    /// As messages and reports name it.
    public var name: String {
        switch self {
        case .path(let path): path
        case .standardInput: "-"
        case .tool(let tool, let reference): tool.rawValue + ":" + reference
        case .memory(_, let name): name
        }
    }
}
