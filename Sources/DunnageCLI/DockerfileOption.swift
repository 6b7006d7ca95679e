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
        let bytes = try TextFile.read(dockerfile, limit: DockerfileOption.mostBytes, kind: "Dockerfile")
        guard ImageReport.isDockerfile(bytes) else {
            throw ConfigurationError(file: dockerfile, what: "is no Dockerfile: no FROM stands in it")
        }
        for index in images.indices { images[index].locate(in: bytes, path: DockerfileOption.relative(dockerfile)) }
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
