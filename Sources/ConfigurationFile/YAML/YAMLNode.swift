// SPDX-License-Identifier: Apache-2.0

/// A value of a YAML document and where it stands.
struct YAMLNode: Sendable, Equatable {
    enum Content: Sendable, Equatable {
        /// `isPlain`: written without quotes, so that `off` and nothing may mean something.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Pair])
    }

    /// One member of a mapping. Keys are scalars, and none comes twice.
    struct Pair: Sendable, Equatable {
        var key: String
        /// Of the key, from 1.
        var line: Int
        var value: YAMLNode
    }

    var content: Content
    /// From 1.
    var line: Int

    /// Nothing was written: `key:` or `key: null`.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// For messages: `a list`.
    var article: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
