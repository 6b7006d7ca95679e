// SPDX-License-Identifier: Apache-2.0
public import Archives
import Glibc

/// Opens archives: the way from what the user named to images.
///
/// Two doors lead to one result. A plain tar in a regular file and a directory are indexed, their blobs read in
/// place; a pipe or a compressed archive is read once, and what may be a layer is scanned as it passes.
public struct ArchiveOpener: Sendable {
    public var limits: ReadingLimits
    /// Map archives that are regular files. Without, they are read like a pipe: slower, but deaf to what others do to the
    /// file. The files of a directory are mapped either way.
    public var maps: Bool

    public init(limits: ReadingLimits = ReadingLimits(), maps: Bool = true) {
        self.limits = limits
        self.maps = maps
    }

    /// Reads an archive's documents; `candidates` sees the layers of an archive that streams by.
    public func open(_ source: ImageSource, candidates: some LayerCandidates) throws(ImageError) -> OpenedArchive {
        switch source {
        case .standardInput:
            return try read(DescriptorSource(descriptor: 0, name: "standard input"), source.name, candidates)
        case .path(let path): return try open(path: path, candidates)
        case .memory(let contents, let name):
            return maps
                ? try open(contents, name, nil, candidates) : try read(MapSource(contents), name, candidates)
        case .tool(let tool, let reference):
            guard !reference.isEmpty, !reference.hasPrefix("-") else {
                throw ImageError(
                    .unreadable,
                    "names no image: expected \(tool.rawValue):NAME[:TAG], as «\(tool.rawValue) images» shows it",
                    source: source.name)
            }
            let output: ToolOutput
            do throws(ArchiveError) {
                output = try ToolOutput(tool, reference: reference)
            } catch {
                throw ImageError(error, source: source.name)
            }
            return try read(output, source.name, candidates)
        }
    }

    private func open(path: String, _ candidates: some LayerCandidates) throws(ImageError) -> OpenedArchive {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw ImageError(.unreadable, "cannot be opened: \(String(cString: strerror(errno)))", source: path)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return try openDirectory(path)
        case S_IFREG where maps: return try openMapped(path, candidates)
        default: return try openPipe(path, candidates)
        }
    }

    private func openDirectory(_ path: String) throws(ImageError) -> OpenedArchive {
        let directory = try LayoutDirectory(path, limits: limits)
        guard directory.contains("index.json") || directory.contains("manifest.json") else {
            throw ImageError(
                .notAnImage,
                "is a directory without index.json or manifest.json: expected an OCI layout or a docker-dir",
                source: path)
        }
        do throws(ImageError) {
            return try assemble(directory, .none, isDirectory: true) { directory.files }
        } catch {
            try ArchiveOpener.throwIfChanged(directory.files, path)
            throw error
        }
    }

    private func openMapped(_ path: String, _ candidates: some LayerCandidates) throws(ImageError) -> OpenedArchive {
        let file: MappedFile
        do throws(ArchiveError) {
            file = try MappedFile(path: path)
        } catch {
            throw ImageError(ArchiveError(error.code, error.what), source: path)
        }
        do throws(ImageError) {
            return try open(file.contents, path, file, candidates)
        } catch {
            try ArchiveOpener.throwIfChanged([file], path)
            throw error
        }
    }

    /// Bytes that change under the reader say anything: that they changed is then the reason to name.
    private static func throwIfChanged(_ files: [MappedFile], _ path: String) throws(ImageError) {
        for file in files {
            do throws(ArchiveError) { try file.verifyUnchanged() } catch { throw ImageError(error, source: path) }
        }
    }

    /// An archive in memory, with the file that is mapped there.
    private func open(
        _ contents: Chunk, _ name: String, _ file: MappedFile?, _ candidates: some LayerCandidates
    ) throws(ImageError) -> OpenedArchive {
        let compression = contents.withBytes { Compression.sniff($0) }
        if compression != .none {
            var archive = try read(MapSource(contents), name, candidates)
            if let file { archive.files.append(file) }
            return archive
        }
        if let refusal = contents.withBytes({ ArchiveOpener.refusal($0) }) {
            throw ImageError(.notAnImage, refusal, source: name)
        }
        let catalog = MappedArchive(contents, source: name, limits: limits)
        return try assemble(catalog, .none, isDirectory: false) { file.map { [$0] } ?? [] }
    }

    private func openPipe(_ path: String, _ candidates: some LayerCandidates) throws(ImageError) -> OpenedArchive {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ImageError(.unreadable, "cannot be opened: \(String(cString: strerror(errno)))", source: path)
        }
        defer { close(descriptor) }
        return try read(DescriptorSource(descriptor: descriptor, name: path), path, candidates)
    }

    private func read(
        _ source: any ChunkSource, _ name: String, _ candidates: some LayerCandidates
    ) throws(ImageError) -> OpenedArchive {
        let peeked: PeekedSource
        let content: any ChunkSource
        do throws(ArchiveError) {
            peeked = try PeekedSource(source)
            if peeked.compression == .none, let refusal = peeked.peek({ ArchiveOpener.refusal($0) }) {
                throw ArchiveError(.unknownFormat, refusal)
            }
            content = try Decoder.source(peeked, peeked.compression, limits: limits)
        } catch {
            throw error.code == .unknownFormat
                ? ImageError(.notAnImage, error.what, source: name) : ImageError(error, source: name)
        }
        let catalog = StreamedArchive(content, source: name, limits: limits, candidates: candidates)
        return try assemble(catalog, peeked.compression, isDirectory: false) { [] }
    }

    private func assemble(
        _ catalog: any MemberCatalog, _ compression: Compression, isDirectory: Bool, files: () -> [MappedFile]
    ) throws(ImageError) -> OpenedArchive {
        var assembly = Assembly(catalog)
        let format: ArchiveFormat
        do throws(ImageError) {
            format = try assembly.assemble(isDirectory: isDirectory)
        } catch {
            // What is missing was most likely cut off: that is the reason to name.
            throw catalog.damage ?? error
        }
        if let damage = catalog.damage { assembly.failures.append(damage) }
        if assembly.images.isEmpty {
            throw catalog.damage ?? assembly.failures.first
                ?? ImageError(
                    .notAnImage,
                    "lists no image that is in the archive"
                        + (assembly.notes.first.map { ": \($0.member) \($0.message)" } ?? ""), source: catalog.source)
        }
        return OpenedArchive(
            source: catalog.source, format: format, compression: compression, images: assembly.images,
            notes: assembly.notes, failures: assembly.failures, files: files())
    }

    /// What the first bytes of a file that is no archive show it to be; nil for a tar.
    private static func refusal(_ bytes: UnsafeRawBufferPointer) -> String? {
        if bytes.isEmpty { return "is empty: expected an image archive" }
        if MemberForm.isTar(bytes) { return nil }
        let expected = "expected the tar that «docker save» writes, or an OCI layout"
        if bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) { return "is an ELF program: \(expected)" }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "is a zip archive: \(expected)" }
        if bytes.starts(with: Array("hsqs".utf8)) { return "is a squashfs (SIF, snap): \(expected)" }
        if bytes.starts(with: Array("dunnage.snapshot/".utf8)) {
            return "is a snapshot: «dunnage diff» compares it, from a regular file; \(expected)"
        }
        switch bytes.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return "is a JSON document: \(expected)"
        default:
            return bytes.count < 512
                ? "is only \(bytes.count) bytes long: \(expected)" : "is no tar archive: \(expected)"
        }
    }
}
