// SPDX-License-Identifier: Apache-2.0

/// Builds the tar of one layer, member by member:
///
///     LayerBuilder().directory("/app").file("/app/x", "text", mode: 0o755).whiteout("/etc/y").tar()
///
/// Paths may begin with `/` or not; `style` decides how the tar spells them. For very many members use the mutating
/// `add`, which does not copy.
public struct LayerBuilder: Sendable {
    public var members: [TarMember] = []
    public var style: NameStyle
    /// Whether missing parent directories get members of their own, as Docker writes, or none.
    public var writesParents: Bool
    private var directories: Set<[UInt8]> = []

    public init(_ style: NameStyle = .plain, writesParents: Bool = false) {
        self.style = style
        self.writesParents = writesParents
    }

    /// The uncompressed tar.
    public func tar(endBlocks: Int = 2) -> [UInt8] { TarWriter.bytes(members, style: style, endBlocks: endBlocks) }

    public mutating func add(_ member: TarMember) {
        if writesParents, member.raw == nil { addParents(of: member.name) }
        if member.isDirectory { directories.insert(member.name) }
        members.append(member)
    }

    public func file(
        _ path: String,
        _ text: String = "",
        mode: UInt32 = 0o644,
        uid: UInt64 = 0,
        gid: UInt64 = 0,
        mtime: Int64 = 1_700_000_000,
        xattrs: [(name: String, value: [UInt8])] = []
    ) -> LayerBuilder {
        file(path, bytes: Array(text.utf8), mode: mode, uid: uid, gid: gid, mtime: mtime, xattrs: xattrs)
    }

    public func file(
        _ path: String,
        bytes: [UInt8],
        mode: UInt32 = 0o644,
        uid: UInt64 = 0,
        gid: UInt64 = 0,
        mtime: Int64 = 1_700_000_000,
        xattrs: [(name: String, value: [UInt8])] = []
    ) -> LayerBuilder {
        var member = TarMember.file(path, bytes: bytes)
        member.mode = mode
        member.uid = uid
        member.gid = gid
        member.mtime = mtime
        member.xattrs = xattrs
        return adding(member)
    }

    /// A name that is not UTF-8.
    public func file(nameBytes: [UInt8], bytes: [UInt8] = []) -> LayerBuilder {
        var member = TarMember(nameBytes, type: UInt8(ascii: "0"))
        member.content = bytes
        return adding(member)
    }

    public func directory(
        _ path: String,
        mode: UInt32 = 0o755,
        uid: UInt64 = 0,
        gid: UInt64 = 0,
        mtime: Int64 = 1_700_000_000
    ) -> LayerBuilder {
        var member = TarMember.directory(path)
        member.mode = mode
        member.uid = uid
        member.gid = gid
        member.mtime = mtime
        return adding(member)
    }

    public func symlink(_ path: String, to target: String, uid: UInt64 = 0, gid: UInt64 = 0) -> LayerBuilder {
        var member = TarMember.symlink(path, to: target)
        member.uid = uid
        member.gid = gid
        return adding(member)
    }

    /// A further name of `target`, a path in this tar or in a layer below.
    public func hardLink(_ path: String, to target: String) -> LayerBuilder {
        adding(TarMember.hardLink(path, to: target))
    }

    /// Deletes `path` of the layers below.
    public func whiteout(_ path: String) -> LayerBuilder {
        let bytes = NameStyle.stripped(path.utf8)
        let slash = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return adding(TarMember(bytes[..<slash] + Array(".wh.".utf8) + bytes[slash...], type: UInt8(ascii: "0")))
    }

    /// Hides what the layers below have in the directory `path`.
    public func opaque(_ path: String) -> LayerBuilder {
        let bytes = NameStyle.stripped(path.utf8)
        let parent = bytes.isEmpty ? bytes : bytes + [UInt8(ascii: "/")]
        return adding(TarMember(parent + Array(".wh..wh..opq".utf8), type: UInt8(ascii: "0")))
    }

    /// A character or block device.
    public func device(_ path: String, major: UInt32, minor: UInt32, isBlock: Bool = false) -> LayerBuilder {
        var member = TarMember(path.utf8, type: UInt8(ascii: isBlock ? "4" : "3"))
        member.deviceMajor = major
        member.deviceMinor = minor
        return adding(member)
    }

    public func fifo(_ path: String) -> LayerBuilder { adding(TarMember(path.utf8, type: UInt8(ascii: "6"))) }

    /// A sparse file (GNU PAX format 1.0) of logical size `size` that stores only the segments.
    public func sparse(_ path: String, size: UInt64, _ segments: [TarMember.Segment] = []) -> LayerBuilder {
        var member = TarMember.file(path, bytes: [])
        member.sparse = (size, segments)
        return adding(member)
    }

    /// A member as the closure makes it: wrong sizes, wrong checksums, other name forms.
    public func member(_ member: TarMember, _ change: (inout TarMember) -> Void = { _ in }) -> LayerBuilder {
        var changed = member
        change(&changed)
        return adding(changed)
    }

    /// Bytes written as they are, between two members.
    public func raw(_ bytes: [UInt8]) -> LayerBuilder {
        var member = TarMember([], type: 0)
        member.raw = bytes
        return adding(member)
    }

    private func adding(_ member: TarMember) -> LayerBuilder {
        var copy = self
        copy.add(member)
        return copy
    }

    private mutating func addParents(of name: [UInt8]) {
        for (index, byte) in name.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
            let parent = Array(name[..<index])
            guard directories.insert(parent).inserted else { continue }
            var member = TarMember(parent, type: UInt8(ascii: "5"))
            member.mode = 0o755
            members.append(member)
        }
    }
}
