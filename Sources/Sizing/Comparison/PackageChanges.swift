// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Which packages came, went and changed their version.
///
/// A package is known by ecosystem, name and place, then by ecosystem, name and version, then by its name alone: an
/// npm package may be there many times, and a place may change.
struct PackageChanges {
    /// A package before, a package after, or both.
    struct Pair {
        var before: Int?
        var after: Int?
    }

    let old: ImageSnapshot
    let new: ImageSnapshot
    let borders: (before: Int, after: Int)
    /// Those that changed.
    private(set) var pairs: [Pair] = []
    /// By package: its index in `pairs`; -1 for one that stayed.
    private(set) var pairOfOld: [Int32]
    private(set) var pairOfNew: [Int32]
    /// Live bytes of each package's files.
    private let oldBytes: [Int64]
    private let newBytes: [Int64]

    init(_ old: ImageSnapshot, _ new: ImageSnapshot, borders: (before: Int, after: Int)) {
        self.old = old
        self.new = new
        self.borders = borders
        oldBytes = PackageChanges.bytes(old)
        newBytes = PackageChanges.bytes(new)
        pairOfOld = [Int32](repeating: -1, count: old.packages.count)
        pairOfNew = [Int32](repeating: -1, count: new.packages.count)
        var partner = [Int](repeating: -1, count: old.packages.count)
        var isTaken = [Bool](repeating: false, count: new.packages.count)
        // From the surest sign to the weakest.
        for parts in [4, 3, 2, 1] {
            var waiting: [[String]: [Int]] = [:]
            for index in new.packages.indices.reversed() where !isTaken[index] {
                waiting[PackageChanges.key(new.packages[index], parts), default: []].append(index)
            }
            guard !waiting.isEmpty else { break }
            for index in old.packages.indices where partner[index] < 0 {
                guard let other = waiting[PackageChanges.key(old.packages[index], parts)]?.popLast() else { continue }
                partner[index] = other
                isTaken[other] = true
            }
        }
        var partnerOfNew = [Int](repeating: -1, count: new.packages.count)
        for (index, other) in partner.enumerated() where other >= 0 { partnerOfNew[other] = index }
        for index in new.packages.indices {
            let other = partnerOfNew[index]
            if other >= 0, old.packages[other].version == new.packages[index].version { continue }
            pairOfNew[index] = Int32(pairs.count)
            if other >= 0 { pairOfOld[other] = Int32(pairs.count) }
            pairs.append(Pair(before: other < 0 ? nil : other, after: index))
        }
        for index in old.packages.indices where partner[index] < 0 {
            pairOfOld[index] = Int32(pairs.count)
            pairs.append(Pair(before: index, after: nil))
        }
    }

    /// Parts 4: place and version too; 3: name and place; 2: name and version; 1: name alone.
    private static func key(_ package: ImageSnapshot.Package, _ parts: Int) -> [String] {
        let name = [package.ecosystem, package.name, package.architecture]
        switch parts {
        case 4: return name + [package.place, package.version]
        case 3: return name + [package.place]
        case 2: return name + [package.version]
        default: return [package.ecosystem, package.name]
        }
    }

    private static func bytes(_ image: ImageSnapshot) -> [Int64] {
        var bytes = [Int64](repeating: 0, count: image.packages.count)
        // Parts of a sum that was checked.
        for row in image.files.rows where row.package >= 0 && row.fate == .live { bytes[Int(row.package)] += row.size }
        return bytes
    }

    /// In the order of size, the largest change first.
    var changes: [PackageChange] {
        pairs.map(change).sorted { left, right in
            let (first, second) = (left.size.delta.magnitude, right.size.delta.magnitude)
            return first == second ? (left.name, left.layer) < (right.name, right.layer) : first > second
        }
    }

    func change(_ pair: Pair) -> PackageChange {
        let before = pair.before.map { old.packages[$0] }
        let after = pair.after.map { new.packages[$0] }
        let kind: PackageChange.Kind =
            if let before, let after {
                VersionOrder.isLater(before.version, than: after.version) ? .downgraded : .upgraded
            } else {
                before == nil ? .added : .removed
            }
        let layer = after?.layer ?? before?.layer ?? 0
        return PackageChange(
            kind: kind, ecosystem: (after ?? before)?.ecosystem ?? "", name: (after ?? before)?.name ?? "",
            versionBefore: before?.version, version: after?.version,
            size: SizeChange(pair.before.map { oldBytes[$0] } ?? 0, pair.after.map { newBytes[$0] } ?? 0), layer: layer,
            isBase: layer < (after == nil ? borders.before : borders.after))
    }
}
