// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Files that one finding tells together: one kind in one layer.
struct GatheredFiles {
    var kind: String
    var layer: Int
    /// Each inode once, with the path it is told under.
    var files: [(path: PathTable.ID, inode: InodeID)] = []
    /// Content bytes, each inode once.
    var bytes: Int64 = 0
}

/// Sorts files by kind and layer.
struct Gathering {
    private struct Key: Hashable {
        var kind: String
        var layer: Int
    }

    private var groups: [Key: GatheredFiles] = [:]
    private var seen: Set<InodeID> = []
    private let trace = Trace.current

    /// An inode that was added before, under whatever kind, is not added again.
    ///
    /// - Parameter layer: where it is told; nil for the layer that ships it. Both are the base's or neither.
    mutating func add(
        _ kind: String, _ path: PathTable.ID, _ inode: InodeID, _ image: ImageFacts, layer: Int? = nil
    ) {
        guard seen.insert(inode).inserted else { return }
        trace?.counted(inode, kind)
        let layer = layer ?? image.tree.layer(of: inode)
        let entry = image.tree.entry(of: inode)
        groups[Key(kind: kind, layer: layer), default: GatheredFiles(kind: kind, layer: layer)].append(
            path, inode, entry.kind == .file ? entry.size : 0)
    }

    /// The files of a tool, a cache or a tree of sources are parts of one thing and change with its version. Whatever
    /// opens a door or lies about is a thing of its own.
    static func recognition(_ category: Category, _ anchor: String?) -> Recognition {
        guard [.privilege, .secret, .logOrTemp].contains(category) else { return .fingerprint }
        return recognition(anchor)
    }

    /// Without an anchor of their own, places of one kind are told together and known again one by one.
    static func recognition(_ anchor: String?) -> Recognition {
        anchor?.isEmpty == false ? .fingerprintAtPlace : .kindAtPlace
    }

    /// Bottom layer first, then by kind.
    var sorted: [GatheredFiles] { groups.values.sorted { ($0.layer, $0.kind) < ($1.layer, $1.kind) } }
}

extension GatheredFiles {
    mutating func append(_ path: PathTable.ID, _ inode: InodeID, _ size: Int64) {
        files.append((path, inode))
        bytes += size
    }
}

extension ImageFacts {
    /// Locations that one finding keeps; more are counted in `locationsCut`.
    static let locationLimit = 1_000

    /// A finding over gathered files: largest first, each inode claimed for the rule's category.
    func finding(
        _ rule: RuleDescription, _ group: GatheredFiles, severity: Severity, message: String, remedy: String? = nil,
        category: Category? = nil, anchor: String? = nil
    ) -> Finding {
        let category = category ?? rule.category
        // Names are compared as text for the few that are shown; sizes decide first.
        let ordered = group.files.map { (path: $0.path, inode: $0.inode, size: tree.size(of: $0.inode)) }
            .sorted { ($1.size, $0.path) < ($0.size, $1.path) }
        var locations: [Location] = []
        for file in ordered.prefix(ImageFacts.locationLimit) {
            locations.append(
                Location(
                    path: tree.paths.string(of: file.path), layer: tree.layer(of: file.inode), bytes: file.size))
        }
        let origin: Origin = isBase(layer: group.layer) ? .base : .app
        let isCut = ordered.count > locations.count
        let recognition = Gathering.recognition(category, anchor)
        return Finding(
            rule: rule.id, kind: group.kind, severity: severity, category: category, message: message,
            remedy: remedy ?? rule.remedy, origin: origin,
            fingerprint: Fingerprint.of(rule.id, group.kind, anchor ?? firstPath(group), origin.rawValue),
            locations: locations, locationsCut: ordered.count - locations.count, bytes: group.bytes,
            claims: category.claimOrder == nil
                ? [] : ordered.map { Claim(inode: $0.inode.rawValue, category: category) },
            recognition: recognition,
            placesFingerprint: isCut && recognition != .fingerprint
                ? Fingerprint.of(places: ordered.map { tree.paths.string(of: $0.path) }) : nil)
    }

    /// The first path by name: which file is the largest may change with every build.
    private func firstPath(_ group: GatheredFiles) -> String {
        var first: String?
        for file in group.files.prefix(2_000) {
            let path = tree.paths.string(of: file.path)
            if first.map({ path < $0 }) ?? true { first = path }
        }
        return first ?? ""
    }

    /// Findings whose point is bytes need 1 MB and 1 % of the image; smaller ones are only good to know.
    func sizeSeverity(_ severity: Severity, _ bytes: Int64) -> Severity {
        if bytes >= 1_000_000, bytes >= size / 100 { return severity }
        Trace.current?.belowFloor(bytes)
        return min(severity, .info)
    }

    static func cut(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
    }
}
