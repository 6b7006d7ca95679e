// SPDX-License-Identifier: Apache-2.0
import JSONText

/// How a container of the image runs: the inner `config`. Source: OCI image-spec, config.md, and Docker's additions.
public struct ContainerConfig: Sendable, Equatable {
    /// As written; empty when not set, which means root.
    public let user: String
    /// `NAME=value` in the order of the document.
    public let env: [String]
    /// Empty when not set. A plain string counts as one word, as Docker reads it.
    public let entrypoint: [String]
    public let cmd: [String]
    public let workingDir: String
    public let labels: [String: String]
    /// `80/tcp`, sorted.
    public let exposedPorts: [String]
    /// Sorted.
    public let volumes: [String]
    public let stopSignal: String?
    public let shell: [String]
    public let onBuild: [String]
    public let healthcheck: Healthcheck?
    /// Windows: the first word of `cmd` or `entrypoint` is a whole command line already.
    public let argsEscaped: Bool

    /// Nothing set.
    public init() {
        user = ""
        env = []
        entrypoint = []
        cmd = []
        workingDir = ""
        labels = [:]
        exposedPorts = []
        volumes = []
        stopSignal = nil
        shell = []
        onBuild = []
        healthcheck = nil
        argsEscaped = false
    }

    init(_ node: DocumentNode) throws(FormatError) {
        user = node.string("User") ?? ""
        if let map = node.value("Env")?.objectValue {
            env = map.members.compactMap { member in member.value.stringValue.map { member.key + "=" + $0 } }
        } else {
            env = node.words("Env") ?? []
        }
        entrypoint = node.words("Entrypoint") ?? []
        cmd = node.words("Cmd") ?? []
        workingDir = node.string("WorkingDir") ?? ""
        labels = node.strings("Labels")
        exposedPorts = node.names("ExposedPorts")
        volumes = node.names("Volumes")
        stopSignal = node.string("StopSignal")
        shell = node.words("Shell") ?? []
        onBuild = node.words("OnBuild") ?? []
        healthcheck = try node.node("Healthcheck").map(Healthcheck.init)
        argsEscaped = node.boolean("ArgsEscaped")
    }

    /// What `env` gives a name: the last of several, as the C library's callers and shells see it; nil when not set.
    public func environment(_ name: String) -> String? {
        env.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
