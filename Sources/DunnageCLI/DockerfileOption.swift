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

    /// The file, read before the images are: they take longer.
    struct Recipe {
        let bytes: [UInt8]
        let path: String

        /// Fills in the lines of every image.
        func locate(_ images: inout [ImageReport]) {
            for index in images.indices { images[index].locate(in: bytes, path: path) }
        }
    }

    /// nil when none is named. Throws a sentence when it cannot be read, or is none.
    func recipe() throws -> Recipe? {
        guard let dockerfile else { return nil }
        let bytes = try TextFile.read(dockerfile, limit: DockerfileOption.mostBytes, kind: "Dockerfile")
        guard ImageReport.isDockerfile(bytes) else {
            throw ConfigurationError(file: dockerfile, what: "is no Dockerfile: no FROM stands in it")
        }
        return Recipe(bytes: bytes, path: DockerfileOption.relative(dockerfile))
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
