// SPDX-License-Identifier: Apache-2.0
internal import Digests

/// Keys that everybody has: self-test keys of libraries, examples of specifications and manuals. Known by SHA-256 of
/// the value (of the decoded body for keys), so that none of them stands here.
enum PublishedSecrets {
    static func contains(_ value: [UInt8]) -> Bool { hashes.contains(SHAHasher.hash(value).hex) }
}
