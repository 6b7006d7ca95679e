// SPDX-License-Identifier: Apache-2.0
internal import Digests

/// The rules a scan uses: the built-in tables, and whatever a user's own file adds.
public struct SecretRules: Sendable {
    /// One for each rule, in order; `SecretHit.kind` is an index into this.
    public let kinds: [SecretKind]
    let rules: [SecretRule]
    /// Kinds of users follow those of the tables.
    let user: UserSecretRules?

    init(_ rules: [SecretRule], user: UserSecretRules? = nil) {
        self.rules = rules
        self.user = user
        kinds = rules.map(\.kind) + (user?.rules.map(\.kind) ?? [])
    }

    /// Everything this version knows.
    public static let builtIn = SecretRules(SecretTables.all)

    /// How many kinds there are.
    public var count: Int { kinds.count }

    /// The kind with this id; nil if there is none. Linear.
    public func index(of id: String) -> Int? { kinds.firstIndex { $0.id == id } }

    /// SHA-256 over everything that decides what is found, for the keys of caches: facts made with another rule set
    /// are not the same facts.
    public var fingerprint: [UInt8] {
        var text = "dunnage secrets \(SecretRules.revision)\n"
        for rule in rules {
            text += "\(rule.id)\u{0}\(rule.anchors)\u{0}\(rule.isCaseless)\u{0}\(rule.pattern)\u{0}\(rule.check)"
            text += "\u{0}\(rule.rank)\u{0}\(rule.hasEdges)\u{0}\(rule.needsSecretName)\u{0}\(rule.severity)\n"
        }
        if let user { text += user.identity }
        return SHAHasher.hash(Array(text.utf8)).bytes
    }

    /// Raised whenever matching or a check changes in a way that the tables do not show.
    private static let revision = 1
}
