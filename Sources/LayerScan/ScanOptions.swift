// SPDX-License-Identifier: Apache-2.0
public import Archives
public import SecretScan

/// What a scan does beside walking the tree.
public struct ScanOptions: Sendable {
    /// Compute the digests of the blob and of the tar.
    public var verify: Bool
    /// Looks for secrets; nil to leave them alone.
    public var secrets: SecretEngine?
    public var limits: ReadingLimits

    public init(verify: Bool = true, secrets: SecretEngine?, limits: ReadingLimits = ReadingLimits()) {
        self.verify = verify
        self.secrets = secrets
        self.limits = limits
    }
}
