// SPDX-License-Identifier: Apache-2.0

/// In what sort of place a file lies: the sum of what the names of all directories above it say.
struct Zone: OptionSet, Sendable {
    let rawValue: UInt32

    /// A version control system's own directory.
    static let vcs = Zone(rawValue: 1 << 0)
    /// A package manager's or build tool's cache.
    static let cache = Zone(rawValue: 1 << 1)
    /// `/tmp`, `/var/tmp`.
    static let temporary = Zone(rawValue: 1 << 2)
    /// `/var/log`.
    static let log = Zone(rawValue: 1 << 3)
    /// Manuals, documentation, translations.
    static let documentation = Zone(rawValue: 1 << 4)
    /// `node_modules`.
    static let nodeModules = Zone(rawValue: 1 << 5)
    /// Directories whose content a language's package manager put there.
    static let package = Zone(rawValue: 1 << 6)
    /// Tests by the name of a directory.
    static let tests = Zone(rawValue: 1 << 7)
    /// An editor's settings.
    static let editor = Zone(rawValue: 1 << 8)
    /// A build service's settings.
    static let pipeline = Zone(rawValue: 1 << 9)
    /// Where the system or a toolchain keeps its own: never an application's source.
    static let system = Zone(rawValue: 1 << 10)
    /// A directory of programs.
    static let programs = Zone(rawValue: 1 << 11)
    /// A whole toolchain in a directory of its own (`/usr/local/go`).
    static let toolchain = Zone(rawValue: 1 << 12)
    /// Files that a web server hands out.
    static let web = Zone(rawValue: 1 << 13)
    /// A home directory.
    static let home = Zone(rawValue: 1 << 14)
    /// `/proc`, `/sys`, `/dev`, `/run`.
    static let volatile = Zone(rawValue: 1 << 15)
    /// C headers.
    static let headers = Zone(rawValue: 1 << 16)
}
