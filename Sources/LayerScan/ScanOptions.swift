// SPDX-License-Identifier: Apache-2.0
public import Archives
public import SecretScan

/// What a scan does beside walking the tree.
public struct ScanOptions: Sendable {
    /// Compute the digests of the blob and of the tar.
    public var verify: Bool
    /// Looks for secrets; nil to leave them alone.
    public var secrets: SecretEngine?
    /// Takes secrets out of names, also where nobody looks for secrets; nil to leave names as they are.
    public var names: SecretEngine?
    /// Look for them in the archives inside layers too, one level deep.
    public var nested: Bool
    /// Compute of every file the hashes that package databases record. Costs three hashes of every byte.
    public var recordsHashes: Bool
    public var limits: ReadingLimits

    /// - Parameter names: nil for what looks for secrets too.
    public init(
        verify: Bool = true, secrets: SecretEngine?, names: SecretEngine? = nil, nested: Bool = true,
        recordsHashes: Bool = false, limits: ReadingLimits = ReadingLimits()
    ) {
        self.verify = verify
        self.secrets = secrets
        self.names = names ?? secrets
        self.nested = nested
        self.recordsHashes = recordsHashes
        self.limits = limits
    }
}
