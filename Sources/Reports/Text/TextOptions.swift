// SPDX-License-Identifier: Apache-2.0

/// How the text of a report is laid out. The caller knows the terminal; the renderer never asks for it.
public struct TextOptions: Sendable, Equatable {
    /// How much is told.
    public enum Detail: Sendable {
        /// The closing verdict alone: one line an image.
        case quiet
        /// At most 50 lines.
        case normal
        /// Every finding, place, layer and warning.
        case verbose
    }

    /// Columns of the terminal. Less than 60 counts as 60; beyond 140 lines get no longer, since nobody reads those.
    public var width: Int
    /// Whether ANSI colours are written. They repeat what the words say.
    public var colour: Bool
    public var detail: Detail
    /// How long the run took; nil leaves it out, which makes the text the same every time.
    public var elapsed: Duration?

    public init(width: Int = 80, colour: Bool = false, detail: Detail = .normal, elapsed: Duration? = nil) {
        self.width = min(max(width, 60), 140)
        self.colour = colour
        self.detail = detail
        self.elapsed = elapsed
    }
}
