// SPDX-License-Identifier: Apache-2.0

/// A `HEALTHCHECK`, which only Docker's config format knows; OCI writers drop it. Times are nanoseconds, nil or 0 = default.
public struct Healthcheck: Sendable, Equatable {
    /// `["CMD", …]`, `["CMD-SHELL", command]`, `["NONE"]`, or empty: inherited.
    public let test: [String]
    public let interval: Int64?
    public let timeout: Int64?
    public let startPeriod: Int64?
    public let startInterval: Int64?
    public let retries: Int64?

    init(_ node: DocumentNode) {
        test = node.words("Test") ?? []
        interval = node.integer("Interval")
        timeout = node.integer("Timeout")
        startPeriod = node.integer("StartPeriod")
        startInterval = node.integer("StartInterval")
        retries = node.integer("Retries")
    }

    /// `HEALTHCHECK NONE`.
    public var isDisabled: Bool { test.first == "NONE" }
}
