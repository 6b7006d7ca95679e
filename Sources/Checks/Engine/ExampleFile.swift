// SPDX-License-Identifier: Apache-2.0

/// One member of an example's layer.
public struct ExampleFile: Sendable {
    public enum Kind: Sendable, Equatable {
        case file
        case directory
        case symlink(to: String)
        case hardLink(to: String)
        /// Deletes the path in the layers below.
        case whiteout
        case characterDevice
    }

    public var path: String
    public var kind: Kind
    /// What it holds, in pieces: a secret stands nowhere whole.
    public var content: [String]
    /// Bytes, when `content` does not matter: the rest is holes.
    public var size: Int64?
    public var mode: UInt32
    public var uid: UInt64
    public var gid: UInt64
    /// The permitted set of `security.capability`; 0 for a file without it.
    public var capabilities: UInt64 = 0

    public var text: String { content.joined() }

    public static func file(
        _ path: String, _ content: String..., size: Int64? = nil, mode: UInt32 = 0o644, uid: UInt64 = 0, gid: UInt64 = 0
    ) -> ExampleFile {
        ExampleFile(path: path, kind: .file, content: content, size: size, mode: mode, uid: uid, gid: gid)
    }

    /// An executable ELF file for x86-64, or for the processor with another `e_machine` below 128.
    ///
    /// - Parameter loader: what loads it, for a dynamically linked one.
    public static func program(
        _ path: String, size: Int64? = nil, mode: UInt32 = 0o755, uid: UInt64 = 0, gid: UInt64 = 0,
        machine: UInt8 = 0x3E, loader: String? = nil, capabilities: UInt64 = 0
    ) -> ExampleFile {
        let zeros = { String(repeating: "\0", count: $0) }
        let machine = String(UnicodeScalar(machine))
        var text = "\u{7F}ELF\u{2}\u{1}\u{1}" + zeros(9) + "\u{3}\0" + machine + "\0\u{1}\0\0\0"
        if let loader {
            // Program headers at 64, one of 56 bytes: PT_INTERP, whose text follows at 120.
            text += zeros(8) + "\u{40}" + zeros(7) + zeros(8) + zeros(6) + "\u{38}\0\u{1}\0" + zeros(6)
            text += "\u{3}" + zeros(7) + "\u{78}" + zeros(23)
            text += String(UnicodeScalar(UInt8(loader.utf8.count + 1))) + zeros(23) + loader + "\0"
        }
        var file = ExampleFile(
            path: path, kind: .file, content: [text], size: size, mode: mode, uid: uid, gid: gid)
        file.capabilities = capabilities
        return file
    }

    /// An executable script.
    public static func script(
        _ path: String, _ text: String, mode: UInt32 = 0o755, uid: UInt64 = 0, gid: UInt64 = 0
    ) -> ExampleFile {
        ExampleFile(path: path, kind: .file, content: [text], size: nil, mode: mode, uid: uid, gid: gid)
    }

    public static func directory(
        _ path: String, mode: UInt32 = 0o755, uid: UInt64 = 0, gid: UInt64 = 0
    ) -> ExampleFile {
        ExampleFile(path: path, kind: .directory, content: [], size: nil, mode: mode, uid: uid, gid: gid)
    }

    public static func link(_ path: String, to target: String) -> ExampleFile {
        ExampleFile(path: path, kind: .symlink(to: target), content: [], size: nil, mode: 0o777, uid: 0, gid: 0)
    }

    public static func hardLink(_ path: String, to target: String) -> ExampleFile {
        ExampleFile(path: path, kind: .hardLink(to: target), content: [], size: nil, mode: 0o644, uid: 0, gid: 0)
    }

    public static func deleted(_ path: String) -> ExampleFile {
        ExampleFile(path: path, kind: .whiteout, content: [], size: nil, mode: 0, uid: 0, gid: 0)
    }

    public static func device(_ path: String) -> ExampleFile {
        ExampleFile(path: path, kind: .characterDevice, content: [], size: nil, mode: 0o666, uid: 0, gid: 0)
    }

    /// `/etc/passwd` with root and these users.
    public static func accounts(_ lines: String...) -> ExampleFile {
        .file("/etc/passwd", (["root:x:0:0:root:/root:/bin/sh"] + lines).joined(separator: "\n") + "\n")
    }
}
