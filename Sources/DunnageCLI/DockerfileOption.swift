// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage
import Glibc

/// `--dockerfile FILE`: the file whose lines reports point at.
struct DockerfileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The Dockerfile that made the image: reports point at its lines.", valueName: "file"),
        completion: .file())
    var dockerfile: String?

    /// More than any Dockerfile has.
    private static let mostBytes = 1 << 20

    /// Fills in the lines of every image. Throws a sentence when the file cannot be read.
    func locate(_ images: inout [ImageReport]) throws {
        guard let dockerfile else { return }
        let bytes = try DockerfileOption.read(dockerfile)
        for index in images.indices { images[index].locate(in: bytes, path: DockerfileOption.relative(dockerfile)) }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ValidationError("\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw ValidationError("\(path) cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            filled += count
        }
        guard filled <= mostBytes else { throw ValidationError("\(path) is no Dockerfile: it is larger than 1 MiB.") }
        return Array(bytes[..<filled])
    }

    /// As forges want it: from the working directory, without `./`.
    private static func relative(_ path: String) -> String {
        var path = path[...]
        if path.hasPrefix("/"), let folder = getcwd(nil, 0) {
            defer { free(folder) }
            let prefix = String(cString: folder) + "/"
            if path.hasPrefix(prefix) { path = path.dropFirst(prefix.count) }
        }
        while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
        return String(path)
    }
}
