// SPDX-License-Identifier: Apache-2.0

/// Why a text is no TOML, and on which line.
struct TOMLProblem: Error, Equatable {
    /// 1-based.
    var line: Int
    var what: String
}
