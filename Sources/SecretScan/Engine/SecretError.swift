// SPDX-License-Identifier: Apache-2.0

/// Why secrets cannot be looked for.
public struct SecretError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        let name: String
        /// A rule is not well formed: an id twice, a pattern that cannot be read, an anchor that is too short.
        public static let badRule = Code(name: "bad-rule")
        /// No memory for the pattern library's working space.
        public static let memory = Code(name: "memory")
        /// The pattern library failed while it scanned.
        public static let scan = Code(name: "scan")
    }

    public let code: Code
    /// What was wrong, in words; never bytes of what was scanned.
    public let what: String
    /// The rule's id, or where in a rules file; empty where neither applies.
    public let place: String

    public init(_ code: Code, _ what: String, place: String = "") {
        self.code = code
        self.what = what
        self.place = place
    }

    public var description: String { place.isEmpty ? what : place + ": " + what }
}
