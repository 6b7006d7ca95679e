// SPDX-License-Identifier: Apache-2.0
public import Findings

/// One secret at one place. Holds nothing from which the secret could be had: the value never leaves the module.
public struct SecretHit: Sendable, Hashable {
    /// Index into `SecretRules.kinds`.
    public var kind: Int
    /// Where the value begins in the file, in bytes.
    public var offset: Int64
    /// The value's length in bytes as they lie in the file.
    public var length: Int32
    /// Redacted: at most a quarter of the value, and only of structured kinds of 16 characters or more; else `•••`.
    public var evidence: String
    /// HMAC-SHA-256 of the value where it is too random to be guessed, else of kind, path and key name. Equal
    /// fingerprints of the first sort are the same secret in several places.
    public var fingerprint: [UInt8]
    /// Whether `fingerprint` names the value (true) or only the place (false).
    public var namesValue: Bool
    /// The file is nothing but this secret, such as a private key file: all its bytes are reclaimable.
    public var wholeFile: Bool
    /// The name the value is assigned to, escaped and cut; nil where none stands before it.
    public var keyName: String?
    /// Of this hit: an encrypted key is `low` whatever its kind.
    public var severity: Severity
    /// What else can be said, such as `encrypted`; nil when nothing.
    public var note: String?
}
