// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Secret stores, identity providers, infrastructure tools: each of these opens many other doors.
    static let stores: [SecretRule] = [
        .token(
            "vault-service-token", "Vault service token", ["hvs."], #"[\w\-]{24,200}"#, opens: "the secrets of a Vault"),
        .token("vault-batch-token", "Vault batch token", ["hvb."], #"[\w\-]{90,300}"#, opens: "the secrets of a Vault"),
        .token(
            "vault-recovery-token", "Vault recovery token", ["hvr."], #"[\w\-]{24,200}"#, opens: "a Vault's recovery"),
        .named(
            "vault-token-legacy", "Vault token (older form)", ["vault_token", "vault-token", "x-vault-token"],
            #"s\.[A-Za-z0-9]{24}"#, severity: .critical, opens: "the secrets of a Vault"),
        .named(
            "vault-unseal-key", "Vault unseal key", ["unseal key", "unseal_key", "unsealkey"],
            "[A-Za-z0-9+/]{43,44}={0,1}", severity: .critical, anyName: true,
            opens: "a sealed Vault together with others of its kind"),
        .named(
            "vault-approle-secret", "Vault AppRole secret id", ["role_secret", "secret_id", "approle"],
            #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, opens: "the secrets a role may read"),
        .token(
            "age-secret-key", "age secret key", ["AGE-SECRET-KEY-1"], "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
            opens: "everything encrypted to it, SOPS files too"),
        .token(
            "terraform-cloud-token", "Terraform Cloud token", [".atlasv1."], #"![\w][A-Za-z0-9]{14}@[\w\-=]{60,70}"#,
            opens: "states and variables of an organisation"),
        .token("pulumi-token", "Pulumi access token", ["pul-"], "[0-9a-f]{40}", opens: "stacks and their secrets"),
        .token(
            "doppler-token", "Doppler token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."],
            #"([a-z0-9_\-]{2,35}\.)?[A-Za-z0-9]{40,44}"#, opens: "the secrets of a project"),
        .named(
            "infisical-token", "Infisical service token", ["infisical"],
            #"st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}"#, severity: .critical, opens: "the secrets of a project"),
        .token(
            "onepassword-service-token", "1Password service account token", ["ops_eyJ"],
            "[A-Za-z0-9+/]{250,1000}={0,3}", opens: "vaults"),
        .token(
            "onepassword-secret-key", "1Password secret key", ["A3-"],
            "[A-Z0-9]{6}-([A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}",
            opens: "an account together with its password"),
        .named(
            "bitwarden-client-secret", "Bitwarden client secret", ["bitwarden", "bw_clientsecret"], "[A-Za-z0-9]{30}",
            opens: "a vault together with its password"),
        .named("okta-token", "Okta API token", ["okta"], #"00[\w\-]{40}"#, opens: "users of an organisation"),
        .named(
            "auth0-client-secret", "Auth0 client secret", ["auth0"], #"[\w\-]{64}"#,
            opens: "sign-ins in the name of the application"),
        .named(
            "jumpcloud-key", "JumpCloud API key", ["jumpcloud"], "(jca_[A-Za-z0-9]{36}|[0-9a-f]{40})",
            opens: "users and machines of an organisation"),
        .named("workos-key", "WorkOS key", ["workos"], #"sk_[\w]{40,120}"#, opens: "sign-ins of an application"),
        .named(
            "keycloak-client-secret", "Keycloak client secret", ["keycloak"], "[A-Za-z0-9]{32}",
            opens: "a client of a realm"),
        .token(
            "kubernetes-bootstrap-token", "Kubernetes bootstrap token", ["kubeadm join"],
            #"[^\n]{0,120}--token\b{1,2}<[a-z0-9]{6}\.[a-z0-9]{16}>"#, edges: false, opens: "a cluster to new nodes"),
        .token(
            "kubernetes-service-account-token", "Kubernetes service account token", [], "",
            opens: "a cluster as its service account"),
        .token("openshift-token", "OpenShift user token", ["sha256~"], #"[\w\-]{43}"#, opens: "a cluster as its user"),
        .named(
            "consul-token", "Consul ACL token", ["consul_http_token", "consul_token", "consul-token"],
            #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, opens: "a cluster's services and values"),
        .named(
            "nomad-token", "Nomad ACL token", ["nomad_token", "nomad-token"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "a cluster's jobs"),
        .named(
            "sops-key", "SOPS key material", ["sops_age_key"], #"AGE-SECRET-KEY-1[A-Z0-9]{58}"#, severity: .critical,
            opens: "encrypted files"),
        .named(
            "ansible-password", "Ansible login password",
            [
                "ansible_password", "ansible_ssh_pass", "ansible_become_pass", "ansible_sudo_pass",
                "ansible_become_password",
            ], #"[^"'\s{}]{4,128}"#, .password, opens: "the machines of an inventory"),
        .named(
            "wireguard-private-key", "WireGuard private key", ["privatekey"], "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=",
            .base64(32), severity: .critical, opens: "a private network"),
        .named(
            "wireguard-preshared-key", "WireGuard preshared key", ["presharedkey"],
            "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", .base64(32), opens: "a private network together with a private key"),
        .named(
            "wifi-password", "Wi-Fi passphrase", ["wpa_passphrase", "wpa-psk", "wifi_password", "wifi_pass"],
            #"[^"'\s]{8,64}"#, .password, severity: .medium, opens: "a wireless network"),
        .token(
            "wpa-supplicant-psk", "Wi-Fi passphrase in wpa_supplicant", ["\tpsk=", " psk="],
            #"("<[^"\n]{8,63}>"|<[0-9a-f]{64}>)"#, .password, severity: .medium, edges: false,
            opens: "a wireless network"),
        .token(
            "supabase-service-role-key", "Supabase service role key", [], "",
            opens: "a project's data past all row policies"),
        .token(
            "supabase-anon-key", "Supabase anonymous key", [], "", severity: .info, publishable: true,
            opens: "what row policies allow anyone"),
        .token(
            "gcp-service-account-key", "Google service account key", [], "",
            opens: "a cloud project as its service account"),
        .named(
            "gcp-refresh-credentials", "Google user credentials", ["\"refresh_token\""], #"1//0[\w\-]{40,120}"#,
            severity: .critical, anyName: true, opens: "a Google account until it is revoked"),
        .named(
            "oauth-client-secret", "OAuth client secret", ["client_secret", "clientsecret", "client-secret"],
            #"[\w\-~.]{24,64}"#, severity: .medium, opens: "sign-ins in the name of an application"),
    ]
}
