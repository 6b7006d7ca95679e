// SPDX-License-Identifier: Apache-2.0

/// What a rule reads. A rule whose needs an image cannot meet (a Windows image has no modes) is skipped.
public struct RuleNeeds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The image's configuration and history.
    public static let config = RuleNeeds(rawValue: 1)
    /// Paths, sizes, layers.
    public static let tree = RuleNeeds(rawValue: 2)
    /// Owners and permission bits: Unix only.
    public static let permissions = RuleNeeds(rawValue: 4)
    /// Package records.
    public static let packages = RuleNeeds(rawValue: 8)
    /// What the secret scan found.
    public static let secrets = RuleNeeds(rawValue: 16)
    /// What really starts: Unix only.
    public static let entry = RuleNeeds(rawValue: 32)

    /// The archive's bytes beside its documents.
    public static let archive = RuleNeeds(rawValue: 64)

    /// Names in the order of the bits, for people.
    public var names: [String] {
        let all: [(RuleNeeds, String)] = [
            (.config, "configuration"), (.tree, "files"), (.permissions, "permissions"), (.packages, "packages"),
            (.secrets, "secrets"), (.entry, "entry point"), (.archive, "archive"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}
