// SPDX-License-Identifier: Apache-2.0
public import Digests

/// Where the base image ends and the Dockerfile at hand begins.
public struct BaseSplit: Sendable, Equatable {
    /// How the split is known, from sure to unknown.
    public enum Evidence: String, Sendable {
        /// Another archive was given as the base.
        case given
        /// The build's provenance names the base; where it ends is still read from the history.
        case provenance
        /// `org.opencontainers.image.base.*` names the base; where it ends is still read from the history.
        case label
        /// A guess by the last inner marker of the history.
        case history
        /// There is no base, or no sign of one.
        case none
    }

    /// How many of the lowest layers are the base's; 0 when none or unknown.
    public let layers: Int
    public let how: Evidence
    /// The base's name as the evidence spells it.
    public let name: String?
    public let digest: Digest?
    /// Whether FROM names the base by its digest; nil when nothing records how it was written. A digest alone does
    /// not tell: builders record the one that a tag led to.
    public let isPinned: Bool?

    public init(layers: Int, how: Evidence, name: String? = nil, digest: Digest? = nil, isPinned: Bool? = nil) {
        self.layers = layers
        self.how = how
        self.name = name
        self.digest = digest
        self.isPinned = isPinned
    }

    /// Judges by provenance, then labels and manifest annotations, then the history alone.
    ///
    /// The history's marker: an image ends with the config of its own (`CMD`, `ENTRYPOINT`, …); the last `CMD` entry
    /// below a later layer was therefore the base's own. buildah says it plainly: its first entry above the base
    /// carries the comment `FROM name`. `ownNames` are the image's own: a step-by-step build names itself there.
    public static func guess(
        _ history: LayerHistory,
        labels: [String: String] = [:],
        annotations: [String: String] = [:],
        provenance: Provenance? = nil,
        ownNames: [String] = []
    ) -> BaseSplit {
        let mark = lastMarker(history, ownNames)
        let layers = mark?.layers ?? 0
        if let bases = provenance?.baseImages, bases.count == 1, let base = bases.first {
            return BaseSplit(
                layers: layers, how: .provenance, name: base.name, digest: base.digest, isPinned: base.isPinned)
        }
        let named = labels.merging(annotations) { label, _ in label }
        if let name = named["org.opencontainers.image.base.name"], !name.isEmpty {
            if name == "scratch" { return BaseSplit(layers: 0, how: .none) }
            let digest = named["org.opencontainers.image.base.digest"].flatMap { Digest($0) }
            return BaseSplit(layers: layers, how: .label, name: name, digest: digest)
        }
        guard let mark, mark.layers > 0 else { return BaseSplit(layers: 0, how: .none) }
        return BaseSplit(layers: mark.layers, how: .history, name: mark.name)
    }

    /// How many layers lie below the last marker that has a layer above it. What buildah says outright comes before
    /// what a `CMD` suggests, since a Dockerfile may set its own before it adds layers.
    private static func lastMarker(_ history: LayerHistory, _ ownNames: [String]) -> (layers: Int, name: String?)? {
        guard history.isKnown else { return nil }
        var below = history.entryOfLayer.count
        var guessed: Int?
        for entry in history.entries.reversed() {
            if entry.layer != nil { below -= 1 }
            guard below < history.entryOfLayer.count else { continue }
            if let comment = entry.instruction.comment, comment.hasPrefix("FROM ") {
                let name = comment.dropFirst(5).prefix { !$0.isWhitespace }
                if name == "scratch" { return nil }
                if !ownNames.contains(String(name)), !isImageID(name) { return (below, String(name)) }
            }
            if guessed == nil, entry.layer == nil, entry.instruction.verb == "CMD" { guessed = below }
        }
        return guessed.map { ($0, nil) }
    }

    /// A bare id names no base: a build that keeps each step as an image of its own writes the step before there.
    private static func isImageID(_ name: Substring) -> Bool {
        name.utf8.count >= 12 && name.utf8.count <= 64 && name.allSatisfy(\.isHexDigit)
    }
}
