// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import SecretScan
internal import Synchronization

/// What looks for secrets as an analyzer's options say, made when it is first asked for and kept from then on:
/// compiling the anchors costs more than reading a small image does.
final class PreparedEngine: Sendable {
    private let engine = Mutex<SecretEngine?>(nil)

    /// Throws `SecretError` when the rules do not compile.
    func engine(for options: AnalysisOptions) throws -> SecretEngine {
        try engine.withLock { engine in
            if let engine { return engine }
            let made = try SecretEngine(
                rules: options.secretRules.map { SecretRules.builtIn.adding($0) } ?? .builtIn,
                key: options.fingerprintKey.map { KeyedDigest(key: $0) } ?? SecretEngine.publicKey)
            engine = made
            return made
        }
    }
}
