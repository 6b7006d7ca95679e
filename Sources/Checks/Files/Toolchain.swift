// SPDX-License-Identifier: Apache-2.0

/// A family of programs that build, fetch or look inside other programs.
struct Toolchain: Sendable {
    /// The `kind` of its findings.
    let id: String
    /// As a sentence's subject: `C and C++ compilers`.
    let title: String
    /// System packages of it, by name; `*` stands for any version, see `PackagePattern`.
    let packages: [String]
}
