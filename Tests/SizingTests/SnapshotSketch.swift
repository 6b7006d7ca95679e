// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import TestSupport

@testable import Sizing

/// Snapshots written down in a test, or made at random.
enum SnapshotSketch {
    /// Layers with an instruction each; equal instruction and content make an equal diffID.
    static func image(
        _ layers: [(instruction: String, layer: LayerEntries)], base: Int = 0, packages: [ImageSnapshot.Package] = [],
        owner: (String) -> Int? = { _ in nil }
    ) throws -> ImageSnapshot {
        let tree = try ImageTree(layers: layers.map(\.layer))
        var files = SnapshotFiles(tree: tree, packages: PackageSet(tree: tree, rows: []), isHidden: { _ in false })
        for index in files.rows.indices where files.rows[index].fate == .live {
            let path = files.paths.string(of: files.rows[index].path)
            if files.rows[index].kind == .file, let package = owner(path) { files.rows[index].package = Int32(package) }
        }
        return ImageSnapshot(
            tool: "test", reference: "shop:v1", id: "sha256:00", platform: "linux/amd64",
            base: ImageSnapshot.Base(layers: base),
            layers: layers.map { layer in
                ImageSnapshot.Layer(
                    diffID: "sha256:" + fingerprint(layer.instruction, layer.layer), instruction: layer.instruction,
                    pullSize: Int64(layer.layer.entries.count) * 100)
            }, packages: packages, files: files)
    }

    /// Enough to tell test layers apart.
    private static func fingerprint(_ instruction: String, _ layer: LayerEntries) -> String {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        mix(instruction)
        for entry in layer.entries {
            mix("\(layer.paths.string(of: entry.path)) \(entry.kind) \(entry.size) \(entry.hash) \(entry.mode)")
        }
        for path in layer.whiteouts { mix("-" + layer.paths.string(of: path)) }
        for path in layer.opaques { mix("=" + layer.paths.string(of: path)) }
        return String(state, radix: 16)
    }

    /// Two images that share some layers, with packages that own some files.
    static func randomPair(_ random: inout SeededGenerator) throws -> (ImageSnapshot, ImageSnapshot) {
        let stack = LayerSketch.randomStack(&random)
        var other = stack
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let fresh = LayerSketch.randomStack(&random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where !other.isEmpty: other.remove(at: Int.random(in: 0..<other.count, using: &random))
            case 1: other.insert(fresh[0], at: Int.random(in: 0...other.count, using: &random))
            case 2 where !other.isEmpty: other[Int.random(in: 0..<other.count, using: &random)] = fresh[0]
            default: other = Int.random(in: 0..<8, using: &random) == 0 ? fresh : other
            }
        }
        return (try dressed(stack, &random), try dressed(other, &random))
    }

    private static func dressed(_ stack: [LayerEntries], _ random: inout SeededGenerator) throws -> ImageSnapshot {
        let verbs = ["RUN apt-get install", "COPY . /app", "RUN npm ci"]
        let packages = (0..<Int.random(in: 0...4, using: &random)).map { index in
            ImageSnapshot.Package(
                ecosystem: "deb", name: ["curl", "wget", "libc6", "file"][index],
                version: ["1.0", "1.1"][Int.random(in: 0...1, using: &random)],
                layer: max(0, stack.count - 1), requested: Bool.random(using: &random),
                needs: index > 0 && Bool.random(using: &random) ? [index - 1] : [])
        }
        var owned: [String: Int] = [:]
        if !packages.isEmpty {
            for path in ["a", "b/a", "c/c", "a/b/c", "c"] where Bool.random(using: &random) {
                owned["/" + path] = Int.random(in: 0..<packages.count, using: &random)
            }
        }
        return try image(
            stack.enumerated().map { (verbs[$0 % verbs.count], $1) },
            base: Int.random(in: 0...min(2, stack.count), using: &random), packages: packages, owner: { owned[$0] })
    }
}
