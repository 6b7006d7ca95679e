// SPDX-License-Identifier: Apache-2.0

/// The production practice that a rule enforces.
public enum Practice: String, Sendable, CaseIterable {
    case multiStage = "multi-stage builds"
    case smallImage = "small images"
    case noSecrets = "no secrets in images"
    case notRoot = "never run as root"
    case leastPrivilege = "least privilege"
    case minimalBase = "a minimal base"
    case pinnedInputs = "pinned inputs"
    case startsAndStops = "starts and stops as meant"
    case production = "production settings"
    case healthChecks = "health checks"
    case logsToConsole = "logs to standard output"
    case readOnly = "a read-only filesystem"
    case traceable = "traceable images"
}
