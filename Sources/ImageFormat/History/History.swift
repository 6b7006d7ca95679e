// SPDX-License-Identifier: Apache-2.0

/// Matches history entries to layers. Writers forget `empty_layer` flags, squash layers and cut histories, so the
/// number of layers decides which reading is right; when none fits, the match is unknown rather than wrong.
public enum History {
    /// Readings, in this order: as flagged; every entry a layer; by what instructions can make a layer.
    public static func map(_ history: [HistoryEntry], layerCount: Int) -> LayerHistory {
        let instructions = history.map(Instruction.init)
        let readings: [(Int) -> Bool] = [
            { !history[$0].emptyLayer },
            { _ in true },
            { !instructions[$0].isConfigOnly },
            { !instructions[$0].isConfigOnly && instructions[$0].verb != "WORKDIR" },
        ]
        for makesLayer in readings {
            let makers = history.indices.filter(makesLayer)
            if makers.count == layerCount { return matched(instructions, makers) }
        }
        return LayerHistory(
            entries: instructions.map { LayerHistory.Entry(instruction: $0, layer: nil) },
            entryOfLayer: Array(repeating: nil, count: layerCount),
            isKnown: layerCount == 0)
    }

    private static func matched(_ instructions: [Instruction], _ makers: [Int]) -> LayerHistory {
        var layers = [Int?](repeating: nil, count: instructions.count)
        for (layer, entry) in makers.enumerated() { layers[entry] = layer }
        return LayerHistory(
            entries: zip(instructions, layers).map { LayerHistory.Entry(instruction: $0, layer: $1) },
            entryOfLayer: makers,
            isKnown: true)
    }
}
