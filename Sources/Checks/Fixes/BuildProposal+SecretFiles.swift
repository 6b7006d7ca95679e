// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerScan
internal import LayerTree
internal import SecretScan

/// Files with secrets, which the second stage does not copy.
extension BuildProposal {
    /// A file with a secret in it is left out whole, also where the secret is not all of it.
    static func withSecretFiles(_ findings: [Finding], _ image: ImageFacts) -> [Finding] {
        let cut = cutPlaces(findings, image)
        return findings.map { finding in
            guard isLoud(finding) else { return finding }
            var finding = finding
            var seen = Set(finding.claims.map(\.inode))
            let shown = finding.locations.filter { $0.state == .live }.compactMap { inode(at: $0.path, image) }
            for inode in shown + (cut[SecretKey(finding)] ?? []) where seen.insert(inode).inserted {
                finding.claims.append(Claim(inode: inode, category: .secret))
            }
            return finding
        }
    }

    private static func isLoud(_ finding: Finding) -> Bool {
        finding.rule == "secret" && finding.severity >= .medium && finding.suppressedBy == nil
    }

    private static func inode(at path: String, _ image: ImageFacts) -> Int32? {
        image.tree.find(path).flatMap { image.tree.inode(at: $0)?.rawValue }
    }

    /// What one finding is about.
    private struct SecretKey: Hashable {
        var kind: String
        var fingerprint: String

        init(_ finding: Finding) {
            kind = finding.kind
            fingerprint = finding.fingerprint
        }

        init(_ hit: SecretHit, kind: String) {
            self.kind = kind
            fingerprint = Fingerprint.hex(hit.fingerprint)
        }
    }

    /// Live files of the findings that do not show all their places, without those that an exception is known to take
    /// out.
    private static func cutPlaces(_ findings: [Finding], _ image: ImageFacts) -> [SecretKey: [Int32]] {
        let keys = Set(findings.filter { isLoud($0) && $0.locationsCut > 0 }.map(SecretKey.init))
        guard !keys.isEmpty else { return [:] }
        var excepted: [SecretKey: Set<Int32>] = [:]
        for finding in findings where finding.rule == "secret" && finding.suppressedBy != nil {
            excepted[SecretKey(finding), default: []].formUnion(
                finding.locations.compactMap { inode(at: $0.path, image) })
        }
        var places: [SecretKey: [Int32]] = [:]
        for (layer, facts) in image.facts.enumerated() {
            for fact in facts.secrets where fact.member == nil && image.secretKinds.indices.contains(fact.hit.kind) {
                let key = SecretKey(fact.hit, kind: image.secretKinds[fact.hit.kind].id)
                guard keys.contains(key), let inode = image.tree.inode(layer: layer, entry: fact.entry),
                    image.tree.inodes[inode.index].isLive, excepted[key]?.contains(inode.rawValue) != true
                else { continue }
                places[key, default: []].append(inode.rawValue)
            }
        }
        return places
    }
}
