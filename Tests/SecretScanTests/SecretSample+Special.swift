// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import SecretScan

extension SecretSample {
    private static let letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

    /// Kinds whose value has a structure that no pattern can draw.
    static func special(_ id: String, _ generator: inout SeededGenerator) -> SecretSample? {
        func whole(_ text: [UInt8], _ path: String) -> SecretSample {
            SecretSample(kind: id, path: path, text: text, value: text)
        }
        func within(_ before: String, _ value: [UInt8], _ after: String, path: String = "app/notes.txt") -> SecretSample
        {
            SecretSample(kind: id, path: path, text: Array(before.utf8) + value + Array(after.utf8), value: value)
        }
        let password = [UInt8(ascii: "k")] + generator.text(letters, 13) + [UInt8(ascii: "7")]
        let login = KeyForge.base64(Array("deploy:".utf8) + password)
        switch id {
        case "private-key":
            return whole(KeyForge.armour("RSA PRIVATE KEY", KeyForge.rsa(2_048, &generator)), "root/.ssh/id_rsa")
        case "private-key-encrypted":
            return whole(
                KeyForge.armour("ENCRYPTED PRIVATE KEY", KeyForge.encryptedPKCS8(&generator)), "etc/tls/server.key")
        case "private-key-base64":
            let key = KeyForge.armour("EC PRIVATE KEY", KeyForge.ec(&generator))
            return within("    client-key-data: ", KeyForge.base64(key), "\n", path: "root/.kube/config")
        case "private-key-der": return whole(KeyForge.rsa(2_048, &generator), "etc/tls/server.der")
        case "pgp-private-key":
            return whole(
                KeyForge.armour("PGP PRIVATE KEY BLOCK", KeyForge.openPGP(encrypted: false, &generator)), "root/key.asc"
            )
        case "putty-private-key":
            let body = String(decoding: KeyForge.base64(generator.bytes(45)), as: UTF8.self)
            let text = """
                PuTTY-User-Key-File-2: ssh-ed25519
                Encryption: none
                Comment: deploy
                Public-Lines: 1
                AAAAC3NzaC1lZDI1NTE5AAAA
                Private-Lines: 1
                \(body)
                Private-MAC: 00

                """
            return whole(Array(text.utf8), "root/key.ppk")
        case "jwt": return within("token=", KeyForge.token("{\"sub\":\"u-8812\",\"iat\":1700000001}", &generator), "\n")
        case "kubernetes-service-account-token":
            return within(
                "", KeyForge.token("{\"iss\":\"kubernetes/serviceaccount\",\"sub\":\"sa\"}", &generator), "\n")
        case "supabase-service-role-key":
            return within("K=", KeyForge.token("{\"iss\":\"supabase\",\"role\":\"service_role\"}", &generator), "\n")
        case "supabase-anon-key":
            return within("K=", KeyForge.token("{\"iss\":\"supabase\",\"role\":\"anon\"}", &generator), "\n")
        case "gcp-service-account-key":
            let key = KeyForge.armour("PRIVATE KEY", KeyForge.pkcs8(&generator), newline: "\\n")
            let before = "{\n  \"type\": \"service_account\",\n  \"private_key_id\": \"9f\",\n  \"private_key\": \""
            return within(before, key, "\",\n}\n", path: "app/sa.json")
        case "docker-config-auth":
            return within("{\"auths\": {\"ghcr.io\": {\"auth\": \"", login, "\"}}}\n", path: "root/.docker/config.json")
        case "npm-registry-auth": return within("//npm.corp.internal/:_auth=", login, "\n", path: "root/.npmrc")
        case "basic-auth-header": return within("Authorization: Basic ", login, "\n")
        case "named-secret": return within("PORT=80\nADMIN_PORTAL_PASSPHRASE=", password, "\n", path: "app/.env")
        case "netrc-password": return within("machine git.corp login ci password ", password, "\n", path: "root/.netrc")
        case "pgpass-password": return within("db:5432:shop:app:", password, "\n", path: "root/.pgpass")
        case "java-keystore":
            return whole(
                [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0x61, 0x62] + generator.bytes(300),
                "app/keystore.jks")
        case "pkcs12-key":
            let bag: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02]
            return whole(
                KeyForge.der(0x30, KeyForge.der(0x02, [3]) + generator.bytes(60) + bag + generator.bytes(200)),
                "app/id.p12")
        case "kerberos-keytab": return whole([5, 2, 0, 0, 0, 60] + generator.bytes(60), "etc/krb5.keytab")
        case "keepass-database":
            return whole([0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5] + generator.bytes(200), "root/pw.kdbx")
        case "rails-master-key": return whole(generator.text("0123456789abcdef", 32), "app/config/master.key")
        case "vault-token-file": return whole(generator.text(letters, 26), "root/.vault-token")
        case "ansible-vault-file":
            return whole(Array("$ANSIBLE_VAULT;1.1;AES256\n".utf8) + generator.text("0123456789", 80), "srv/vault.yml")
        case "git-crypt-key": return whole([0] + Array("GITCRYPTKEY".utf8) + generator.bytes(60), "root/git-crypt.key")
        case "tor-service-key":
            return whole(
                Array("== ed25519v1-secret: type0 ==".utf8) + generator.bytes(67), "var/lib/tor/hs_ed25519_secret_key")
        case "grafana-api-key":
            return within(
                "k: ",
                KeyForge.base64(
                    Array("{\"k\":\"".utf8) + password + password + Array("\",\"n\":\"ci\",\"id\":1}".utf8)), "\n")
        default: return nil
        }
    }
}
