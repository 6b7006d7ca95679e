// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import LayerScan
internal import LayerTree
internal import PackageDatabases

/// What was changed since its package brought it: dpkg records MD5, apk SHA-1, rpm and Python mostly SHA-256.
extension AnalysedImage {
    /// True when a live file's content is another than its package's database records, false when it is the same;
    /// nil when the database records nothing, or hashes were not asked for (`Analyzer.images`).
    public func isChanged(_ inode: InodeID) -> Bool? {
        guard tree.inodes[inode.index].isLive, let hashes = recordedHashes(of: inode) else { return nil }
        let names = tree.inodes[inode.index].names > 1 ? tree.names(of: inode) : [tree.inodes[inode.index].path]
        for name in names {
            if let same = packages.isUnchanged(name, md5: hashes.md5, sha1: hashes.sha1, sha256: hashes.sha256) {
                return !same
            }
        }
        return nil
    }

    private func recordedHashes(of inode: InodeID) -> RecordedHashes? {
        let (layer, entry) = (Int(tree.inodes[inode.index].layer), tree.inodes[inode.index].entry)
        let recorded = facts[layer].recorded
        var low = 0
        var high = recorded.count
        while low < high {
            let middle = (low + high) / 2
            if recorded[middle].entry < entry { low = middle + 1 } else { high = middle }
        }
        return low < recorded.count && recorded[low].entry == entry ? recorded[low].hashes : nil
    }

    /// By package: its changed files, by rising path number.
    func changedFiles(of numbers: [Int]) -> [[PathTable.ID]] {
        let slots = Dictionary(numbers.enumerated().map { ($1, $0) }) { first, _ in first }
        var changed = [[PathTable.ID]](repeating: [], count: numbers.count)
        tree.forEachLiveFile { path, inode in
            guard tree.inodes[inode.index].path == path, let owner = packages.owner(of: path),
                let slot = slots[owner], isChanged(inode) == true
            else { return }
            changed[slot].append(path)
        }
        return changed
    }
}
