// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import SecretScan

extension AnalysisOptions {
    /// The engine that looks for what these options say, and keys fingerprints as they say.
    func makeEngine() throws -> SecretEngine {
        try SecretEngine(
            rules: secretRules.map { SecretRules.builtIn.adding($0) } ?? .builtIn,
            key: fingerprintKey.map { KeyedDigest(key: $0) } ?? SecretEngine.publicKey)
    }
}
