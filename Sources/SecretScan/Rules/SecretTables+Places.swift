// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Kinds found by where they stand, not by an anchor: settings, and files whose name and bytes agree.
    static let places: [SecretRule] = [
        place(
            "named-secret", "Secret by its name", severity: .high,
            opens: "what the setting's name says"),
        place("netrc-password", "Password in a .netrc", severity: .high, opens: "the servers named beside it"),
        place("pgpass-password", "Password in a .pgpass", severity: .high, opens: "the databases named beside it"),
        place(
            "java-keystore", "Java key store with a private key", severity: .high,
            opens: "whatever trusts its key, to those who guess the password, often `changeit`"),
        place(
            "pkcs12-key", "PKCS#12 file with a private key", severity: .high,
            opens: "whatever trusts its key, to those who guess the password"),
        place(
            "kerberos-keytab", "Kerberos keytab", severity: .critical, rank: .structured,
            opens: "services as the principals in it"),
        place(
            "keepass-database", "KeePass database", severity: .high,
            opens: "all passwords in it, to those who guess the first one"),
        place(
            "rails-master-key", "Rails master key", severity: .critical, opens: "an application's encrypted credentials"
        ),
        place("vault-token-file", "Vault token file", severity: .critical, opens: "the secrets of a Vault"),
        place(
            "ansible-vault-file", "Ansible vault, encrypted", severity: .info,
            opens: "its variables, to those who guess the password"),
    ]

    private static func place(
        _ id: String, _ title: String, severity: Severity, rank: SecretRule.Rank = .generic, opens: String
    ) -> SecretRule {
        SecretRule(
            id: id, title: title, severity: severity, description: "Opens " + opens + ".", anchors: [],
            isCaseless: false, pattern: "", check: .shape, rank: rank, isPublishable: false, hasEdges: false,
            needsSecretName: false)
    }
}
