// SPDX-License-Identifier: Apache-2.0

/// One member of a tar, honest or hostile. Written by `TarWriter`.
public struct TarMember: Sendable {
    /// How names and links longer than 100 bytes are written.
    public enum LongNames: Sendable {
        case pax, gnu
    }

    /// What the header's size field says, when it is not the truth.
    public enum SizeClaim: Sendable {
        /// Octal as far as eleven digits go, else base-256.
        case bytes(UInt64)
        /// Always in GNU's base-256 form; negative values too.
        case base256(Int64)
        /// The twelve bytes of the field.
        case raw([UInt8])
    }

    /// A run of data inside a sparse file.
    public struct Segment: Sendable {
        public let offset: UInt64
        public let bytes: [UInt8]

        public init(offset: UInt64, _ bytes: [UInt8]) {
            self.offset = offset
            self.bytes = bytes
        }
    }

    /// The name without a leading `/` or `./`, which the style adds; taken as it is when `exactName`.
    public var name: [UInt8]
    public var exactName = false
    /// The tar type flag: `0` file, `1` hard link, `2` symbolic link, `3` character device, `5` directory, `6` FIFO.
    public var type: UInt8
    public var content: [UInt8] = []
    public var linkName: [UInt8] = []
    public var mode: UInt32 = 0o644
    public var uid: UInt64 = 0
    public var gid: UInt64 = 0
    public var mtime: Int64 = 1_700_000_000
    public var deviceMajor: UInt32 = 0
    public var deviceMinor: UInt32 = 0
    public var xattrs: [(name: String, value: [UInt8])] = []
    /// More PAX records, in order.
    public var pax: [(key: String, value: [UInt8])] = []
    public var longNames = LongNames.pax
    public var sizeClaim: SizeClaim?
    public var hasWrongChecksum = false
    /// Logical size and data of a sparse file in GNU's PAX format 1.0.
    public var sparse: (size: UInt64, segments: [Segment])?
    /// Written in place of everything else.
    public var raw: [UInt8]?

    public init(_ name: some Sequence<UInt8>, type: UInt8) {
        self.name = NameStyle.stripped(name)
        self.type = type
    }

    public static func file(_ name: String, _ text: String) -> TarMember { file(name, bytes: Array(text.utf8)) }

    public static func file(_ name: String, bytes: [UInt8]) -> TarMember {
        var member = TarMember(name.utf8, type: UInt8(ascii: "0"))
        member.content = bytes
        return member
    }

    public static func directory(_ name: String) -> TarMember {
        var member = TarMember(name.utf8, type: UInt8(ascii: "5"))
        member.mode = 0o755
        return member
    }

    public static func symlink(_ name: String, to target: String) -> TarMember {
        var member = TarMember(name.utf8, type: UInt8(ascii: "2"))
        member.linkName = Array(target.utf8)
        member.mode = 0o777
        return member
    }

    public static func hardLink(_ name: String, to target: String) -> TarMember {
        var member = TarMember(name.utf8, type: UInt8(ascii: "1"))
        member.linkName = NameStyle.stripped(target.utf8)
        return member
    }

    var isDirectory: Bool { type == UInt8(ascii: "5") }
    var isHardLink: Bool { type == UInt8(ascii: "1") }
}
