// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Places that one finding tells together where bytes are not the point: one kind in one layer.
struct GatheredPlaces {
    var kind: String
    var layer: Int
    var paths: [PathTable.ID] = []
}

/// Sorts places by kind and layer. Directories are places too.
struct PlaceGathering {
    private struct Key: Hashable {
        var kind: String
        var layer: Int
    }

    private var groups: [Key: GatheredPlaces] = [:]

    var isEmpty: Bool { groups.isEmpty }

    mutating func add(_ kind: String, _ path: PathTable.ID, _ image: ImageFacts) {
        let layer = image.layer(of: path)
        groups[Key(kind: kind, layer: layer), default: GatheredPlaces(kind: kind, layer: layer)].paths.append(path)
    }

    /// Bottom layer first, then by kind.
    var sorted: [GatheredPlaces] { groups.values.sorted { ($0.layer, $0.kind) < ($1.layer, $1.kind) } }
}

extension ImageFacts {
    /// The layer that ships what is at a live path; 0 for a directory that no layer has an entry for.
    func layer(of path: PathTable.ID) -> Int {
        if let inode = tree.inode(at: path) { return tree.layer(of: inode) }
        return tree.directoryOrigin(at: path)?.layer ?? 0
    }

    /// The place of a live path.
    func location(of path: PathTable.ID) -> Location {
        Location(path: tree.paths.string(of: path), layer: layer(of: path))
    }

    /// The paths of a group in the order of their names, as many as a finding keeps.
    func locations(of group: GatheredPlaces) -> [Location] {
        let names = group.paths.prefix(10_000).map { tree.paths.string(of: $0) }.sorted()
        return names.prefix(ImageFacts.locationLimit).map { Location(path: $0, layer: group.layer) }
    }

    /// A finding over gathered places.
    func finding(
        _ rule: RuleDescription, _ group: GatheredPlaces, _ severity: Severity, _ message: String,
        remedy: String? = nil, anchor: String? = nil
    ) -> Finding {
        let places = locations(of: group)
        let more = group.paths.count - places.count
        let origin: Origin = isBase(layer: group.layer) ? .base : .app
        return Finding(
            rule: rule.id, kind: group.kind, severity: severity, category: rule.category, message: message,
            remedy: remedy ?? rule.remedy, evidence: more > 0 ? "+\(more) more places" : "", origin: origin,
            fingerprint: Fingerprint.of(rule.id, group.kind, anchor ?? places.first?.path ?? "", origin.rawValue),
            locations: places, locationsCut: more, recognition: Gathering.recognition(anchor),
            placesFingerprint: more > 0 ? Fingerprint.of(places: group.paths.map { tree.paths.string(of: $0) }) : nil)
    }

    /// A finding about single places or about the configuration.
    ///
    /// - Parameter anchor: what tells two findings of one kind apart, beside the first place.
    func finding(
        _ rule: RuleDescription, _ kind: String, _ severity: Severity, _ message: String, remedy: String? = nil,
        at locations: [Location], evidence: String = "", anchor: String? = nil
    ) -> Finding {
        let layers = locations.compactMap(\.layer)
        let isBase = !layers.isEmpty && layers.count == locations.count && layers.allSatisfy { self.isBase(layer: $0) }
        let origin: Origin = isBase ? .base : .app
        return Finding(
            rule: rule.id, kind: kind, severity: severity, category: rule.category, message: message,
            remedy: remedy ?? rule.remedy, evidence: evidence, origin: origin,
            fingerprint: Fingerprint.of(rule.id, kind, anchor ?? locations.first?.path ?? "", origin.rawValue),
            locations: locations, recognition: Gathering.recognition(anchor))
    }
}
