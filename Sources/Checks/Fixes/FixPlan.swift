// SPDX-License-Identifier: Apache-2.0
public import Findings
internal import LayerTree

/// Findings folded by the Dockerfile edit that cures them. Every finding belongs to one fix, and every byte to one:
/// an inode that several findings claim counts for the first category in the order of `Category`.
public struct FixPlan: Sendable {
    /// In the order in which to make them: most bytes first, then by severity.
    public let fixes: [Fix]
    /// As given, each with the id of its fix.
    public let findings: [Finding]

    private struct Draft {
        var edit: Edit
        var members: [Int] = []
        var bytes: Int64 = 0
        var severity = Severity.info
    }

    /// - Complexity: linear in findings and claims, plus sorting the claims.
    public init(_ findings: [Finding], image: ImageFacts) {
        var findings = findings
        var drafts: [String: Draft] = [:]
        var order: [String] = []
        for (index, finding) in findings.enumerated() {
            let edit = Edit(finding, image)
            if drafts[edit.id] == nil { order.append(edit.id) }
            var draft = drafts[edit.id] ?? Draft(edit: edit)
            draft.members.append(index)
            if finding.suppressedBy == nil { draft.severity = max(draft.severity, finding.severity) }
            drafts[edit.id] = draft
            findings[index].fix = edit.id
        }
        for (finding, bytes) in FixPlan.owned(findings, image) {
            if let id = findings[finding].fix { drafts[id]?.bytes += bytes }
        }
        let members = findings
        fixes = order.compactMap { drafts[$0] }
            .map { draft in
                Fix(
                    id: draft.edit.id, title: draft.edit.title(draft.members.map { members[$0] }),
                    remedy: draft.edit.remedy, layer: draft.edit.layer, bytes: draft.bytes, severity: draft.severity)
            }
            .enumerated().sorted { left, right in
                let (a, b) = (left.element, right.element)
                if a.bytes != b.bytes { return a.bytes > b.bytes }
                if a.severity != b.severity { return a.severity > b.severity }
                return left.offset < right.offset
            }
            .map(\.element)
        self.findings = findings
    }

    /// For each finding with claims: the bytes of the inodes that are counted as its own.
    static func owned(_ findings: [Finding], _ image: ImageFacts) -> [(finding: Int, bytes: Int64)] {
        var claims: [(inode: Int32, order: Int, finding: Int)] = []
        for (index, finding) in findings.enumerated() where finding.suppressedBy == nil {
            for claim in finding.claims {
                guard let order = claim.category.claimOrder, image.tree.inodes.indices.contains(Int(claim.inode)) else {
                    continue
                }
                claims.append((claim.inode, order, index))
            }
        }
        claims.sort { ($0.inode, $0.order, $0.finding) < ($1.inode, $1.order, $1.finding) }
        var bytes = [Int64](repeating: 0, count: findings.count)
        var last: Int32 = -1
        for claim in claims where claim.inode != last {
            last = claim.inode
            bytes[claim.finding] += image.tree.size(of: InodeID(rawValue: claim.inode))
        }
        return bytes.enumerated().map { ($0.offset, $0.element) }
    }
}
