// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Divides a finding by place: an exception for `/app/test` must not hide the same thing in `/app`.
struct PlaceSplit {
    let image: ImageFacts

    /// - Parameter matches: whether a place belongs to the first part. A path of the tree comes with its number.
    /// - Returns: both parts; the one that would be empty is nil. Either one is the whole finding then, unchanged.
    func divide(
        _ finding: Finding, where matches: (_ path: String, _ id: PathTable.ID?) -> Bool
    ) -> (matched: Finding?, rest: Finding?) {
        let isCut = finding.claims.count > finding.locations.count
        var claims: (matched: [Claim], rest: [Claim]) = ([], [])
        for claim in finding.claims where image.tree.inodes.indices.contains(Int(claim.inode)) {
            let path = image.tree.inodes[Int(claim.inode)].path
            if matches(image.tree.paths.string(of: path), path) {
                claims.matched.append(claim)
            } else {
                claims.rest.append(claim)
            }
        }
        var places: (matched: [Location], rest: [Location]) = ([], [])
        if isCut {
            // The finding shows only its largest places: what the parts show is chosen anew.
            places = (locations(claims.matched), locations(claims.rest))
        } else {
            for location in finding.locations {
                let id = location.path.hasPrefix("/") ? image.tree.find(location.path) : nil
                if matches(location.path, id) { places.matched.append(location) } else { places.rest.append(location) }
            }
        }
        guard !places.matched.isEmpty else { return (nil, finding) }
        guard !places.rest.isEmpty else { return (finding, nil) }
        var matched = part(of: finding, places.matched, claims.matched)
        var rest = part(of: finding, places.rest, claims.rest)
        if isCut {
            (matched.locationsCut, matched.placesFingerprint) = cut(claims.matched, finding)
            (rest.locationsCut, rest.placesFingerprint) = cut(claims.rest, finding)
        } else {
            // Places that nobody listed are in no part that was asked for by place.
            (matched.locationsCut, matched.placesFingerprint) = (0, nil)
            rest.placesFingerprint = finding.placesFingerprint.map {
                Fingerprint.of($0, Fingerprint.of(places: places.matched.map(\.path)))
            }
        }
        // What a rule writes there of places alone.
        if finding.evidence.hasPrefix("+") {
            matched.evidence = matched.locationsCut > 0 ? "+\(matched.locationsCut) more places" : ""
            rest.evidence = rest.locationsCut > 0 ? "+\(rest.locationsCut) more places" : ""
        }
        let note =
            matched.bytes > 0
            ? "\(ByteText.text(matched.bytes)) of it" : "\(matched.placeCount) of \(finding.placeCount) places"
        rest.message += " (\(note) by exception)"
        matched.message += " (the part by exception)"
        return (matched, rest)
    }

    private func part(of finding: Finding, _ locations: [Location], _ claims: [Claim]) -> Finding {
        var part = finding
        part.locations = locations
        part.claims = claims
        if finding.bytes > 0 {
            part.bytes =
                finding.claims.isEmpty
                ? locations.map(\.bytes).reduce(0, +)
                : claims.map { image.tree.size(of: InodeID(rawValue: $0.inode)) }.reduce(0, +)
        }
        return part
    }

    /// How many places a part does not list, and what stands for all of them.
    private func cut(_ claims: [Claim], _ finding: Finding) -> (count: Int, fingerprint: String?) {
        let count = max(0, claims.count - ImageFacts.locationLimit)
        guard count > 0, finding.placesFingerprint != nil else { return (count, nil) }
        let paths = claims.map { image.tree.paths.string(of: image.tree.inodes[Int($0.inode)].path) }
        return (count, Fingerprint.of(places: paths))
    }

    private func locations(_ claims: [Claim]) -> [Location] {
        claims.prefix(ImageFacts.locationLimit).map { claim in
            let id = InodeID(rawValue: claim.inode)
            let inode = image.tree.inodes[id.index]
            return Location(
                path: image.tree.paths.string(of: inode.path), layer: image.tree.layer(of: id),
                state: SecretRule.state(inode.fate), bytes: image.tree.size(of: id))
        }
    }
}
