// SPDX-License-Identifier: Apache-2.0

/// What a script meets: its arguments, its environment, who runs it, which files there are.
struct ShellScene {
    /// As it is called: `$0`.
    var name: String
    var arguments: [String]
    /// The image's environment; whoever runs it may add to that, but did not yet.
    var environment: [String: String]
    var isRoot: Bool
    /// The absolute path of a program in PATH; nil when there is none.
    var program: (String) -> String?
    /// Whether something is there, and whether it is a directory; nil when nothing is.
    var file: (String) -> (isDirectory: Bool, size: Int64, isExecutable: Bool)?
}
