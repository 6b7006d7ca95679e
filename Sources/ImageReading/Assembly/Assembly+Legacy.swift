// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageFormat
internal import JSONText

extension Assembly {
    /// Docker before 1.10: `repositories` names the topmost layer, each layer's `json` its parent.
    /// Source: moby, image/spec/v1.md.
    mutating func assembleLegacy(_ value: JSONValue) throws(ImageError) {
        let repositories: LegacyRepositories = try read(value, "repositories")
        guard !repositories.entries.isEmpty else {
            throw ImageError(.notAnImage, "names no image", source: catalog.source, member: "repositories")
        }
        var known: [String: Int] = [:]
        for entry in repositories.entries.prefix(Assembly.imageLimit) {
            if let index = known[entry.id] {
                images[index].references.append(entry.reference)
                continue
            }
            do throws(ImageError) {
                try addLegacy(entry)
                known[entry.id] = images.count - 1
            } catch {
                fail(error)
            }
        }
        if repositories.entries.count > Assembly.imageLimit { fail(tooManyImages("repositories")) }
        if images.isEmpty, let failure = failures.first { throw failure }
    }

    /// Docker allowed 127 layers; nobody chains more than this.
    private static let chainLimit = 1_024

    private mutating func addLegacy(_ entry: LegacyRepositories.Entry) throws(ImageError) {
        var chain: [LegacyImageJSON] = []
        var top = JSONObject()
        var next: String? = entry.id
        while let id = next {
            let name = "\(id)/json"
            guard let value = try self.value(name) else { throw missing(name, "layer description") }
            let json: LegacyImageJSON = try read(value, name)
            if chain.isEmpty { top = value.objectValue ?? top }
            chain.append(json)
            guard chain.count <= Assembly.chainLimit else {
                throw ImageError(
                    .document, "has a chain of parents that never ends", source: catalog.source, member: name)
            }
            next = json.parent
        }
        var layers: [ImageLayer] = []
        for json in chain.reversed() {
            layers.append(try layer("\(json.id)/layer.tar", digest: nil, mediaType: nil, isForeign: false))
        }
        let config: ImageConfig = try read(Assembly.config(top), "\(entry.id)/json")
        add(
            Image(
                references: [entry.reference], platform: chain.first?.platform, config: config, layers: layers,
                history: try history(
                    chain.reversed().map(\.historyEntry), layerCount: layers.count, "\(entry.id)/json")))
    }

    /// The topmost layer's description as the configuration that a later Docker would have written.
    private static func config(_ top: JSONObject) -> JSONValue {
        let kept = ["architecture", "os", "created", "author", "comment", "config", "docker_version"].compactMap {
            key in
            top[anyCase: key].map { JSONObject.Member(key: key, value: $0) }
        }
        let layers = JSONObject([
            JSONObject.Member(key: "type", value: .string("layers")),
            JSONObject.Member(key: "diff_ids", value: .array([])),
        ])
        let object = JSONObject(kept + [JSONObject.Member(key: "rootfs", value: .object(layers))])
        return .object(object)
    }
}
