// SPDX-License-Identifier: Apache-2.0
public import Findings
internal import LayerTree

/// Findings folded by the Dockerfile edit that cures them. Every finding belongs to one fix, and every byte to one:
/// an inode that several findings claim counts for the first category in the order of `Category`.
///
/// The bytes of all fixes but the base's are what edits of the Dockerfile give back, neither more nor less: what lies
/// in base layers, and documentation wherever it lies, only another base gives back, and duplicates nobody for sure.
public struct FixPlan: Sendable {
    /// In the order in which to make them: a wrong start command first, since what else is not needed depends on it;
    /// then most bytes first, then by severity.
    public let fixes: [Fix]
    /// As given, each with the id of its fix.
    public let findings: [Finding]

    private struct Draft {
        var edit: Edit
        var members: [Int] = []
        var bytes: Int64 = 0
        var severity = Severity.info
    }

    /// - Complexity: linear in findings, claims and inodes.
    public init(_ findings: [Finding], image: ImageFacts) {
        var findings = findings
        var drafts: [String: Draft] = [:]
        var order: [String] = []
        let origins = CopyOrigins(image)
        for (index, finding) in findings.enumerated() {
            let edit = Edit(finding, origins)
            findings[index].fix = edit.id
            // What only an exception holds is nothing to fix.
            guard finding.suppressedBy == nil else { continue }
            if drafts[edit.id] == nil { order.append(edit.id) }
            var draft = drafts[edit.id] ?? Draft(edit: edit)
            draft.members.append(index)
            draft.severity = max(draft.severity, finding.severity)
            drafts[edit.id] = draft
        }
        let owned = FixPlan.owned(findings, image)
        for (finding, bytes) in owned.byFinding.enumerated() where bytes > 0 {
            if let id = findings[finding].fix { drafts[id]?.bytes += bytes }
        }
        drafts[Fix.baseID]?.bytes = owned.byBase
        for index in findings.indices where findings[index].fix.map({ drafts[$0] == nil }) ?? false {
            findings[index].fix = nil
        }
        let members = findings
        let startIsWrong = (drafts[Edit.startID]?.severity ?? .info) >= .medium
        fixes = order.compactMap { drafts[$0] }
            .map { draft in
                let text = EditText(
                    draft.edit, draft.members.map { members[$0] }, image, origins, startIsWrong: startIsWrong)
                return Fix(
                    id: draft.edit.id, title: text.title, remedy: text.remedy, layer: draft.edit.layer,
                    bytes: draft.bytes, severity: draft.severity)
            }
            .enumerated().sorted { left, right in
                let (a, b) = (left.element, right.element)
                if (a.id == Edit.startID) != (b.id == Edit.startID) { return a.id == Edit.startID }
                if a.bytes != b.bytes { return a.bytes > b.bytes }
                if a.severity != b.severity { return a.severity > b.severity }
                return left.offset < right.offset
            }
            .map(\.element)
        self.findings = findings
    }

    /// By finding: the bytes of the inodes that are counted as its own; apart from them what only another base gives
    /// back. A dead inode is dead, whatever else claims it.
    static func owned(_ findings: [Finding], _ image: ImageFacts) -> (byFinding: [Int64], byBase: Int64) {
        // By inode the claim that counts: the first category's, of several the first finding's.
        var owners = [(order: Int32, finding: Int32)](repeating: (.max, -1), count: image.tree.inodes.count)
        for (index, finding) in findings.enumerated() where finding.suppressedBy == nil {
            for claim in finding.claims {
                guard let order = claim.category.claimOrder, owners.indices.contains(Int(claim.inode)),
                    claim.category != .dead || !image.tree.inodes[Int(claim.inode)].isLive,
                    order < owners[Int(claim.inode)].order
                else { continue }
                owners[Int(claim.inode)] = (Int32(order), Int32(index))
            }
        }
        var bytes = [Int64](repeating: 0, count: findings.count)
        var byBase: Int64 = 0
        // Nobody is sure to give back a duplicate, be it the base's or not.
        let duplicate = Category.duplicate.claimOrder.map(Int32.init)
        let documentation = Category.documentation.claimOrder.map(Int32.init)
        for (inode, owner) in owners.enumerated() where owner.finding >= 0 && owner.order != duplicate {
            let size = image.tree.size(of: InodeID(rawValue: Int32(inode)))
            if owner.order == documentation || image.isBase(layer: Int(image.tree.inodes[inode].layer)) {
                byBase += size
            } else {
                bytes[Int(owner.finding)] += size
            }
        }
        return (bytes, byBase)
    }
}
