// SPDX-License-Identifier: Apache-2.0

/// One setting that differs. Secrets were hidden before values came here.
public struct ConfigChange: Sendable, Equatable {
    /// `User`, `Entrypoint`, `Env[NAME]`, `Labels[NAME]`, `ExposedPorts`, …
    public var field: String
    /// nil when it was not set.
    public var before: String?
    /// nil when it is not set.
    public var after: String?

    public init(field: String, before: String?, after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }

    /// Settings in the order in which they matter, then by name.
    static func all(_ old: ImageSnapshot.Config, _ new: ImageSnapshot.Config) -> [ConfigChange] {
        var changes: [ConfigChange] = []
        func compare(_ field: String, _ before: String?, _ after: String?) {
            if before != after { changes.append(ConfigChange(field: field, before: before, after: after)) }
        }
        func words(_ list: [String]) -> String? { list.isEmpty ? nil : list.joined(separator: " ") }
        compare("User", old.user, new.user)
        compare("Entrypoint", words(old.entrypoint), words(new.entrypoint))
        compare("Cmd", words(old.cmd), words(new.cmd))
        compare("WorkingDir", old.workingDir, new.workingDir)
        compare("Healthcheck", words(old.healthcheck), words(new.healthcheck))
        compare("ExposedPorts", words(old.exposedPorts), words(new.exposedPorts))
        compare("Volumes", words(old.volumes), words(new.volumes))
        compare("StopSignal", old.stopSignal, new.stopSignal)
        let (oldEnv, newEnv) = (settings(old.env), settings(new.env))
        for name in Set(oldEnv.keys).union(newEnv.keys).sorted() { compare("Env[\(name)]", oldEnv[name], newEnv[name]) }
        for name in Set(old.labels.keys).union(new.labels.keys).sorted() {
            compare("Labels[\(name)]", old.labels[name], new.labels[name])
        }
        return changes
    }

    private static func settings(_ env: [String]) -> [String: String] {
        var settings: [String: String] = [:]
        for setting in env {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            settings[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        return settings
    }
}
