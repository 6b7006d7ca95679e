// SPDX-License-Identifier: Apache-2.0

/// The program that wrote the report.
public struct Tool: Sendable, Equatable {
    public var name: String
    public var version: String

    public init(name: String = "dunnage", version: String) {
        self.name = name
        self.version = version
    }
}
