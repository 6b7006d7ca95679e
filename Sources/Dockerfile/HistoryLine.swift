// SPDX-License-Identifier: Apache-2.0

/// One history entry of an image, as a person would write the instruction.
public struct HistoryLine: Sendable, Equatable {
    /// With its verb: `RUN npm ci`.
    public let text: String

    let verb: String
    let words: [String]

    public init(_ text: String) {
        self.text = text
        verb = String(text.prefix { !Step.isBlank($0) })
        words = Step.words(text.drop { !Step.isBlank($0) }.drop(while: Step.isBlank))
    }
}
