// SPDX-License-Identifier: Apache-2.0
internal import Dockerfile
public import Reports

extension ImageReport {
    /// Whether a stage begins anywhere in the text.
    public static func isDockerfile(_ text: [UInt8]) -> Bool { !Recipe(text).finalChain.isEmpty }

    /// Finds the lines of a Dockerfile that made this image, by its history.
    ///
    /// - Parameters:
    ///   - dockerfile: the file's bytes; anything that is no Dockerfile fits nothing.
    ///   - path: how forges are to name it, relative to the repository.
    public mutating func locate(in dockerfile: [UInt8], path: String) {
        let recipe = Recipe(dockerfile)
        let steps = recipe.steps(for: history.map { HistoryLine($0.instruction ?? "") })
        let lines = steps.map { $0.map { recipe.steps[$0].lines } }
        var report = DockerfileReport(path: path, history: lines)
        report.layers = layers.map { _ in nil }
        for (entry, lines) in zip(history, lines) {
            if let layer = entry.layer, report.layers.indices.contains(layer) { report.layers[layer] = lines }
        }
        let chain = recipe.finalChain
        report.base = chain.first.map { recipe.steps[$0.from].lines }
        report.stage = chain.last.map { recipe.steps[$0.from].lines }
        for (verb, place) in ImageReport.settings { report.settings[place] = recipe.lines(ofLast: verb) }
        for setting in config.env {
            let name = String(setting.prefix { $0 != "=" })
            report.settings["Env[\(name)]"] = recipe.lines(ofLast: "ENV", setting: name)
        }
        for name in config.labels.keys {
            report.settings["Labels[\(name)]"] = recipe.lines(ofLast: "LABEL", setting: name)
        }
        self.dockerfile = report
    }

    /// Verbs, and the places in the configuration that they set.
    private static let settings = [
        ("USER", "User"), ("CMD", "Cmd"), ("ENTRYPOINT", "Entrypoint"), ("HEALTHCHECK", "Healthcheck"),
        ("WORKDIR", "WorkingDir"), ("EXPOSE", "ExposedPorts"), ("VOLUME", "Volumes"), ("STOPSIGNAL", "StopSignal"),
        ("SHELL", "Shell"),
    ]
}
