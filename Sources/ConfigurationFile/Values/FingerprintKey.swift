// SPDX-License-Identifier: Apache-2.0

/// What the fingerprints of secrets are keyed with, so that they mean nothing to others.
public enum FingerprintKey: Sendable, Equatable {
    /// The key itself.
    case text(String)
    /// A file that holds it, white space at its ends left out.
    case file(String)
}
