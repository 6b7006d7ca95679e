// SPDX-License-Identifier: Apache-2.0

/// One build in a trend file: a line of `docs/trend.schema.json`.
public struct TrendEntry: Sendable, Equatable {
    public static let schema = "dunnage.trend/1"
    /// How many packages and directories a line names.
    static let most = 10

    /// Something large, to tell later what moved.
    public struct Part: Sendable, Equatable {
        public var name: String
        public var bytes: Int64

        public init(name: String, bytes: Int64) {
            self.name = name
            self.bytes = bytes
        }
    }

    public var date: Moment
    /// Without registry, path and tag: what makes lines one series, with the platform.
    public var name: String
    public var platform: String?
    public var reference: String?
    public var id: String?
    /// What it was built from; nil when nobody said.
    public var commit: String?
    /// Of the build: a version.
    public var tag: String?
    public var size: Int64
    /// Of it, what app layers ship.
    public var app: Int64
    public var live: Int64
    public var storedSize: Int64?
    public var pullSize: Int64?
    public var files: Int64
    public var layers: Int64
    /// Findings by severity; severities without any are left out.
    public var findings: [String: Int]
    /// The largest packages and directories, by live bytes.
    public var packages: [Part]
    public var directories: [Part]

    public init(
        date: Moment, name: String, platform: String? = nil, reference: String? = nil, id: String? = nil,
        commit: String? = nil, tag: String? = nil, size: Int64, app: Int64 = 0, live: Int64 = 0,
        storedSize: Int64? = nil, pullSize: Int64? = nil, files: Int64 = 0, layers: Int64 = 0,
        findings: [String: Int] = [:], packages: [Part] = [], directories: [Part] = []
    ) {
        self.date = date
        self.name = name
        self.platform = platform
        self.reference = reference
        self.id = id
        self.commit = commit
        self.tag = tag
        self.size = size
        self.app = app
        self.live = live
        self.storedSize = storedSize
        self.pullSize = pullSize
        self.files = files
        self.layers = layers
        self.findings = findings
        self.packages = packages
        self.directories = directories
    }
}
