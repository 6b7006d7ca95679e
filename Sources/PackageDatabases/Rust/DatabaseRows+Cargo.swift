// SPDX-License-Identifier: Apache-2.0
import JSONText

/// What Cargo leaves behind, and what cargo-auditable puts into binaries.
extension DatabaseRows {
    /// `…/registry/cache/INDEX/serde-1.0.197.crate` or `…/registry/src/INDEX/serde-1.0.197/Cargo.toml`: the path
    /// alone says name and version. Other manifests deeper in a crate say nothing.
    mutating func readCargoPath() {
        var unit = path[...]
        if kind == .cargoSource { unit = parentDirectory(of: unit) }
        let parent = parentDirectory(of: parentDirectory(of: unit))
        let isUnit = kind == .cargoSource ? parent.hasSuffix("registry/src") : parent.hasSuffix("registry/cache")
        guard isUnit else { return }
        var stem = unit[((unit.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
        if kind == .cargoCrate { stem = stem.dropLast(".crate".utf8.count) }
        // A name holds no dash before a digit that starts a version with dots; the version is what parses so.
        guard let dash = stem.indices.first(where: { index in DatabaseRows.startsVersion(stem, after: index) })
        else { return }
        var package = PackageRow(.cargo, .installed)
        let since = mark
        package.name = add(stem[..<dash])
        package.version = add(stem[(dash + 1)...])
        if kind == .cargoSource {
            package.root = add(unit)
        } else {
            let name = add(unit)
            files.append(FileRow(name: name))
        }
        close(package, since: since)
    }

    /// A dash, digits, a dot: `-1.`
    private static func startsVersion(_ stem: ArraySlice<UInt8>, after dash: Int) -> Bool {
        guard stem[dash] == UInt8(ascii: "-") else { return false }
        var index = dash + 1
        while index < stem.endIndex, stem[index] >= UInt8(ascii: "0"), stem[index] <= UInt8(ascii: "9") { index += 1 }
        return index > dash + 1 && index < stem.endIndex && stem[index] == UInt8(ascii: ".")
    }

    /// The JSON of cargo-auditable: packages with indexes of what they need; `kind: build` never reaches the
    /// binary, `root` is the program itself.
    mutating func readCargoAuditable(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let document = try DatabaseRows.json(bytes)
        guard let packages = document["packages"]?.arrayValue else {
            throw PackageError(.malformed, "no list of packages", at: 0)
        }
        for entry in packages {
            guard let entry = entry.objectValue, let name = entry["name"]?.stringValue,
                entry["kind"]?.stringValue != "build"
            else { continue }
            var package = PackageRow(.cargo, .installed)
            let since = mark
            package.name = add(name)
            if let version = entry["version"]?.stringValue { package.version = add(version) }
            if entry["root"]?.boolValue == true {
                package.flags.insert(.requested)
                let binary = add(path[...])
                files.append(FileRow(name: binary))
            }
            for index in entry["dependencies"]?.arrayValue ?? [] {
                guard let index = index.int64Value, packages.indices.contains(Int(clamping: index)),
                    let needed = packages[Int(clamping: index)]["name"]?.stringValue
                else { continue }
                let name = add(needed)
                relations.append(RelationRow(.depends, name: name))
            }
            close(package, since: since)
        }
    }
}
