// SPDX-License-Identifier: Apache-2.0

/// What the image says about running it. Secrets in values are redacted before they come here.
public struct ConfigReport: Sendable, Equatable {
    /// `USER` as written; nil when not set.
    public var user: String?
    /// Who that is in the final tree; nil when it cannot be told.
    public var effectiveUser: EffectiveUser?
    /// nil when not set.
    public var entrypoint: [String]?
    /// nil when not set.
    public var cmd: [String]?
    /// What really starts, wrapper by wrapper; empty when nothing does.
    public var starts: [String]
    /// `NAME=value`, in order.
    public var env: [String]
    public var workingDir: String?
    /// nil when not set; a test of `NONE` switches an inherited one off.
    public var healthcheck: Healthcheck?
    /// `8080/tcp`.
    public var exposedPorts: [String]
    public var volumes: [String]
    public var labels: [String: String]

    public init(
        user: String? = nil, effectiveUser: EffectiveUser? = nil, entrypoint: [String]? = nil, cmd: [String]? = nil,
        starts: [String] = [], env: [String] = [], workingDir: String? = nil, healthcheck: Healthcheck? = nil,
        exposedPorts: [String] = [], volumes: [String] = [], labels: [String: String] = [:]
    ) {
        self.user = user
        self.effectiveUser = effectiveUser
        self.entrypoint = entrypoint
        self.cmd = cmd
        self.starts = starts
        self.env = env
        self.workingDir = workingDir
        self.healthcheck = healthcheck
        self.exposedPorts = exposedPorts
        self.volumes = volumes
        self.labels = labels
    }
}
