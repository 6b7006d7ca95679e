// SPDX-License-Identifier: Apache-2.0

extension PublishedSecrets {
    /// Lower-case hex.
    static let hashes: Set<String> = []
}
