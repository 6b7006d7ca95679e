// SPDX-License-Identifier: Apache-2.0

/// What a candidate's value must prove after its shape has matched. Every check also refuses documented examples
/// and placeholders.
enum SecretCheck: Sendable, Hashable {
    /// The shape is proof enough.
    case shape
    /// As random as its alphabet and length promise.
    case random
    /// The last six characters are the CRC-32 of the rest after the prefix, in base 62 (GitHub, npm).
    case checksumBase62(prefix: Int)
    /// The account number within is one (AWS access key ids).
    case awsAccessKey
    /// Forty characters of base64 that look random (AWS secret keys).
    case awsSecretKey
    /// Three base64url parts, the first two JSON objects, the first naming an algorithm.
    case jsonWebToken
    /// Base64 of at least this many bytes.
    case base64(Int)
    /// A PEM body that decodes to a private key.
    case pemKey
    /// Base64 of a PEM private key.
    case encodedKey
    /// An armoured OpenPGP secret key.
    case pgpKey
    /// A PuTTY key file.
    case puttyKey
    /// The password of a URL: no placeholder, no variable, not for an example host.
    case urlPassword
    /// A password or other text chosen by people: no placeholder, no variable, no path.
    case password
    /// Base64 of `user:password`.
    case basicAuth
    /// A value of any sort that a name calls secret; random enough not to be a word.
    case assignment
}
