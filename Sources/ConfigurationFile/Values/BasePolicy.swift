// SPDX-License-Identifier: Apache-2.0

/// What findings in layers of the base image mean.
public enum BasePolicy: String, Sendable, CaseIterable {
    /// They are shown as suppressed and fail nothing.
    case ignore
    /// They count like others.
    case report
}
