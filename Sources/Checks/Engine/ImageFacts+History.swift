// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

extension ImageFacts {
    /// Whether a history entry is one of the base image's: below the first layer that is not.
    func isBase(history index: Int) -> Bool {
        guard base.layers > 0, history.isKnown else { return false }
        guard base.layers < history.entryOfLayer.count else {
            // Nothing above the base but configuration: what comes behind its last layer may be either's.
            return history.entries.indices.contains(index) && history.entries[index].layer != nil
        }
        return history.entryOfLayer[base.layers].map { index < $0 } ?? false
    }

    /// `history:N`, with the layer that it made.
    func historyPlace(_ index: Int) -> Location {
        Location(path: "history:\(index)", layer: history.entries[index].layer)
    }

    /// The commands that `RUN` instructions above the base ran, with the index of their history entry.
    var appRuns: [(index: Int, text: String)] {
        history.entries.enumerated().compactMap { index, entry in
            entry.instruction.verb == "RUN" && !isBase(history: index) ? (index, entry.instruction.arguments) : nil
        }
    }
}
