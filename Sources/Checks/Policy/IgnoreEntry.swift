// SPDX-License-Identifier: Apache-2.0
public import Findings
public import LayerTree

/// Findings that somebody decided to live with: of one rule, at some places, for a reason, until a day.
public struct IgnoreEntry: Sendable, Equatable {
    /// A rule's id; nil: of every rule.
    public var rule: String?
    /// Of that rule; nil: every kind.
    public var kind: String?
    /// Places, by a pattern over paths or exactly (`config:Env[DB_PASSWORD]`); nil: everywhere.
    public var path: PathGlob?
    public var reason: String
    /// The last day on which it holds; nil: until it is taken away.
    public var expires: CalendarDay?
    /// Where it is written: `.dunnage.yml:12`.
    public var place: String

    public init(
        rule: String? = nil, kind: String? = nil, path: PathGlob? = nil, reason: String, expires: CalendarDay? = nil,
        place: String = ""
    ) {
        self.rule = rule
        self.kind = kind
        self.path = path
        self.reason = reason
        self.expires = expires
        self.place = place
    }

    /// Whether it still holds on that day.
    public func holds(on day: CalendarDay) -> Bool { expires.map { day <= $0 } ?? true }

    /// Whether it is about such findings, wherever they are.
    public func concerns(rule: String, kind: String) -> Bool {
        (self.rule ?? rule) == rule && (self.kind ?? kind) == kind
    }

    /// Whether it is about that place. One outside the tree has brackets in its name, so it may be written as it is;
    /// a pattern covers it only when it begins as such places do: `config:*`.
    public func covers(_ place: String) -> Bool {
        guard let path else { return true }
        if path.text == place { return true }
        guard place.hasPrefix("/") || path.text.hasPrefix(place.prefix { $0 != ":" && $0 != "[" }) else { return false }
        return path.matches(Array(place.utf8))
    }

    /// Whether it is about every finding in every file, whatever it is.
    public var hidesEverything: Bool {
        guard rule == nil, kind == nil, let path else { return rule == nil && kind == nil }
        // Two files with no name in common.
        return ["/a/b", "/c/d/e"].allSatisfy { path.matches(Array($0.utf8)) }
    }
}
