// SPDX-License-Identifier: Apache-2.0

/// What a walk may still spend, about a byte that is looked at or made each. Commands are counted beside it: one alone
/// may ask for a pattern to be tried at every place of a long text.
struct ShellBudget {
    /// Official entry scripts take some ten thousand.
    private static let limit = 8_000_000

    private var left = ShellBudget.limit

    var isSpent: Bool { left <= 0 }

    mutating func spend(_ amount: Int) { left -= min(amount, left) }
}
