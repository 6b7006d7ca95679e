// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a regular expression, in words.
struct RegexProblem: Error, Equatable {
    var what: String
}
