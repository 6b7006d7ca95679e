// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import SecretScan

/// Text that looks like secrets to a hasty eye and must stay quiet.
enum Decoys {
    /// Fixed ones: documented examples, placeholders, variables, names that only sound secret. Pieces are joined here,
    /// so that nobody's scanner trips over this file.
    static func written() -> [(path: String, text: String)] {
        let at = "@"
        let dashes = String(repeating: "-", count: 5)
        let lines = [
            "aws_access_key_id = " + "AKIA" + "IOSFODNN7" + "EXAMPLE",
            "aws_secret_access_key = " + "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY",
            "AKIA" + String(repeating: "X", count: 16),
            "AKIA" + "1234567890123456",
            "ghp_" + String(repeating: "x", count: 36),
            "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
            "gho_" + String(repeating: "a1", count: 18),
            "npm_" + String(repeating: "0", count: 36),
            "glpat-" + "xxxxxxxxxxxxxxxxxxxx",
            "glpat-" + "your-token-goes-here",
            "xoxb-" + "your-token-here",
            "xoxb-" + "123456789012-123456789012-xxxxxxxxxxxxxxxxxxxxxxxx",
            "sk_live_" + "xxxxxxxxxxxxxxxxxxxxxxxx",
            "sk_test_" + "your_key_goes_here",
            "sk-ant-api03-" + String(repeating: "x", count: 95),
            "SG." + "xxxxxxxxxxxxxxxxxxxxxx." + String(repeating: "x", count: 43),
            "https://hooks.slack.com/services/" + "T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
            "AIza" + String(repeating: "x", count: 35),
            "postgres://user:password\(at)localhost:5432/app",
            "postgres://postgres:postgres\(at)localhost/app",
            "postgres://app:${DB_PASSWORD}\(at)db/app",
            "postgres://app:$DB_PASSWORD\(at)db/app",
            "postgres://app:{{ password }}\(at)db/app",
            "mysql://root:<password>\(at)db/app",
            "mysql://root:secret\(at)db/app",
            "mongodb://user:pass\(at)example.com/db",
            "redis://:password\(at)cache:6379",
            "<username>repouser</username>\n      <password>repopwd</password>",
            "<username>proxyuser</username>\n      <password>proxypass</password>",
            "redis://cache:6379/0",
            "amqp://guest:guest\(at)localhost",
            "https://user:kd83hf83\(at)example.com/",
            "https://user:kd83hf83\(at)example.org/path",
            "https://github.com/apple/swift-crypto",
            "https://registry.npmjs.org/\(at)types/node/-/node-20.1.0.tgz",
            "http://www.w3.org/2000/svg",
            "ftp://anonymous:anonymous\(at)ftp.gnu.org/",
            "git+ssh://git\(at)github.com/org/repo.git",
            "https://fonts.googleapis.com/css?family=Roboto:300,400\(at)2x",
            "password = \"changeme\"",
            "password: \"${PASSWORD}\"",
            "password = os.environ[\"PASSWORD\"]",
            "password = getpass.getpass(\"password: \")",
            "password: 'string'",
            "\"password\": \"********\"",
            "\"password\": \"\"",
            "const token = \"your-api-token-here\";",
            "token = 'xxxxxxxxxxxxxxxxxxxxxxxx'",
            "api_key = \"<your api key>\"",
            "api_key: \"{{ api_key }}\"",
            "secret = \"this is a long sentence about secrets\"",
            "tokenizer = \"bert-base-uncased-whole-word\"",
            "secret: \"projects/123/secrets/name/versions/latest\"",
            "token: \"https://login.corp/oauth2/token\"",
            "passwordField = \"com.example.PasswordInputField\"",
            "{\"integrity\": \"sha512-" + String(repeating: "Ab3/", count: 21) + "xQ==\"}",
            "sha256:" + String(repeating: "0f3a", count: 16),
            "checksum = \"" + String(repeating: "9c41", count: 16) + "\"",
            "Authorization: Bearer $TOKEN",
            "Authorization: Bearer <token>",
            "Authorization: Basic dXNlcjpwYXNzd29yZA==",
            "{\"auths\": {\"ghcr.io\": {\"auth\": \"dXNlcjpwYXNzd29yZA==\"}}}",
            "{\"auths\": {\"ghcr.io\": {}}}",
            "//registry.npmjs.org/:_authToken=${NPM_TOKEN}",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                + "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
                + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
            "\(dashes)BEGIN RSA PRIVATE KEY\(dashes)\n...\n\(dashes)END RSA PRIVATE KEY\(dashes)",
            "\(dashes)BEGIN PRIVATE KEY\(dashes)\nMIIE<snip>\n\(dashes)END PRIVATE KEY\(dashes)",
            "if line.startswith('\(dashes)BEGIN RSA PRIVATE KEY\(dashes)'):",
            "\(dashes)BEGIN PUBLIC KEY\(dashes)\nMCowBQYDK2VwAyEA\n\(dashes)END PUBLIC KEY\(dashes)",
            "\(dashes)BEGIN PGP PUBLIC KEY BLOCK\(dashes)\n\nmQENBF\n\(dashes)END PGP PUBLIC KEY BLOCK\(dashes)",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk2m9 deploy\(at)host",
            "root:*:19000:0:99999:7:::", "root:!:19000:0:99999:7:::", "root:x:0:0:root:/root:/bin/bash",
            "datadog_trace_id: " + String(repeating: "0f3a", count: 8),
            "github.com/foo/bar " + String(repeating: "0f3a", count: 10),
            "heroku-24-build: 11111111-2222-3333-4444-555555555555",
            "DATABASE_URL=postgres://db/app", "AccountKey=", "SharedAccessKey=<key>",
            "Server=db;Database=app;User Id=sa;Password=<password>;",
            "Server=db;Database=app;Integrated Security=true;",
            "curl -u user:$TOKEN https://corp/", "curl -u user https://corp/", "docker login -u ci --password-stdin",
            "docker login -p $PASSWORD registry", "sshpass -p \"$PASS\" ssh host", "echo root:$PW | chpasswd",
            "mysql -u root -p", "mysql -uroot -p$MYSQL_ROOT_PASSWORD",
            "CREATE USER app IDENTIFIED BY '<password>'", "ALTER ROLE app WITH PASSWORD '$1'",
            "deb https://apt:debian\(at)example\\&.org/debian bookworm main",
            "https://user:he%2F%2Fo\(at)pypi.company.com/simple",
            "openssl rsa -in client.key -check -noout -passin pass:12345",
            "openssl genpkey \\-algorithm RSA \\-out key.pem \\-aes\\-128\\-cbc \\-pass pass:hello",
            "private_key_password=private_key_password, scopes=scopes,",
            "String KEYSTORE_PASSWORD_ENV = \"keystorepasswordenv\";",
            "clientSecret=args.salesforce_oauth2_client_secret,",
            "add_argument('--smtp_password', default='',",
            "<a href=\"/tmp/JTwork/pkcs12/StorePasswordTest.jtr\">sun/security/pkcs12/StorePasswordTest.java</a>",
            "\"dataStorePassword\": \"dataStoreTestQuery\",",
            "z!x-goog-copy-source-encryption-keyz(x-goog-copy-source-encryption-key-sha256r",
            "GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}", "secretKeyRef: {name: db, key: password}",
            "AGE-SECRET-KEY-1" + String(repeating: "Q", count: 58), "hvs." + String(repeating: "A", count: 90),
            "AWS_SECRET_ACCESS_KEY=$(vault read secret)", "public_key = \"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\"",
        ]
        var decoys = lines.map { (path: "app/notes.txt", text: $0 + "\n") }
        for (name, value) in [
            ("PASSWORD", ""), ("PASSWORD", "changeme"), ("PASSWORD_FILE", "/run/secrets/pw"), ("SECRET_NAME", "db"),
            ("TOKEN_TTL", "3600"), ("PASSWORD_POLICY", "strict"),
            ("GPG_KEY", "0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D"),
            ("PUBLIC_KEY", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"), ("KEYBOARD", "us"), ("MONKEY", "banana123"),
            ("AUTH_ENABLED", "true"), ("SSL_CERT_FILE", "/etc/ssl/cert.pem"), ("API_KEY", "${API_KEY}"),
            ("DB_PASSWORD", "<password>"), ("DB_PASSWORD", "$DB_PASSWORD"), ("TOKEN_URL", "https://corp/token"),
        ] {
            decoys.append((path: "app/.env", text: "\(name)=\(value)\n"))
        }
        return decoys
    }

    /// Drawn ones: text of the alphabets that secrets use, in places where it is none.
    static func drawn(_ count: Int, seed: UInt64) -> [(path: String, text: [UInt8])] {
        var generator = SeededGenerator(seed: seed)
        let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let base62 = String(base64.dropLast(2))
        return (0..<count).map { index in
            switch index % 12 {
            case 0:
                (
                    "app/package-lock.json",
                    Array("\"integrity\": \"sha512-".utf8) + generator.text(base64, 86) + Array("==\",\n".utf8)
                )
            case 1:
                (
                    "app/yarn.lock",
                    Array("resolved \"https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#".utf8)
                        + generator.text("0123456789abcdef", 40) + Array("\"\n".utf8)
                )
            case 2:
                (
                    "app/Cargo.lock",
                    Array("checksum = \"".utf8) + generator.text("0123456789abcdef", 64) + Array("\"\n".utf8)
                )
            case 3:
                ("app/go.sum", Array("github.com/a/b v1.2.3 h1:".utf8) + generator.text(base64, 43) + Array("=\n".utf8))
            case 4: ("etc/ssl/cert.pem", KeyForge.armour("CERTIFICATE", KeyForge.certificate(&generator)))
            case 5:
                ("app/main.min.js", Array("!function(e,t){var n=".utf8) + generator.text(base62 + "(){},;=.", 2_000))
            case 6:
                (
                    "app/logo.svg",
                    Array("<image href=\"data:image/png;base64,".utf8) + generator.text(base64, 3_000)
                        + Array("\"/>".utf8)
                )
            case 7:
                (
                    "app/uuid.txt",
                    generator.text("0123456789abcdef", 8) + Array("-1111-4222-8333-".utf8)
                        + generator.text("0123456789abcdef", 12)
                )
            case 8:
                ("app/commit.txt", Array("commit ".utf8) + generator.text("0123456789abcdef", 40) + Array("\n".utf8))
            case 9: ("app/blob.bin", generator.bytes(4_000))
            case 10:
                (
                    "root/.ssh/known_hosts",
                    Array("host ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ".utf8) + generator.text(base64, 340)
                        + Array("\n".utf8)
                )
            // The checksum of a token is wrong in all but one of 56 thousand million cases.
            default:
                ("app/tokens.txt", Array("gh".utf8) + Array("p_".utf8) + generator.text(base62, 36) + Array("\n".utf8))
            }
        }
    }
}
