// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

extension Gathering {
    /// Adds the files of one of the catalog's lists that no package owns and no base layer brought: what a base
    /// leaves in its own layers its Dockerfile answers for.
    ///
    /// - Parameter kind: what a file counts to; nil leaves it out.
    mutating func add(
        own files: [FileCatalog.Candidate], _ image: ImageFacts, kind: (FileCatalog.Candidate) -> String?
    ) {
        for file in files {
            guard !image.isBase(layer: image.tree.layer(of: file.inode)), image.packages.owner(of: file.path) == nil,
                let kind = kind(file)
            else { continue }
            add(kind, file.path, file.inode, image)
        }
    }
}

extension FindingList {
    /// One low finding for each kind in each layer, told by its title and the largest file: of files that a directory
    /// marks, and of files known by name, by their families.
    mutating func add(
        _ rule: RuleDescription, own files: [FileCatalog.Candidate], as kind: String,
        named kinds: [FileMark.Family: String], titles: [String: String], _ image: ImageFacts
    ) {
        var gathering = Gathering()
        gathering.add(own: files, image) { _ in kind }
        gathering.add(own: image.files.marked, image) { kinds[FileMarks.all[Int($0.mark)].family] }
        for group in gathering.sorted {
            let title = titles[group.kind] ?? group.kind
            add(
                image.finding(
                    rule, group, severity: .low, message: "\(title): \(group.summary(image))", anchor: ""))
        }
    }
}

extension GatheredFiles {
    /// `/app/Dockerfile`, or `3 files, 12.0 kB, the largest /app/logs/app.log`.
    func summary(_ image: ImageFacts) -> String {
        let largest = files.max {
            (image.tree.size(of: $0.inode), $1.path) < (image.tree.size(of: $1.inode), $0.path)
        }
        guard let largest else { return "nothing" }
        let path = image.tree.paths.string(of: largest.path)
        if files.count == 1 { return bytes < 10_000 ? path : "\(path), \(ByteText.text(bytes))" }
        return "\(ByteText.count(files.count, "file")), \(ByteText.text(bytes)), the largest \(path)"
    }
}
