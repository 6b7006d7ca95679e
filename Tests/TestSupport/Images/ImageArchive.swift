// SPDX-License-Identifier: Apache-2.0
import Digests
import FoundationEssentials
public import JSONText

/// One or more images as one writer's archive; its members can be changed before the bytes are made.
public struct ImageArchive: Sendable {
    /// Where a member stands among the others.
    public enum Place: Sendable, CaseIterable {
        case first, middle, last
    }

    /// What the images became, in the order given.
    public let images: [BuiltImage]
    public let shape: ArchiveShape
    /// The outer tar's members, in order.
    public var members: [TarMember] = []
    public var style = NameStyle.plain
    /// The compression of the whole.
    public var codec = Codec.plain

    public init(_ images: [ImageBuilder], _ shape: ArchiveShape) {
        self.images = images.map { BuiltImage($0, shape) }
        self.shape = shape
        switch shape {
        case .dockerLegacy: addLegacy()
        case .docker24: addDocker24()
        case .docker25: addDocker25()
        case .containerdStore: addContainerdStore()
        case .podman: addPodman()
        case .ociArchive: addOCILayout(nested: false, dangling: false)
        case .crane: addFlat(config: { $0.configDigest.description })
        case .jib: addFlat(config: { _ in "config.json" }, lowerCase: true)
        case .rulesOCI: addRulesOCI()
        case .nix: addNix()
        }
    }

    /// The archive's bytes.
    public func bytes() -> [UInt8] { codec.compress(TarWriter.bytes(members, style: style)) }

    /// Removes a member; unknown names trap, so that a test does not damage nothing.
    public mutating func drop(_ name: String) { members.remove(at: position(name)) }

    public mutating func replace(_ name: String, with bytes: [UInt8]) {
        members[position(name)].content = bytes
    }

    public mutating func replace(_ name: String, with document: JSONValue) {
        replace(name, with: JSONWriter.bytes(of: document))
    }

    public mutating func rename(_ name: String, to newName: String) {
        members[position(name)].name = NameStyle.stripped(newName.utf8)
    }

    public mutating func move(_ name: String, to place: Place) {
        let member = members.remove(at: position(name))
        switch place {
        case .first: members.insert(member, at: 0)
        case .middle: members.insert(member, at: members.count / 2)
        case .last: members.append(member)
        }
    }

    /// The content of a member; nil when there is none of that name.
    public func content(_ name: String) -> [UInt8]? {
        members.first { $0.name == NameStyle.stripped(name.utf8) }?.content
    }

    public var names: [String] { members.map { String(decoding: $0.name, as: UTF8.self) } }

    /// Writes the members as files below a directory: an OCI shape becomes an OCI layout.
    public func write(to directory: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for member in members {
            let path = directory + "/" + String(decoding: member.name, as: UTF8.self)
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? directory
            try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
            switch member.type {
            case UInt8(ascii: "5"): try files.createDirectory(atPath: path, withIntermediateDirectories: true)
            case UInt8(ascii: "2"):
                try files.createSymbolicLink(
                    atPath: path, withDestinationPath: String(decoding: member.linkName, as: UTF8.self))
            default: try Data(member.content).write(to: URL(fileURLWithPath: path))
            }
        }
    }

    /// Writes an OCI layout directory.
    public static func writeLayout(_ images: [ImageBuilder], codec: Codec = .gzip, to directory: String) throws {
        try ImageArchive(images, .ociArchive(codec)).write(to: directory)
    }

    /// Writes a `dir:` directory of skopeo and podman: `version`, a v2s2 `manifest.json`, blobs by bare hex.
    public static func writeDockerDir(_ image: ImageBuilder, codec: Codec = .gzip, to directory: String) throws {
        var archive = ImageArchive([], .crane(codec))
        let built = BuiltImage(image, .crane(codec))
        archive.members = [
            .file("version", "Directory Transport Version: 1.1\n"),
            .file("manifest.json", bytes: built.manifest(dockerTypes: true)),
            .file(built.configDigest.hex, bytes: built.config),
        ]
        for layer in built.layers where !layer.isAbsent {
            archive.addFile(layer.claimedDigest.hex, layer.blob)
        }
        try archive.write(to: directory)
    }

    private func position(_ name: String) -> Int {
        guard let index = members.firstIndex(where: { $0.name == NameStyle.stripped(name.utf8) }) else {
            preconditionFailure("the archive has no member \(name), only \(names)")
        }
        return index
    }

    /// Adds a file unless one of that name is there: shared layers are stored once.
    mutating func addFile(_ name: String, _ bytes: [UInt8]) {
        let member = TarMember.file(name, bytes: bytes)
        if !members.contains(where: { $0.name == member.name }) { members.append(member) }
    }

    mutating func addFile(_ name: String, _ document: JSONValue) {
        addFile(name, JSONWriter.bytes(of: document))
    }

    mutating func addBlob(_ digest: Digest, _ bytes: [UInt8]) {
        addFile("blobs/\(digest.algorithm.rawValue)/\(digest.hex)", bytes)
    }

    mutating func addDirectory(_ name: String) {
        let member = TarMember.directory(name)
        if !members.contains(where: { $0.name == member.name }) { members.append(member) }
    }
}
