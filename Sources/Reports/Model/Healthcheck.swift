// SPDX-License-Identifier: Apache-2.0

/// The `HEALTHCHECK` of an image. Durations are nanoseconds, as the configuration has them; nil means the default.
public struct Healthcheck: Sendable, Equatable {
    /// `["CMD", …]`, `["CMD-SHELL", …]` or `["NONE"]`.
    public var test: [String]
    public var interval: Int64?
    public var timeout: Int64?
    public var startPeriod: Int64?
    public var startInterval: Int64?
    public var retries: Int64?

    public init(
        test: [String], interval: Int64? = nil, timeout: Int64? = nil, startPeriod: Int64? = nil,
        startInterval: Int64? = nil, retries: Int64? = nil
    ) {
        self.test = test
        self.interval = interval
        self.timeout = timeout
        self.startPeriod = startPeriod
        self.startInterval = startInterval
        self.retries = retries
    }
}
