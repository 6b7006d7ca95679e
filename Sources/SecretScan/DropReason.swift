// SPDX-License-Identifier: Apache-2.0

/// Why something that has the form of a secret is not reported; counted, for those who ask why a scan was quiet.
public enum DropReason: Int, Sendable, CaseIterable {
    /// A checksum within the token is wrong.
    case checksum
    /// Not random enough for what it claims to be.
    case entropy
    /// A documented example or a word such as `changeme`.
    case placeholder
    /// A variable or template that is filled in elsewhere.
    case variable
    /// It does not decode to what its form promises.
    case structure
    /// A key that a library or a specification publishes for tests.
    case publishedKey
    /// The name it is assigned to does not ask for a secret.
    case name
    /// A public key or a certificate.
    case publicKey
    /// A more exact rule tells the same bytes.
    case overlap
    /// A list in a user's rules file lets it pass.
    case allowlist
}
