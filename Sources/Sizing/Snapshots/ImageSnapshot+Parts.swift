// SPDX-License-Identifier: Apache-2.0

extension ImageSnapshot {
    /// One layer. Its sizes are sums over the files.
    public struct Layer: Sendable, Equatable {
        /// Hash of the uncompressed tar: what a node knows a layer by.
        public var diffID: String?
        /// Hash of the stored blob.
        public var digest: String?
        /// The Dockerfile instruction, secrets hidden; nil when the history does not tell.
        public var instruction: String?
        public var storedSize: Int64?
        /// What a registry sends for it; nil when unknown.
        public var pullSize: Int64?

        public init(
            diffID: String? = nil, digest: String? = nil, instruction: String? = nil, storedSize: Int64? = nil,
            pullSize: Int64? = nil
        ) {
            self.diffID = diffID
            self.digest = digest
            self.instruction = instruction
            self.storedSize = storedSize
            self.pullSize = pullSize
        }
    }

    /// One installed package. Its bytes are a sum over the files.
    public struct Package: Sendable, Equatable {
        /// As `Ecosystem` spells it.
        public var ecosystem: String
        public var name: String
        public var version: String
        public var architecture: String
        /// Where it is declared, for packages that may be there several times; empty for the system's.
        public var place: String
        /// The first layer whose records list it.
        public var layer: Int
        /// Asked for by hand; nil when nothing records it.
        public var requested: Bool?
        /// What it cannot work without, by index.
        public var needs: [Int]

        public init(
            ecosystem: String, name: String, version: String, architecture: String = "", place: String = "",
            layer: Int = 0, requested: Bool? = nil, needs: [Int] = []
        ) {
            self.ecosystem = ecosystem
            self.name = name
            self.version = version
            self.architecture = architecture
            self.place = place
            self.layer = layer
            self.requested = requested
            self.needs = needs
        }
    }

    /// How a container of the image runs. Secrets are hidden.
    public struct Config: Sendable, Equatable {
        public var user: String?
        public var entrypoint: [String]
        public var cmd: [String]
        public var workingDir: String?
        /// `NAME=value`, in order.
        public var env: [String]
        public var exposedPorts: [String]
        public var volumes: [String]
        public var labels: [String: String]
        /// The words of the test; empty when there is none.
        public var healthcheck: [String]
        public var stopSignal: String?

        public init(
            user: String? = nil, entrypoint: [String] = [], cmd: [String] = [], workingDir: String? = nil,
            env: [String] = [], exposedPorts: [String] = [], volumes: [String] = [], labels: [String: String] = [:],
            healthcheck: [String] = [], stopSignal: String? = nil
        ) {
            self.user = user
            self.entrypoint = entrypoint
            self.cmd = cmd
            self.workingDir = workingDir
            self.env = env
            self.exposedPorts = exposedPorts
            self.volumes = volumes
            self.labels = labels
            self.healthcheck = healthcheck
            self.stopSignal = stopSignal
        }
    }
}
