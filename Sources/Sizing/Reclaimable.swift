// SPDX-License-Identifier: Apache-2.0
public import Findings
public import LayerTree

/// What an image could do without, each byte counted once.
///
/// An inode belongs to the first category, in `Category`'s order, that claims it; dead bytes come before every claim.
/// Bytes of app layers are the Dockerfile's to give back. Bytes of base layers are not, dead or not: whatever the
/// Dockerfile does, the base ships them; only another base gives them back. Documentation counts to the base
/// wherever it lies, because a slim base tells the package manager to leave it out.
public struct Reclaimable: Sendable, Equatable {
    /// Shares with bytes, in the order of categories.
    public let shares: [ReclaimableShare]
    /// What edits of the Dockerfile give back.
    public let byDockerfile: Int64
    /// What another base gives back beyond that.
    public let byBase: Int64
    /// The category that each inode of the tree was counted to; nil for cargo.
    public let categories: [Category?]
    /// What the image would weigh after edits of the Dockerfile: its size without `byDockerfile`.
    public let dockerfileEstimate: Int64
    /// What it would weigh on a slim base besides: `dockerfileEstimate` without `byBase`. Never below 0.
    public let slimEstimate: Int64

    /// - Parameters:
    ///   - claims: of all findings that count; several on one inode are fine.
    ///   - baseLayers: how many of the lowest layers are the base's.
    /// - Complexity: linear in inodes and claims.
    public init(tree: ImageTree, claims: [Claim], baseLayers: Int) {
        var categories = [Category?](repeating: nil, count: tree.inodes.count)
        for (index, inode) in tree.inodes.enumerated() where inode.fate != .live { categories[index] = .dead }
        for claim in claims {
            // What is dead the tree knows; a claim cannot make it so.
            guard claim.category != .dead, let order = claim.category.claimOrder else { continue }
            let index = Int(claim.inode)
            guard categories.indices.contains(index) else { continue }
            if let known = categories[index]?.claimOrder, known <= order { continue }
            categories[index] = claim.category
        }
        var bytes = [Int64](repeating: 0, count: Category.allCases.count * GivenBackBy.allCases.count)
        var files = bytes
        for (index, inode) in tree.inodes.enumerated() {
            guard let category = categories[index], let order = category.claimOrder else { continue }
            let entry = tree.entry(of: InodeID(rawValue: Int32(index)))
            guard entry.kind == .file else { continue }
            let by: GivenBackBy =
                switch category {
                case .duplicate: .none
                case .documentation: .base
                default: Int(inode.layer) < baseLayers ? .base : .dockerfile
                }
            // The tree's own sums were checked: a part of them cannot overflow.
            bytes[order * GivenBackBy.allCases.count + by.rawValue] += entry.size
            files[order * GivenBackBy.allCases.count + by.rawValue] += 1
        }
        var shares: [ReclaimableShare] = []
        for category in Category.allCases {
            guard let order = category.claimOrder else { continue }
            for by in GivenBackBy.allCases {
                let slot = order * GivenBackBy.allCases.count + by.rawValue
                guard files[slot] > 0 else { continue }
                shares.append(ReclaimableShare(category: category, by: by, bytes: bytes[slot], files: files[slot]))
            }
        }
        self.shares = shares
        self.categories = categories
        byDockerfile = shares.lazy.filter { $0.by == .dockerfile }.map(\.bytes).reduce(0, +)
        byBase = shares.lazy.filter { $0.by == .base }.map(\.bytes).reduce(0, +)
        dockerfileEstimate = tree.totals.size - byDockerfile
        slimEstimate = dockerfileEstimate - byBase
    }
}
