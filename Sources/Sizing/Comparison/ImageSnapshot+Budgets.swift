// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// What budgets ask of a snapshot.
extension ImageSnapshot {
    /// Live bytes of the files whose first name a pattern matches; nil when it matches nothing at all.
    ///
    /// A snapshot does not say whose further name a hard link is, so one that alone is matched brings no bytes. In that
    /// `Budgets.outcomes`, which has the tree, may say more.
    func bytes(matching glob: PathGlob) -> Int64? {
        var sum: Int64 = 0
        var isAnything = false
        for row in files.rows where row.fate == .live && glob.matches(files.paths.bytes(of: row.path)) {
            isAnything = true
            // Parts of a sum that was checked.
            sum += row.size
        }
        return isAnything ? sum : nil
    }

    /// Live bytes of the packages of that name; nil when there is none.
    func bytes(ofPackage name: String) -> Int64? {
        let wanted = Set(packages.indices.filter { packages[$0].name == name })
        guard !wanted.isEmpty else { return nil }
        return files.rows.reduce(0) {
            $0 + ($1.fate == .live && wanted.contains(Int($1.package)) ? $1.size : 0)
        }
    }

    /// Content bytes of each layer.
    var layerSizes: [Int64] {
        var sizes = [Int64](repeating: 0, count: layers.count)
        for row in files.rows { sizes[Int(row.layer)] += row.size }
        return sizes
    }
}
