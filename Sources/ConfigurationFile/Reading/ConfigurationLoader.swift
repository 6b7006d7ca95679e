// SPDX-License-Identifier: Apache-2.0
internal import Checks

/// Finds and reads configurations.
public struct ConfigurationLoader: Sendable {
    /// What a configuration is called where nobody names one.
    public static let names = [".dunnage.yml", ".dunnage.yaml"]

    private let rules: [String]

    /// A loader that knows the rules of this version.
    public init() { rules = RuleRegistry.descriptions.map(\.id) }

    /// The file to read for work in `directory`: there, or in a parent up to the root of the repository (a directory
    /// with `.git`). nil when there is none; outside a repository only `directory` itself is looked at.
    ///
    /// - Returns: a path below or above `directory`, spelled through it: `../../.dunnage.yml`.
    public func discover(from directory: String = ".") throws(ConfigurationError) -> String? {
        var candidate: String?
        var prefix = directory == "." ? "" : directory + "/"
        // The file system's root is its own parent.
        var last: String?
        for level in 0..<256 {
            if candidate == nil { candidate = try named(in: prefix) }
            if TextFile.exists(prefix + ".git") { return candidate }
            // Above a directory that no repository holds, files are somebody else's.
            if level == 0, candidate != nil { return candidate }
            let identity = TextFile.identity(prefix.isEmpty ? "." : prefix)
            guard let identity, identity != last else { return nil }
            last = identity
            prefix += "../"
        }
        return nil
    }

    private func named(in prefix: String) throws(ConfigurationError) -> String? {
        let found = ConfigurationLoader.names.map { prefix + $0 }.filter { TextFile.isNamed($0) }
        guard found.count < 2 else {
            throw ConfigurationError(file: found[0], what: "stands beside \(found[1]): only one of them, please")
        }
        return found.first
    }

    /// Reads a configuration and what it extends.
    ///
    /// - Parameter isNamed: somebody named it by hand: it may be a pipe then.
    public func load(_ file: String, isNamed: Bool = true) throws(ConfigurationError) -> Configuration {
        var configuration = Configuration()
        var trail: [(file: String, identity: String)] = []
        var seen: Set<String> = []
        try load(file, isNamed, &configuration, &trail, &seen)
        // The named file first, then what it builds on.
        configuration.files.reverse()
        return configuration
    }

    private static let depth = 16

    /// Depth first: what is extended is read before the file that extends it, which then wins. At most `depth` deep.
    private func load(
        _ file: String, _ isNamed: Bool, _ configuration: inout Configuration,
        _ trail: inout [(file: String, identity: String)], _ seen: inout Set<String>
    ) throws(ConfigurationError) {
        let bytes = try TextFile.read(file, mustBeRegular: !isNamed)
        let identity = TextFile.identity(file) ?? file
        trail.append((file, identity))
        defer { trail.removeLast() }
        let root = try YAMLParser.parse(bytes, file: file)
        let reader = ConfigurationReader(file: file, rules: rules)
        if let root, !root.isNull {
            for (name, line) in try reader.extended(by: root) {
                let path = reader.path(name)
                guard TextFile.exists(path) else {
                    throw ConfigurationError(
                        file: file, line: line, what: "extends «\(name)», which is not there (\(path))")
                }
                let next = TextFile.identity(path) ?? path
                if trail.contains(where: { $0.identity == next }) {
                    let circle = trail.map(\.file) + [path]
                    throw ConfigurationError(
                        file: file, line: line, what: "extends itself: " + circle.joined(separator: " → "))
                }
                guard trail.count < ConfigurationLoader.depth else {
                    throw ConfigurationError(
                        file: file, line: line, what: "more than \(ConfigurationLoader.depth) files extend one another")
                }
                // Two ways may lead to one file: its lists count once.
                if seen.insert(next).inserted { try load(path, false, &configuration, &trail, &seen) }
            }
            try reader.apply(root, to: &configuration)
        }
        configuration.files.append(file)
    }
}
