// SPDX-License-Identifier: Apache-2.0

/// What an image is for, which decides what in it is cargo.
public enum Profile: String, Sendable, CaseIterable {
    /// A service that runs somewhere.
    case `default`
    /// Runs builds: compilers are its cargo.
    case builder
    /// Others build on it: it has no user, command or healthcheck of its own.
    case base
    /// Runs under Kubernetes.
    case kubernetes
    /// Runs under Docker Compose.
    case compose
}
