// SPDX-License-Identifier: Apache-2.0
internal import Archives
import Glibc

/// An image in a directory: an OCI layout, or what `podman save --format docker-dir` writes.
final class LayoutDirectory: MemberCatalog {
    let source: String
    let names: [String]
    var damage: ImageError? { nil }
    private let limits: ReadingLimits
    /// Every file that was opened, so that changes are noticed at the end.
    private var opened: [String: MappedFile] = [:]

    /// Names that an image directory may have: at the top, and two levels of `blobs`.
    init(_ path: String, limits: ReadingLimits) throws(ImageError) {
        source = path
        self.limits = limits
        var names: [String] = []
        for name in try LayoutDirectory.list(path, limits) where name != "blobs" { names.append(name) }
        for algorithm in (try? LayoutDirectory.list(path + "/blobs", limits)) ?? [] {
            for name in (try? LayoutDirectory.list(path + "/blobs/" + algorithm, limits)) ?? [] {
                names.append("blobs/\(algorithm)/\(name)")
            }
        }
        self.names = names.sorted()
    }

    static func list(_ path: String, _ limits: ReadingLimits) throws(ImageError) -> [String] {
        guard let directory = opendir(path) else {
            throw ImageError(.unreadable, "cannot be listed: \(String(cString: strerror(errno)))", source: path)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            if names.count > limits.members {
                throw ImageError(ArchiveError.tooManyMembers(limits), source: path)
            }
        }
        return names
    }

    func document(_ name: String) throws(ImageError) -> [UInt8]? {
        guard let chunk = try contents(name) else { return nil }
        guard Int64(chunk.count) <= limits.documentBytes else {
            throw ImageError.tooLarge(document: name, Int64(chunk.count), limits, source: source)
        }
        return chunk.withBytes { Array($0) }
    }

    func blob(_ name: String) throws(ImageError) -> (name: String, place: BlobPlace)? {
        try contents(name).map { (name, .memory($0)) }
    }

    private func contents(_ name: String) throws(ImageError) -> Chunk? {
        guard contains(name) else { return nil }
        if let file = opened[name] { return file.contents }
        do throws(ArchiveError) {
            let file = try MappedFile(path: source + "/" + name)
            opened[name] = file
            return file.contents
        } catch {
            throw ImageError(error, source: source, member: name)
        }
    }

    /// The files that were read.
    var files: [MappedFile] { opened.sorted { $0.key < $1.key }.map(\.value) }
}
