// SPDX-License-Identifier: Apache-2.0

/// A piece of a shell script, as far as it decides what is started.
indirect enum ShellNode: Sendable {
    struct Branch: Sendable {
        var condition: [ShellNode]
        var body: [ShellNode]
    }

    struct Choice: Sendable {
        var patterns: [ShellWord]
        var body: [ShellNode]
    }

    /// A command behind `&&` or `||`.
    struct Link: Sendable {
        var isAnd: Bool
        var node: ShellNode
    }

    /// Words, the assignments before them among them.
    case command([ShellWord])
    /// Several commands by pipes, or one with `!` before it.
    case pipeline([ShellNode], isNegated: Bool)
    case list(ShellNode, [Link])
    case background(ShellNode)
    case conditional([Branch], otherwise: [ShellNode])
    /// `while`, or `until` where the condition is negated.
    case loop(condition: [ShellNode], isNegated: Bool, body: [ShellNode])
    /// `for`; without words over the arguments.
    case each(String, words: [ShellWord]?, body: [ShellNode])
    case choice(ShellWord, [Choice])
    case group([ShellNode])
    /// Runs beside the script and ends before it goes on.
    case subshell
    /// `[[ … ]]`, operators as plain words.
    case test([ShellWord])
    case function(String, [ShellNode])
}
