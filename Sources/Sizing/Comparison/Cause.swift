// SPDX-License-Identifier: Apache-2.0

/// One reason why the image is larger or smaller. The bytes of all causes add up to the change, exactly.
public struct Cause: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Another base image.
        case base
        /// A package that came, went or changed its version, with what came along.
        case package
        case file
        /// A directory, without what other causes below it name.
        case directory
        /// Bytes that a later layer hides and that ship all the same.
        case dead
        /// The package managers' own records and logs.
        case records
        /// Everything too small to be named.
        case other
    }

    public enum Change: String, Sendable, CaseIterable {
        case added, removed, upgraded, downgraded, changed
    }

    /// A part worth naming.
    public struct Part: Sendable, Equatable {
        public var name: [UInt8]
        public var bytes: Int64

        public init(name: [UInt8], bytes: Int64) {
            self.name = name
            self.bytes = bytes
        }
    }

    public var kind: Kind
    public var change: Change
    /// A path, a package's name, or the base's name; empty where there is none.
    public var name: [UInt8]
    public var ecosystem: String?
    public var versionBefore: String?
    public var version: String?
    /// After minus before.
    public var bytes: Int64
    /// Differences in files that it stands for.
    public var files: Int
    /// Packages that came along with the named one.
    public var others: Int
    /// The layer of the image after that ships most of it; nil when none does.
    public var layer: Int?
    /// The layer that hides it, of dead bytes.
    public var hiddenBy: Int?
    /// The instruction of `layer`.
    public var instruction: String?
    /// The largest parts, at most three.
    public var parts: [Part]
    /// What it seems to be: `core dump`, `source map`; nil when the name does not tell.
    public var note: String?
    /// What to change; nil when that is no question of a Dockerfile.
    public var remedy: String?

    public init(
        kind: Kind, change: Change, name: [UInt8] = [], ecosystem: String? = nil, versionBefore: String? = nil,
        version: String? = nil, bytes: Int64, files: Int = 0, others: Int = 0, layer: Int? = nil,
        hiddenBy: Int? = nil, instruction: String? = nil, parts: [Part] = [], note: String? = nil,
        remedy: String? = nil
    ) {
        self.kind = kind
        self.change = change
        self.name = name
        self.ecosystem = ecosystem
        self.versionBefore = versionBefore
        self.version = version
        self.bytes = bytes
        self.files = files
        self.others = others
        self.layer = layer
        self.hiddenBy = hiddenBy
        self.instruction = instruction
        self.parts = parts
        self.note = note
        self.remedy = remedy
    }

    /// Of the app's own growth, which budgets judge: a base bump is none.
    public var appBytes: Int64 { kind == .base ? 0 : bytes }
}
