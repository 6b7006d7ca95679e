// SPDX-License-Identifier: Apache-2.0
public import Findings
public import ImageFormat

/// Every rule there is. Written by hand: a rule that is not named here does not exist, and a test compares the list
/// with the files.
public enum RuleRegistry {
    static let all: [any Rule.Type] = [
        SecretRule.self,
        BuildToolRule.self,
        RootUserRule.self,
        RootOwnedEntrypointRule.self,
        DevDependencyRule.self,
        SourceCodeRule.self,
        VersionControlRule.self,
        PackageCacheRule.self,
        DeadBytesRule.self,
        LeftoverDumpRule.self,
        PipelineFileRule.self,
        EditorLeftoverRule.self,
        BackupFileRule.self,
        ShellHistoryRule.self,
        LogFileRule.self,
        LogsToFileRule.self,
        TempFileRule.self,
        DuplicateContentRule.self,
        DocumentationRule.self,
        EntrypointMissingRule.self,
        EntrypointNotExecutableRule.self,
        WrongArchitectureRule.self,
        WritableEntrypointRule.self,
        EmptyPasswordRule.self,
        PasswordlessSudoRule.self,
        UidZeroAliasRule.self,
        BakedInPasswordRule.self,
        SetuidSetgidRule.self,
        FileCapabilitiesRule.self,
        WorldWritableRule.self,
        UnownedFilesRule.self,
        DeviceNodesRule.self,
        SshServerRule.self,
        SharedHostKeysRule.self,
        AuthorizedKeysRule.self,
        SudoRule.self,
        DuplicateUidRule.self,
        MachineIdBakedInRule.self,
        DevModeRule.self,
        DangerousEnvRule.self,
        EndOfLifeBaseRule.self,
        LargeBaseRule.self,
        UnpinnedBaseRule.self,
        LatestTagRule.self,
        SensitiveVolumeRule.self,
        ShellFormEntrypointRule.self,
        NonNumericUserRule.self,
        PrivilegedPortRule.self,
        WritableRootfsRule.self,
        TooManyLayersRule.self,
        AddRemoteUrlRule.self,
        CurlPipeShellRule.self,
        UnpinnedInstallRule.self,
        SystemUpgradeRule.self,
        MissingLabelsRule.self,
        MissingHealthcheckRule.self,
        PackageManagerRule.self,
        NetworkDebugToolRule.self,
        ShellInDistrolessRule.self,
    ]

    /// Described here and found elsewhere: about the archive, not about what is in the image.
    static let ofArchives: [RuleDescription] = [DigestMismatch.description]

    /// In the order of the registry.
    public static let descriptions: [RuleDescription] = all.map { $0.description } + ofArchives

    /// The rule of that id; nil when there is none.
    public static func description(_ id: String) -> RuleDescription? { descriptions.first { $0.id == id } }

    /// Runs every rule whose needs the image meets. Deterministic: findings come in the order of the registry, whatever
    /// runs when.
    ///
    /// - Parameter runner: says what runs beside what.
    public static func check(_ image: ImageFacts, _ runner: PartRunner = .inTurn) -> [Finding] {
        let rules = all.filter { image.isUnix || !$0.description.skipsWindows }
        let lists = runner.map(rules.count) { number in
            var findings = FindingList()
            Trace.current?.begin(rules[number].description.id)
            rules[number].check(image, into: &findings)
            return findings.findings
        }
        return lists.flatMap(\.self)
    }

    /// The rules that an image of that platform is not held against, in the order of the registry.
    public static func skipped(on platform: Platform?) -> [RuleDescription] {
        ImageFacts.isUnix(platform) ? [] : all.map { $0.description }.filter(\.skipsWindows)
    }

    /// Runs one rule.
    static func check(_ image: ImageFacts, with id: String) -> [Finding] {
        var findings = FindingList()
        for rule in all where rule.description.id == id { rule.check(image, into: &findings) }
        return findings.findings
    }
}
