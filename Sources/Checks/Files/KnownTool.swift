// SPDX-License-Identifier: Apache-2.0

/// A program known by its name.
struct KnownTool: Sendable {
    enum Role: UInt8, Sendable {
        /// Turns source into programs, or links them.
        case compiler
        /// Useless without a compiler or a source tree.
        case helper
        /// Installs packages.
        case packageManager
        /// Reaches into networks or other processes.
        case network
        /// Lets people in.
        case server
    }

    let name: String
    /// Into `ToolTable.toolchains`.
    let toolchain: Int
    let role: Role
}
