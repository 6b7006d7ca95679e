// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Who owns what.
extension PackageSetBuilder {
    /// Hands out what file lists name: system packages first, since a language's package manager may list files
    /// that a system package brought.
    mutating func claimFiles() {
        let diversions = Diversions(facts.indices.compactMap { places[$0] == nil ? nil : facts[$0].rows })
        for isSystem in [true, false] {
            for package in packages.indices where packages[package].ecosystem.isSystem == isSystem {
                claim(sources[package], for: package, diversions)
            }
            for list in lists where packages[list.package].ecosystem.isSystem == isSystem {
                claim(list.source, for: list.package, diversions)
            }
        }
        for package in packages.indices where !packages[package].ecosystem.isSystem {
            if let owner = systemOwner(of: packages[package].record) { packages[package].providedBy = owner }
        }
    }

    private func systemOwner(of path: PathTable.ID) -> Int? {
        let owner = Int(claims.owners[path.index])
        return owner >= 0 && packages[owner].ecosystem.isSystem ? owner : nil
    }

    private mutating func claim(_ source: Source, for package: Int, _ diversions: Diversions) {
        let rows = facts[source.fact].rows
        let range = rows.packages[source.row].files
        // Conffiles name what the list names too; checksums and conffiles never make an owner of dpkg's.
        let isList =
            rows.kind != .dpkgChecksums && rows.kind != .dpkgConffiles && rows.kind != .dpkgStatus
            && rows.kind != .dpkgStatusPart
            || rows.kind == .dpkgChecksums && facts[source.fact].rows.isDistrolessPart
        let isDebian = packages[package].ecosystem == .dpkg && !diversions.isEmpty
        rows.text.withUnsafeBytes { text in
            for index in Int(range.lowerBound)..<Int(range.upperBound) {
                let file = rows.files[index]
                if file.flags.contains(.directory) || file.flags.contains(.ghost) { continue }
                var name = UnsafeRawBufferPointer(rebasing: text[file.name.bounds])
                let directory = UnsafeRawBufferPointer(rebasing: text[file.directory.bounds])
                var diverted: [UInt8] = []
                if isDebian, let place = diversions.place(of: name, package: packages[package].name) {
                    diverted = place
                }
                diverted.withUnsafeBytes { bytes in
                    if !bytes.isEmpty { name = bytes }
                    guard let path = claims.locate(directory, name) else { return }
                    if isList { claims.claim(path, for: package, in: &packages) }
                    if file.hashKind != .none || file.flags.contains(.configuration) {
                        claims.record(
                            path, file.hashKind, rows.hash(of: file),
                            isConfiguration: file.flags.contains(.configuration))
                    }
                }
            }
        }
    }

    /// Hands out what lies in the directories that packages own whole.
    mutating func claimDirectories() {
        claimGemExtensions()
        for package in packages.indices where packages[package].ecosystem == .gem {
            claims.claim(packages[package].record, for: package, in: &packages)
        }
        claims.claimBelow(roots, in: &packages)
    }

    /// RubyGems builds native parts into `extensions/PLATFORM/ABI/NAME-VERSION` beside `gems/`.
    private mutating func claimGemExtensions() {
        var seen: Set<PathTable.ID> = []
        for package in packages.indices where packages[package].ecosystem == .gem {
            guard let root = packages[package].root else { continue }
            let gems = tree.paths.parent(of: root)
            let home = tree.paths.parent(of: gems)
            guard seen.insert(home).inserted, let extensions = live("extensions", in: home) else { continue }
            for platform in tree.children(of: extensions) {
                for version in tree.children(of: platform) {
                    for unit in tree.children(of: version) {
                        let gem = tree.paths.withName(of: unit) { tree.paths.find($0, in: gems) }
                        guard let gem, roots[gem.index] > 0, roots[unit.index] == 0 else { continue }
                        roots[unit.index] = roots[gem.index]
                    }
                }
            }
        }
    }

    func live(_ name: String, in directory: PathTable.ID) -> PathTable.ID? {
        guard let path = Array(name.utf8).withUnsafeBytes({ tree.paths.find($0, in: directory) }), tree.isLive(at: path)
        else { return nil }
        return path
    }
}

extension DatabaseRows {
    /// distroless has no `.list` files: its checksums are the file list.
    var isDistrolessPart: Bool { path.withUnsafeBytes { $0.starts("var/lib/dpkg/status.d/") } }
}
