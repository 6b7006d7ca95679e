// SPDX-License-Identifier: Apache-2.0

/// Kinds that code refers to: checks that find a more exact kind, and places that are read by their own form. -1
/// when a rule set lacks one.
struct WellKnownKinds: Sendable {
    let awsAccessKey: Int
    let awsSecretKey: Int
    let encryptedKey: Int
    let googleServiceAccount: Int
    let kubernetesToken: Int
    let supabaseService: Int
    let supabaseAnonymous: Int
    let namedSecret: Int
    let netrc: Int
    let pgpass: Int
    let keystore: Int
    let keytab: Int
    let keepass: Int
    let pkcs12: Int
    let railsKey: Int
    let vaultToken: Int
    let derKey: Int
    let ansibleVault: Int

    init(_ rules: SecretRules) {
        func index(_ id: String) -> Int { rules.index(of: id) ?? -1 }
        awsAccessKey = index("aws-access-key-id")
        awsSecretKey = index("aws-secret-access-key")
        encryptedKey = index("private-key-encrypted")
        googleServiceAccount = index("gcp-service-account-key")
        kubernetesToken = index("kubernetes-service-account-token")
        supabaseService = index("supabase-service-role-key")
        supabaseAnonymous = index("supabase-anon-key")
        namedSecret = index("named-secret")
        netrc = index("netrc-password")
        pgpass = index("pgpass-password")
        keystore = index("java-keystore")
        keytab = index("kerberos-keytab")
        keepass = index("keepass-database")
        pkcs12 = index("pkcs12-key")
        railsKey = index("rails-master-key")
        vaultToken = index("vault-token-file")
        derKey = index("private-key-der")
        ansibleVault = index("ansible-vault-file")
    }
}
