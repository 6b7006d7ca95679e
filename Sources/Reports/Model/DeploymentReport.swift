// SPDX-License-Identifier: Apache-2.0

/// How the image does under the hardening of its orchestrator, and what to paste there.
public struct DeploymentReport: Sendable, Equatable {
    /// One setting and whether the image runs under it.
    public struct Setting: Sendable, Equatable {
        /// As the orchestrator spells it: `runAsNonRoot`.
        public var name: String
        public var ok: Bool
        /// One sentence without a full stop.
        public var why: String

        public init(name: String, ok: Bool, why: String) {
            self.name = name
            self.ok = ok
            self.why = why
        }
    }

    /// `kubernetes` or `compose`.
    public var target: String
    public var settings: [Setting]
    /// Lines of YAML, without indentation of their place.
    public var block: [String]

    public init(target: String, settings: [Setting], block: [String]) {
        self.target = target
        self.settings = settings
        self.block = block
    }
}
