// SPDX-License-Identifier: Apache-2.0
import JSONText

/// conda's record of an installed package: `PREFIX/conda-meta/NAME-VERSION-BUILD.json`.
extension DatabaseRows {
    /// `paths_data` lists files with SHA-256; older records have `files` alone. Paths start at the prefix.
    mutating func readCondaRecord(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let document = try DatabaseRows.json(bytes)
        guard let name = document["name"]?.stringValue, !name.isEmpty else {
            throw PackageError(.malformed, "a record without a name")
        }
        var package = PackageRow(.conda, .installed)
        let since = mark
        package.name = add(name)
        if let version = document["version"]?.stringValue { package.version = add(version) }
        // What the user wrote to ask for it; empty for what came along.
        if let specification = document["requested_spec"]?.stringValue {
            package.flags.insert(specification.isEmpty || specification == "None" ? .automatic : .requested)
        }
        let prefix = add(parentDirectory(of: parentDirectory(of: path[...])))
        let record = add(path[...])
        files.append(FileRow(name: record))
        if let paths = document["paths_data"]?["paths"]?.arrayValue {
            for entry in paths {
                guard let path = entry["_path"]?.stringValue, !path.isEmpty else { continue }
                let name = add(path)
                files.append(FileRow(directory: prefix, name: name))
                // After the prefix was written into a file, the file as installed has a hash of its own.
                let hash = entry["sha256_in_prefix"]?.stringValue ?? entry["sha256"]?.stringValue
                if var hash {
                    _ = hash.withUTF8 { setHash(.sha256, hex: UnsafeRawBufferPointer($0), of: files.count - 1) }
                }
            }
        } else {
            for path in document["files"]?.arrayValue ?? [] {
                guard let path = path.stringValue, !path.isEmpty else { continue }
                let name = add(path)
                files.append(FileRow(directory: prefix, name: name))
            }
        }
        // `python >=3.10,<3.11`: the name ends at the blank.
        for dependency in document["depends"]?.arrayValue ?? [] {
            guard let name = dependency.stringValue?.prefix(while: { $0 != " " }), !name.isEmpty else { continue }
            let range = add(String(name))
            relations.append(RelationRow(.depends, name: range))
        }
        close(package, since: since)
    }
}
