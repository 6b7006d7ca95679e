// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import Reports

extension AnalysedImage {
    /// Hard links that layers laid at a path and that are gone: no inode tells of them, since the file lives on under
    /// its other names. In the order of layers. Linear in the layers' entries.
    func goneHardLinks(at path: PathTable.ID) -> [WhyReport.Share] {
        let bytes = tree.paths.bytes(of: path)
        var shares: [WhyReport.Share] = []
        for (layer, entries) in tree.layers.enumerated() {
            guard let id = bytes.withUnsafeBytes({ entries.paths.find(path: $0) }),
                entries.entries.contains(where: { $0.path == id && $0.kind == .hardLink }),
                let end = firstHiding(bytes, above: layer)
            else { continue }
            shares.append(
                WhyReport.Share(
                    layer: layer, isBase: layer < base.layers, instruction: instruction(ofLayer: layer), bytes: 0,
                    files: 0, state: end.isReplaced ? .overwritten : .deleted, removedIn: end.layer, isHardLink: true))
        }
        return shares
    }

    /// The first layer above `layer` that takes what lies at a path away; nil when none does.
    private func firstHiding(_ path: [UInt8], above layer: Int) -> (layer: Int, isReplaced: Bool)? {
        for (index, entries) in tree.layers.enumerated().dropFirst(layer + 1) {
            var above: Set<PathTable.ID> = []
            var whole: PathTable.ID?
            var end = 0
            while end < path.count {
                end = path[(end + 1)...].firstIndex(of: UInt8(ascii: "/")) ?? path.count
                guard let id = path[..<end].withUnsafeBytes({ entries.paths.find(path: $0) }) else { break }
                if end == path.count { whole = id } else { above.insert(id) }
            }
            if let whole {
                if entries.entries.contains(where: { $0.path == whole }) { return (index, true) }
                if entries.whiteouts.contains(whole) { return (index, false) }
            }
            if entries.whiteouts.contains(where: above.contains) || entries.opaques.contains(where: above.contains)
                || entries.opaques.contains(.root)
                || entries.entries.contains(where: { above.contains($0.path) && $0.kind != .directory })
            {
                return (index, false)
            }
        }
        return nil
    }
}
