// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases

/// Layers written down in a test; files that are package records are parsed as the scan would.
struct ImageSketch {
    enum Line {
        case file(String, String)
        case bytes(String, [UInt8])
        /// A file whose content does not matter.
        case sized(String, Int64)
        case symlink(String, to: String)
        case hardLink(String, to: String)
        case directory(String)
        case whiteout(String)
    }

    let tree: ImageTree
    let rows: [(layer: Int, entry: Int32, rows: DatabaseRows)]
    let packages: PackageSet

    init(_ layers: [Line]...) throws {
        var entries: [LayerEntries] = []
        var rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
        for (number, lines) in layers.enumerated() {
            var layer = LayerEntries()
            for line in lines {
                switch line {
                case .file(let path, let text): try ImageSketch.add(path, Array(text.utf8), number, &layer, &rows)
                case .bytes(let path, let bytes): try ImageSketch.add(path, bytes, number, &layer, &rows)
                case .sized(let path, let size):
                    layer.entries.append(Entry(path: layer.paths.intern(path), kind: .file, size: size))
                case .symlink(let path, let text):
                    layer.entries.append(
                        Entry(path: layer.paths.intern(path), kind: .symlink, text: Int32(layer.strings.count)))
                    layer.strings.append(Array(text.utf8))
                case .hardLink(let path, let target):
                    layer.entries.append(
                        Entry(path: layer.paths.intern(path), kind: .hardLink, linkTarget: layer.paths.intern(target)))
                case .directory(let path):
                    layer.entries.append(Entry(path: layer.paths.intern(path), kind: .directory))
                case .whiteout(let path): layer.whiteouts.append(layer.paths.intern(path))
                }
            }
            entries.append(layer)
        }
        tree = try ImageTree(layers: entries)
        self.rows = rows
        packages = PackageSet(tree: tree, rows: rows)
    }

    private static func add(
        _ path: String, _ bytes: [UInt8], _ layer: Int, _ entries: inout LayerEntries,
        _ rows: inout [(layer: Int, entry: Int32, rows: DatabaseRows)]
    ) throws {
        if let kind = kind(path) {
            let parsed = try parse(kind, path, bytes)
            rows.append((layer, Int32(entries.entries.count), parsed))
        }
        entries.entries.append(Entry(path: entries.paths.intern(path), kind: .file, size: Int64(bytes.count)))
    }

    static func kind(_ path: String) -> DatabaseKind? {
        Array(path.utf8).withUnsafeBytes { DatabaseKind.kind(path: $0) }
    }

    static func parse(_ kind: DatabaseKind, _ path: String, _ bytes: [UInt8]) throws -> DatabaseRows {
        try bytes.withUnsafeBytes { try DatabaseRows.parse(kind, path: Array(path.utf8), bytes: $0) }
    }

    static func parse(_ kind: DatabaseKind, _ path: String, _ text: String) throws -> DatabaseRows {
        try parse(kind, path, Array(text.utf8))
    }

    /// The name of the package that owns a path; nil for none.
    func owner(_ path: String) -> String? {
        tree.find(path).flatMap { packages.owner(of: $0) }.map { packages.packages[$0].name }
    }

    func package(_ name: String) -> Package? {
        packages.indices(named: name).first.map { packages.packages[$0] }
    }

    func names(_ numbers: [Int]) -> [String] { numbers.map { packages.packages[$0].name } }
}

extension DatabaseRows {
    var packageNames: [String] { packages.map { string($0.name) } }

    func relationNames(_ row: PackageRow, _ kind: RelationRow.Kind) -> [String] {
        relations[Int(row.relations.lowerBound)..<Int(row.relations.upperBound)].filter { $0.kind == kind }
            .map { ($0.isAlternative ? "|" : "") + string($0.name) }
    }

    func filePaths(_ row: PackageRow) -> [String] {
        files[Int(row.files.lowerBound)..<Int(row.files.upperBound)].map { file in
            let directory = string(file.directory)
            return directory.isEmpty ? string(file.name) : directory + "/" + string(file.name)
        }
    }
}
