// SPDX-License-Identifier: Apache-2.0
public import Findings
internal import ImageFormat
internal import LayerScan
internal import LayerTree
public import SecretScan

/// A secret beside the contents of files: in the configuration, in the history, in a file's name.
public struct SettingSecret: Sendable {
    /// `config:Env[NAME]`, `config:Labels[NAME]`, `config:Cmd`, `history:N`, `annotations[NAME]`,
    /// `provenance:args[NAME]`, …; a file's path, secret taken out.
    public let place: String
    /// The layer that the instruction made, or that has the file; nil where none stands for it.
    public let layer: Int?
    public let hit: SecretHit
    /// `deleted` for a file that the final tree lacks.
    public var state = FindingState.live

    init(place: String, layer: Int?, hit: SecretHit, state: FindingState = .live) {
        self.place = place
        self.layer = layer
        self.hit = hit
        self.state = state
    }

    /// Secrets in names of files.
    static func named(_ facts: [LayerFacts], _ tree: ImageTree) -> [SettingSecret] {
        var found: [SettingSecret] = []
        for (layer, fact) in facts.enumerated() {
            for secret in fact.named {
                let place = fact.entries.paths.string(of: secret.path)
                let isLive = fact.entries.paths.bytes(of: secret.path).withUnsafeBytes { tree.paths.find(path: $0) }
                    .map { tree.isLive(at: $0) }
                found.append(
                    SettingSecret(
                        place: place, layer: layer, hit: secret.hit, state: isLive == true ? .live : .deleted))
            }
        }
        return found
    }

    /// Looks at everything that `docker inspect` and `docker history` show. History entries that only repeat a
    /// setting of the config are not told twice.
    static func all(
        _ document: ImageConfig, _ history: LayerHistory, annotations: [String: String], provenance: Provenance?,
        _ engine: SecretEngine
    ) -> [SettingSecret] {
        // Without working memory nothing can be said; the layers' scans report that.
        guard var scratch = try? engine.makeScratch() else { return [] }
        var found: [SettingSecret] = []
        let config = document.config
        for setting in config.env {
            guard let equals = setting.firstIndex(of: "=") else { continue }
            let name = String(setting[..<equals])
            let place = "config:Env[\(name)]"
            let value = String(setting[setting.index(after: equals)...])
            for hit in engine.scanSetting(name: name, value: value, place: place, scratch: &scratch) {
                found.append(SettingSecret(place: place, layer: nil, hit: hit))
            }
        }
        for (name, value) in config.labels.sorted(by: { $0.key < $1.key }) {
            let place = "config:Labels[\(name)]"
            for hit in engine.scanSetting(name: name, value: value, place: place, scratch: &scratch) {
                found.append(SettingSecret(place: place, layer: nil, hit: hit))
            }
        }
        var settings = annotations.sorted { $0.key < $1.key }.map { ("annotations[\($0.key)]", $0.key, $0.value) }
        settings += (provenance?.buildArguments ?? []).map { ("provenance:args[\($0.name)]", $0.name, $0.value) }
        for (place, name, value) in settings {
            for hit in engine.scanSetting(name: name, value: value, place: place, scratch: &scratch) {
                found.append(SettingSecret(place: place, layer: nil, hit: hit))
            }
        }
        var commands: [(place: String, words: [String])] = [
            ("config:Entrypoint", config.entrypoint), ("config:Cmd", config.cmd),
            ("config:Healthcheck", config.healthcheck?.test ?? []), ("config:OnBuild", config.onBuild),
            ("config:WorkingDir", [config.workingDir]), ("config:Author", [document.author ?? ""]),
        ]
        if let provenance {
            commands.append(("provenance:source", [provenance.sourceRepository ?? ""]))
            commands.append(("provenance:builder", [provenance.builderID ?? ""]))
            commands.append(("provenance:materials", provenance.images.map(\.uri)))
        }
        for (place, words) in commands where words.contains(where: { !$0.isEmpty }) {
            for hit in engine.scanText(words.joined(separator: " "), place: place, scratch: &scratch) {
                found.append(SettingSecret(place: place, layer: nil, hit: hit))
            }
        }
        let known = Set(found.map { Known(kind: $0.hit.kind, key: $0.hit.keyName, length: $0.hit.length) })
        let values = Set(found.filter(\.hit.namesValue).map(\.hit.fingerprint))
        for (index, entry) in history.entries.enumerated() {
            let place = "history:\(index)"
            let text = entry.instruction.createdBy + (entry.instruction.comment.map { "\n" + $0 } ?? "")
            for hit in engine.scanText(text, place: place, scratch: &scratch) {
                let repeats =
                    entry.layer == nil && entry.instruction.verb != "RUN"
                    && (hit.namesValue && values.contains(hit.fingerprint)
                        || known.contains(Known(kind: hit.kind, key: hit.keyName, length: hit.length)))
                if !repeats { found.append(SettingSecret(place: place, layer: entry.layer, hit: hit)) }
            }
        }
        return found
    }

    private struct Known: Hashable {
        var kind: Int
        var key: String?
        var length: Int32
    }
}
