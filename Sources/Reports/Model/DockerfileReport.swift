// SPDX-License-Identifier: Apache-2.0

public import Findings

/// Which lines of a Dockerfile made an image. Lines count from 1.
public struct DockerfileReport: Sendable, Equatable {
    /// As forges want it: relative to the repository.
    public var path: String
    /// By layer; nil where no instruction fits.
    public var layers: [ClosedRange<Int>?]
    /// By history entry; nil where no instruction fits.
    public var history: [ClosedRange<Int>?]
    /// The `FROM` that names the base image; nil for a file without stages.
    public var base: ClosedRange<Int>?
    /// The `FROM` of the final stage.
    public var stage: ClosedRange<Int>?
    /// By place in the configuration, as findings name it: `User`, `Cmd`, `Env[NAME]`.
    public var settings: [String: ClosedRange<Int>]

    public init(
        path: String, layers: [ClosedRange<Int>?] = [], history: [ClosedRange<Int>?] = [],
        base: ClosedRange<Int>? = nil, stage: ClosedRange<Int>? = nil, settings: [String: ClosedRange<Int>] = [:]
    ) {
        self.path = path
        self.layers = layers
        self.history = history
        self.base = base
        self.stage = stage
        self.settings = settings
    }

    /// The lines to change for a finding: those of the instruction that made its layer or its setting, the `FROM`
    /// for what the base brought, the final stage's `FROM` for an instruction that is missing. nil when no line
    /// answers for it.
    public func lines(of finding: Finding) -> ClosedRange<Int>? {
        let path = finding.path
        if path.hasPrefix("archive:") { return nil }
        if path.hasPrefix("config:") {
            return settings[String(path.dropFirst("config:".count))] ?? (finding.origin == .base ? base : stage)
        }
        if path.hasPrefix("history:"), let number = Int(path.dropFirst("history:".count)),
            history.indices.contains(number), let lines = history[number]
        {
            return lines
        }
        // A secret came in with the lowest of its layers; the others only copied it.
        let layers = finding.locations.compactMap(\.layer)
        let layer = finding.category == .secret ? layers.min() : finding.layer
        if let layer, let lines = lines(ofLayer: layer) { return lines }
        return finding.origin == .base ? base : nil
    }

    /// The lines of the instruction that made a layer; nil when none fits.
    public func lines(ofLayer layer: Int) -> ClosedRange<Int>? {
        layers.indices.contains(layer) ? layers[layer] : nil
    }
}
