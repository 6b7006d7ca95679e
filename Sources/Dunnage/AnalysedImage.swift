// SPDX-License-Identifier: Apache-2.0
public import ImageFormat
public import ImageReading
public import LayerScan
public import LayerTree
public import PackageDatabases
internal import SecretScan

/// An image with everything its layers' bytes said: for what asks about single files and packages, which a report
/// does not hold.
public struct AnalysedImage: Sendable {
    /// Documents, names and layers as the archive has them.
    public let image: Image
    /// One for each layer, bottom first; empty facts where there are no bytes.
    public let facts: [LayerFacts]
    /// The layers laid over each other.
    public let tree: ImageTree
    public let packages: PackageSet
    /// Which of the lowest layers are the base's.
    public let base: BaseSplit
    /// Why the image is not whole, one sentence each; empty for a whole one.
    public let gaps: [String]

    /// By layer; secrets in them are hidden.
    private let instructions: [String?]

    /// Throws only when the image does not fit 32-bit numbers.
    init(_ scanned: ScannedImage, _ engine: SecretEngine, base given: GivenBase? = nil) throws(LayerTreeError) {
        image = scanned.image
        let redacted = Redaction(scanned.image, engine)
        instructions = scanned.image.layers.map { $0.instruction.map { redacted($0.text) } }
        facts = scanned.facts
        let tree = try ImageTree(layers: scanned.facts.map(\.entries))
        gaps = scanned.gaps + tree.gaps
        var rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
        for (layer, fact) in scanned.facts.enumerated() {
            for database in fact.databases { rows.append((layer, database.entry, database.rows)) }
        }
        packages = PackageSet(tree: tree, rows: rows)
        self.tree = tree
        base = scanned.base(given)
    }

    /// The instruction that made a layer, on one line, secrets hidden; nil when the history does not tell.
    public func instruction(ofLayer layer: Int) -> String? {
        instructions.indices.contains(layer) ? instructions[layer] : nil
    }
}
