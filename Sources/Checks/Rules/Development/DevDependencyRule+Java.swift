// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

extension DevDependencyRule {
    /// Jars of tests beside the application's. Nothing marks them: their names do.
    static func addJars(_ image: ImageFacts, _ findings: inout FindingList) {
        let started = Set(image.entry.files)
        var gathering = Gathering()
        var total = 0
        for file in image.files.marked where FileMarks.all[Int(file.mark)].family == .jar {
            total += 1
            guard !started.contains(file.path), !image.isSystemOwned(file.path), image.tree.size(of: file.inode) > 0,
                JavaTestArchives.contains(name(of: file.path, image))
            else { continue }
            gathering.add(Ecosystem.java.rawValue, file.path, file.inode, image)
        }
        for group in gathering.sorted {
            let largest = group.files.sorted {
                (image.tree.size(of: $1.inode), $0.path) < (image.tree.size(of: $0.inode), $1.path)
            }
            let names = largest.map { name(of: $0.path, image) }
            findings.add(
                image.finding(
                    description, group, severity: image.isBase(layer: group.layer) ? .info : .low,
                    message: "\(ByteText.count(group.files.count, "jar")) for tests or editors of \(total) "
                        + "(\(ByteText.list(names, limit: 2)))",
                    remedy: "Copy the runtime scope alone: mvn dependency:copy-dependencies -DincludeScope=runtime",
                    anchor: ""))
        }
    }

    private static func name(of path: PathTable.ID, _ image: ImageFacts) -> String {
        String(decoding: image.tree.paths.name(of: path), as: UTF8.self)
    }
}
