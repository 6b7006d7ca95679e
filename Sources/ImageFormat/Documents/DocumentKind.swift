// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// What a JSON member of an archive is, judged by its content: names are no guide.
public enum DocumentKind: String, Sendable {
    /// An array of images with `Config` and `Layers`.
    case dockerManifest
    case index, manifest, config, layoutMarker
    /// Docker before 1.10: names and ids.
    case repositories
    /// Docker before 1.10: one layer's `json`.
    case legacyImage
    /// An in-toto statement.
    case statement
    /// The manifest of a `dir:` directory is a `manifest`; everything else is unknown.
    case unknown

    /// Looks at a few keys; constant time but for the walk over the outermost members.
    public init(of value: JSONValue) {
        switch value {
        case .array(let list):
            let isManifest = list.contains { $0[anyCase: "Config"] != nil && $0[anyCase: "Layers"] != nil }
            self = isManifest ? .dockerManifest : .unknown
        case .object(let object):
            self = DocumentKind.kind(of: object)
        default:
            self = .unknown
        }
    }

    private static func kind(of object: JSONObject) -> DocumentKind {
        func has(_ key: String) -> Bool { object[anyCase: key].map { !$0.isNull } ?? false }
        if has("imageLayoutVersion") { return .layoutMarker }
        if has("manifests") { return .index }
        if has("predicateType") { return .statement }
        if has("rootfs") { return .config }
        if has("config"), has("layers") || has("schemaVersion") { return .manifest }
        if let id = object[anyCase: "id"]?.stringValue, id.utf8.count == 64 { return .legacyImage }
        if has("architecture"), has("config") || has("history") { return .config }
        let isRepositories =
            !object.isEmpty
            && object.members.allSatisfy { member in
                member.value.objectValue?.members.allSatisfy { LegacyRepositories.isImageID($0.value) } ?? false
            }
        return isRepositories ? .repositories : .unknown
    }
}
