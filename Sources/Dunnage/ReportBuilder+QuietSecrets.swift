// SPDX-License-Identifier: Apache-2.0
internal import LayerScan
internal import LayerTree
internal import NameText
internal import Reports
internal import SecretScan

extension ReportBuilder {
    /// Places of one reason that a report names.
    private static let placesShown = 5

    /// Candidates that were dropped, of all layers together, most first.
    func quietSecrets(_ layers: [LayerFacts]) -> [QuietSecrets] {
        let kinds = engine.rules.kinds
        return DropReason.allCases.compactMap { reason -> QuietSecrets? in
            let count = layers.reduce(0) { $0 + ($1.drops.counts[reason] ?? 0) }
            guard count > 0 else { return nil }
            let places = layers.lazy.flatMap { layer in
                layer.drops.places.lazy.filter { $0.reason == reason }.map { place -> String in
                    let entry = layer.entries.entries[Int(place.entry)]
                    var text = layer.entries.paths.string(of: entry.path)
                    if let member = place.member { text += "!/" + NameText.text(of: member) }
                    if let line = place.line { text += ":\(line)" }
                    return text + (kinds.indices.contains(place.kind) ? "  " + kinds[place.kind].id : "")
                }
            }
            return QuietSecrets(
                reason: ReportBuilder.words(reason), count: count, places: Array(places.prefix(Self.placesShown)))
        }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    private static func words(_ reason: DropReason) -> String {
        switch reason {
        case .checksum: "a checksum within is wrong"
        case .entropy: "not random enough for what they would be"
        case .placeholder: "documented examples and placeholders"
        case .variable: "variables and templates, filled in elsewhere"
        case .structure: "do not decode to what their form promises"
        case .publishedKey: "published for tests, known to everybody"
        case .name: "under names that do not ask for a secret"
        case .publicKey: "public keys and certificates"
        case .overlap: "told by a more exact rule"
        case .allowlist: "let pass by a list of the rules file"
        }
    }
}
