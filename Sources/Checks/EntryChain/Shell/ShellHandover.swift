// SPDX-License-Identifier: Apache-2.0

/// A program that a script starts, and how sure it is that it does.
struct ShellHandover: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// Takes the script's place.
        case exec
        /// The script waits for it.
        case foreground
        /// The script goes on.
        case background
    }

    var kind: Kind
    /// Program and arguments; what is not known stands as it is written: `$NAME`.
    var words: [String]
    /// Nothing that is unknown beforehand decides about it.
    var isCertain: Bool
    /// Reached only by way of a test for uid 0.
    var isRootGuarded: Bool
}
