// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerTree

/// Where the build context of a `COPY` or `ADD` lies in the image: what `.dockerignore` patterns count from.
struct CopyRoot {
    /// `/app`; the whole image for a copy into the root.
    let directory: PathTable.ID
    /// With a slash at the end.
    private let prefix: String

    /// nil for a layer that no copy from a build context made. A copy from another stage is none, where the history
    /// says so.
    init?(layer: Int, _ image: ImageFacts) {
        guard image.layers.indices.contains(layer), let instruction = image.layers[layer].instruction,
            instruction.verb == "COPY" || instruction.verb == "ADD", !instruction.createdBy.contains("--from=")
        else { return nil }
        var destination = String(instruction.arguments.split(separator: " ").last ?? "")
        destination = String(destination.drop { $0 == "\"" || $0 == "[" }.prefix { $0 != "\"" && $0 != "]" })
        if !destination.hasPrefix("/") {
            destination = CopyRoot.workingDirectory(before: layer, image) + "/" + destination
        }
        guard case .found(let id) = image.tree.resolve(Array(destination.utf8)), image.tree.isDirectory(at: id) else {
            return nil
        }
        directory = id
        let path = image.tree.paths.string(of: id)
        prefix = path == "/" ? path : path + "/"
    }

    /// The parts of a path below the copy's destination; nil for a path elsewhere.
    func parts(of path: String) -> [Substring]? {
        guard path.hasPrefix(prefix), path.utf8.count > prefix.utf8.count else { return nil }
        return path.dropFirst(prefix.count).split(separator: "/")
    }

    /// The last `WORKDIR` before the layer's instruction; the configuration's where the history names none.
    private static func workingDirectory(before layer: Int, _ image: ImageFacts) -> String {
        var directory: String?
        let end = image.history.entryOfLayer.indices.contains(layer) ? image.history.entryOfLayer[layer] : nil
        for entry in image.history.entries.prefix(end ?? 0) where entry.instruction.verb == "WORKDIR" {
            let argument = entry.instruction.arguments
            directory = argument.hasPrefix("/") ? argument : (directory ?? "") + "/" + argument
        }
        return directory ?? (image.config.workingDir.isEmpty ? "/" : image.config.workingDir)
    }
}
