// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import SecretScan

extension SecretRule {
    /// Secrets of settings, those of one value together.
    struct SettingGroups {
        private var order: [[UInt8]] = []
        private var groups: [[UInt8]: [SettingSecret]] = [:]

        init(_ secrets: [SettingSecret]) {
            for secret in secrets {
                let kind = Array("\(secret.hit.kind)".utf8)
                // Build arguments stand in the history entry of every RUN behind them.
                let key =
                    if secret.hit.namesValue || !secret.place.hasPrefix("history:") {
                        secret.hit.fingerprint + kind
                    } else {
                        Array("history \(secret.hit.keyName ?? "") \(secret.hit.length)".utf8) + kind
                    }
                if groups[key] == nil { order.append(key) }
                groups[key, default: []].append(secret)
            }
        }

        /// Takes the group of a file's secret out: one value, one finding.
        mutating func take(_ key: [UInt8]) -> [SettingSecret] { groups.removeValue(forKey: key) ?? [] }

        var rest: [[SettingSecret]] { order.compactMap { groups[$0] } }
    }

    static func finding(_ group: [SettingSecret], _ image: ImageFacts) -> Finding {
        let first = group[0]
        let kind = image.secretKinds.indices.contains(first.hit.kind) ? image.secretKinds[first.hit.kind] : nil
        let isBase = group.allSatisfy { secret in secret.layer.map { image.isBase(layer: $0) } ?? false }
        let text = name(kind, first.hit) + ", readable by " + reader(first.place)
        let isPublic = kind?.isPublishable == true
        return Finding(
            rule: description.id, kind: kind?.id ?? "secret",
            severity: isPublic ? min(first.hit.severity, .low) : first.hit.severity, category: .secret, message: text,
            remedy: remedy(first.place), evidence: first.hit.evidence, origin: isBase ? .base : .app,
            fingerprint: Fingerprint.hex(first.hit.fingerprint),
            locations: group.prefix(ImageFacts.locationLimit).map {
                Location(path: $0.place, layer: $0.layer, state: $0.state)
            },
            locationsCut: max(0, group.count - ImageFacts.locationLimit), recognition: .fingerprintAtPlace,
            placesFingerprint: group.count > ImageFacts.locationLimit
                ? Fingerprint.of(places: group.map(\.place)) : nil)
    }

    private static func reader(_ place: String) -> String {
        if place.hasPrefix("history:") { return "docker history" }
        if place.hasPrefix("annotations") { return "whoever fetches the manifest" }
        if place.hasPrefix("provenance:") { return "whoever fetches the attestation" }
        if place.hasPrefix("/") { return "whoever lists the files" }
        return "docker inspect"
    }

    private static func remedy(_ place: String) -> String {
        let rotate = "Rotate it first: whoever can pull the image has it. "
        if place.hasPrefix("history:") || place.hasPrefix("provenance:") {
            return rotate + "Then RUN --mount=type=secret,id=… in place of ARG; build arguments stay in the "
                + (place.hasPrefix("history:") ? "history" : "attestation")
        }
        if place.hasPrefix("annotations") { return rotate + "Then take it out of the annotations" }
        if place.hasPrefix("config:Env") {
            return rotate + "Then drop the ENV and set it when the container starts: env_file, a secret, a manager"
        }
        if place.hasPrefix("/") { return rotate + "Then give the file a name without it" }
        return rotate + "Then take it out of the instruction and pass it when the container starts"
    }
}
