// SPDX-License-Identifier: Apache-2.0
internal import LayerScan
internal import LayerTree
internal import PackageDatabases
internal import SecretScan

extension SecretRule {
    /// What Python compiled beside a package's source when the package was installed: no record knows it, and it holds
    /// what the source holds. It is judged as its source, which is loud by itself when somebody edited it.
    static func isCompiledFromPackage(_ path: PathTable.ID, _ loud: Set<PathTable.ID>, _ image: ImageFacts) -> Bool {
        let paths = image.tree.paths
        let name = paths.name(of: path)
        let folder = paths.parent(of: path)
        guard name.suffix(4).elementsEqual(".pyc".utf8), paths.name(of: folder).elementsEqual("__pycache__".utf8),
            let dot = name.firstIndex(of: UInt8(ascii: "."))
        else { return false }
        let source = Array(name[..<dot]) + Array(".py".utf8)
        let found = source.withUnsafeBytes { paths.find($0, in: paths.parent(of: folder)) }
        guard let found, image.tree.isLive(at: found) else { return false }
        return image.isSystemOwned(found) && !image.packages.isConfiguration(found) && !loud.contains(found)
    }

    /// The member of an archive that lies where a package's own unchanged file lies, with the same secret in it: the
    /// package that it was installed from, kept by apt or copied in beside it.
    ///
    /// - Parameter unchanged: where packages' own files hold the same secret.
    static func isPackaged(
        _ place: Place, _ unchanged: Set<[UInt8]>, _ packaged: Set<[UInt8]>, _ image: ImageFacts
    ) -> Bool {
        guard let member = place.fact.member else { return false }
        if unchanged.contains(member) { return true }
        let paths = image.tree.paths
        // Of kinds whose fingerprint holds the place the value is not known to be the same: a package's archive it is.
        let archive = paths.name(of: image.tree.inodes[place.inode.index].path)
        return packageEndings.contains { archive.count > $0.count && archive.suffix($0.count).elementsEqual($0) }
            && packaged.contains(packagedKey(member, place.fact.hit.kind))
    }

    /// Paths of a group's unchanged package files, as archives name their members. Empty where no place is a member,
    /// so that nothing is asked for it.
    static func unchangedPaths(_ places: [Place], _ image: ImageFacts) -> Set<[UInt8]> {
        guard places.contains(where: { $0.fact.member != nil }) else { return [] }
        var unchanged: Set<[UInt8]> = []
        for place in places where place.fact.member == nil {
            let path = image.tree.inodes[place.inode.index].path
            if isUnchangedSystemFile(place, path, image) {
                unchanged.insert(Array(image.tree.paths.bytes(of: path).dropFirst()))
            }
        }
        return unchanged
    }

    private static let packageEndings = [".deb", ".rpm", ".apk"].map { Array($0.utf8) }

    /// Where a package's unchanged file holds what kind.
    static func packagedKey(_ path: some Sequence<UInt8>, _ kind: Int) -> [UInt8] {
        Array(path) + Array("\0\(kind)".utf8)
    }
}
