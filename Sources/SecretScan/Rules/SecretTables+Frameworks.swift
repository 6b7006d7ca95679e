// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Keys that frameworks sign and encrypt with, and passwords in the forms of well-known programs.
    static let frameworks: [SecretRule] = [
        .named(
            "rails-secret-key-base", "Rails or Phoenix secret key base", ["secret_key_base"],
            #"([0-9a-f]{128}|[0-9a-f]{64}|[A-Za-z0-9+/]{64})"#, opens: "forged sessions"),
        .named(
            "rails-master-key-setting", "Rails master key", ["rails_master_key"], "[0-9a-f]{32}", severity: .critical,
            opens: "an application's encrypted credentials"),
        .token(
            "django-secret-key", "Django secret key", ["SECRET_KEY"],
            #"\b{0,4}[=:]\b{0,4}["']<[^"'\n\\$]{40,128}>["']"#, .assignment, severity: .high, edges: false,
            opens: "forged sessions and password resets"),
        .token(
            "laravel-app-key", "Laravel application key", ["APP_KEY=base64:", "'base64:", "\"base64:"],
            "<[A-Za-z0-9+/]{43}=>", .base64(32), severity: .high, edges: false,
            opens: "forged sessions and encrypted columns"),
        .named(
            "symfony-app-secret", "Symfony application secret", ["app_secret"], "[0-9a-f]{32,64}",
            opens: "forged sessions"),
        .named(
            "nextauth-secret", "NextAuth secret", ["nextauth_secret", "auth_secret", "better_auth_secret"],
            "[A-Za-z0-9+/=]{32,88}", opens: "forged sessions"),
        .named(
            "jwt-signing-secret", "Secret that signs JSON Web Tokens",
            ["jwt_secret", "jwt-secret", "jwtsecret", "jwt.secret", "jwt_signing", "jwt_key"],
            #"[^"'\s,;<>(){}]{16,256}"#, .assignment, opens: "forged sign-ins"),
        .named(
            "session-secret", "Secret that signs sessions",
            ["session_secret", "session-secret", "sessionsecret", "cookie_secret", "cookiesecret", "csrf_secret"],
            #"[^"'\s,;<>(){}]{16,256}"#, .assignment, opens: "forged sessions"),
        .named(
            "encryption-key", "Encryption key",
            ["encryption_key", "encryption-key", "encryptionkey", "fernet_key", "crypto_key", "aes_key"],
            #"([0-9a-fA-F]{32,128}|[A-Za-z0-9+/_\-]{32,88}={0,2})"#, opens: "what an application encrypted"),
        .token(
            "wordpress-key", "WordPress key or salt",
            [
                "'AUTH_KEY'", "'SECURE_AUTH_KEY'", "'LOGGED_IN_KEY'", "'NONCE_KEY'", "'AUTH_SALT'",
                "'SECURE_AUTH_SALT'", "'LOGGED_IN_SALT'", "'NONCE_SALT'",
            ], #",\s{0,12}["']<[^'\n]{60,70}>["']"#, .random, severity: .high, edges: false, opens: "forged sign-ins"),
        .token(
            "wordpress-db-password", "WordPress database password", ["'DB_PASSWORD'", "\"DB_PASSWORD\""],
            #",\s{0,8}["']<[^"'\n]{4,128}>["']"#, .password, severity: .high, edges: false, opens: "a site's database"),
        .token(
            "aspnet-machine-key", "ASP.NET machine key", ["validationKey=\"", "decryptionKey=\""],
            #"<[0-9A-Fa-f]{32,128}>""#, edges: false, opens: "forged view states: code on the server"),
        .token(
            "drupal-hash-salt", "Drupal hash salt", ["'hash_salt'"], #"\]\b{0,2}=\b{0,2}'<[\w\-]{43,90}>'"#,
            severity: .high, edges: false, opens: "forged sign-in links"),
        .token(
            "joomla-secret", "Joomla secret", ["public $secret = '"], "<[A-Za-z0-9]{16}>'", severity: .high,
            edges: false, opens: "forged sessions"),
        .token(
            "joomla-password", "Joomla database password", ["public $password = '"], #"<[^'\n]{4,128}>'"#, .password,
            severity: .high, edges: false, opens: "a site's database"),
        .token(
            "magento-key", "Magento encryption key", ["'crypt' =>"],
            #"\s{0,4}[\[a(][^'\n]{0,10}\s{0,12}'key'\b{0,2}=>\b{0,2}'<[0-9a-f]{32}>"#, edges: false,
            opens: "encrypted columns"),
        .token(
            "maven-password", "Password in Maven settings", ["</username>"],
            #"\s{0,40}[<]password[>]<[^<>\s{}]{4,128}>[<]/password"#, .password, severity: .high, edges: false,
            opens: "an artifact repository"),
        .token(
            "tomcat-user-password", "Tomcat user password", ["<user username=\"", "<user name=\""],
            #"[^"\n]{1,64}"[^>\n]{0,40}password="<[^"\n]{4,64}>""#, .password, severity: .high, edges: false,
            opens: "the manager of a Tomcat"),
        .named(
            "gradle-signing-password", "Signing or store password",
            [
                "signing.password", "storepassword", "keypassword", "keystore_password", "keystorepassword",
                "store_password", "key_password", "truststore_password",
            ], #"[^"'\s,;<>(){}]{6,128}"#, .password, severity: .medium, opens: "a key store"),
        .token(
            "curl-user-password", "Password on a curl command line", ["curl -u ", "curl --user ", "wget --user="],
            #"["']?[\w.\-]{1,64}(:| --password=)<[^\s"'$:]{4,128}>"#, .password, severity: .high, edges: false,
            opens: "a web service"),
        .token(
            "sshpass-password", "Password on an sshpass command line", ["sshpass -p "], #"["']?<[^\s"'$]{4,128}>"#,
            .password, severity: .high, edges: false, opens: "a server"),
        .token(
            "docker-login-password", "Password on a docker login command line", ["docker login "],
            #"[^\n|;&]{0,80}(-p |--password[= ])["']?<[^\s"'$]{4,200}>"#, .password, severity: .high, edges: false,
            opens: "a container registry"),
        .token(
            "mysql-command-password", "Password on a mysql command line",
            ["mysql -u", "mysqldump -u", "mysqladmin -u"],
            #"[^\n|;&]{1,64} (-p|--password=)["']?<[^\s"'$\-][^\s"'$]{3,64}>"#, .password, severity: .high,
            edges: false, opens: "a database"),
        .token(
            "openssl-passin", "Passphrase on an openssl command line", [" pass:"],
            #"(-passin|-passout|-pass|-k)@<[^\s"'$]{4,64}>"#, .password, severity: .medium, edges: false,
            opens: "an encrypted key"),
        .token(
            "chpasswd-password", "Password piped to chpasswd", ["| chpasswd", "|chpasswd"],
            #"(echo|printf)\b{1,2}(-e )?["']?[\w.\-]{1,32}:<[^\s"'$|:\\]{4,64}>(\\n)?["']?\b{0,2}@"#, .password,
            severity: .high, edges: false, opens: "an account of the image"),
        .token(
            "supervisor-password", "Password of a supervisor or inet server",
            ["[inet_http_server]", "[unix_http_server]", "[supervisorctl]"],
            #"[^\[]{0,200}\npassword\b{0,2}=\b{0,2}<[^\s;]{4,64}>"#, .password, severity: .medium, edges: false,
            opens: "control of the container's processes"),
        .token(
            "my-cnf-password", "Password in a MySQL option file", ["[client]", "[mysqldump]", "[mysql]"],
            #"[^\[]{0,400}\npass(word|wd)\b{0,2}=\b{0,2}["']?<[^\s"'#]{4,128}>"#, .password, severity: .high,
            edges: false, opens: "a database"),
        .token(
            "s3cfg-secret", "Secret in an S3 client configuration", ["\nsecret_key = ", "\nsecret_key="],
            #"<[A-Za-z0-9/+]{32,64}={0,2}>"#, .random, severity: .high, edges: false, opens: "object storage"),
        .token(
            "composer-http-basic", "Password in Composer's auth.json", ["\"http-basic\""],
            #"[^}]{1,200}"password"\s{0,4}:\s{0,4}"<[^"\n]{4,200}>""#, .password, severity: .high, edges: false,
            opens: "private packages"),
        .token(
            "composer-github-oauth", "GitHub token in Composer's auth.json", ["\"github-oauth\""],
            #"[^}]{1,80}"github.com"\s{0,4}:\s{0,4}"<[\w]{40,100}>""#, severity: .critical, edges: false,
            opens: "repositories of its owner"),
        .token(
            "cargo-registry-token", "Token in Cargo's credentials", ["[registry]", "[registries."],
            #"[\w.\-\]]{0,64}\s{1,4}token\b{0,2}=\b{0,2}"<[\w\-. ]{20,300}>""#, severity: .high, edges: false,
            opens: "crates of its owner"),
        .token(
            "gem-credentials", "Key in RubyGems credentials", [":rubygems_api_key:"], #"\b{0,4}<[\w]{20,80}>"#,
            severity: .critical, edges: false, opens: "gems of its owner"),
        .token(
            "terraform-credentials", "Token in Terraform's credentials", ["credentials \"", "\"credentials\""],
            #"[^}]{0,80}token"?\b{0,2}[=:]\b{0,2}"<[\w.\-]{20,200}>""#, severity: .high, edges: false,
            opens: "states and variables of an organisation"),
        .token(
            "terraform-state-password", "Password in a Terraform state",
            [
                "\"master_password\":", "\"administrator_login_password\":", "\"admin_password\":",
                "\"root_password\":", "\"secret_string\":",
            ], #"\b{0,2}"<[^"\n]{6,400}>""#, .password, severity: .high, edges: false, opens: "what Terraform built"),
        .token(
            "kubeconfig-token", "User token in a kubeconfig", ["\n    token: ", "\n      token: "],
            #"["']?<[\w.\-]{32,2000}>"#, .random, severity: .high, edges: false, opens: "a cluster as its user"),
        .token(
            "htdigest-password", "Digest password entry", [":Restricted:"], "<[0-9a-f]{32}>", severity: .low,
            edges: false, opens: "a protected directory"),
        .token(
            "cloud-init-password", "Password in a cloud-init configuration", ["\nchpasswd:"],
            #"\s{1,4}[^#]{0,80}\n\b{1,8}(-\b)?[\w.\-]{1,32}:<[^\s"'$#:]{4,128}>"#, .password, severity: .high,
            edges: false, opens: "an account of the machine"),
        .named(
            "odoo-admin-password", "Odoo master password", ["admin_passwd"], #"[^"'\s]{6,128}"#, .password,
            anyName: true, opens: "all databases of an Odoo"),
        .named(
            "grafana-admin-password", "Grafana admin password",
            ["gf_security_admin_password", "grafana_password", "grafana_admin_password"], #"[^"'\s]{4,128}"#, .password,
            opens: "a Grafana"),
        .named(
            "smtp-password", "Mail server password",
            ["smtp_pass", "smtp_password", "mail_password", "email_host_password", "smtp.password", "mailer_password"],
            #"[^"'\s,;<>(){}]{6,128}"#, .password, opens: "mail in the name of its owner"),
        .named(
            "admin-password", "Administrator password",
            ["admin_password", "admin_pass", "root_password", "superuser_password", "default_admin_pw"],
            #"[^"'\s,;<>(){}]{6,128}"#, .password, severity: .medium, opens: "an administrator's account"),
    ]

    /// The last resort: a name that sounds secret, an operator and a quoted value that looks random.
    static let generic: [SecretRule] = [
        SecretRule(
            id: "generic-assignment", title: "Random value assigned to a name that sounds secret", severity: .low,
            description: "Opens what the name says, if the value is what it looks like.",
            anchors: names.flatMap { name in openings.map { name + $0 } }, isCaseless: true,
            pattern: #"<[^\s"'`\\<>(){}|]{12,200}>["'`]"#, check: .assignment, rank: .generic, isPublishable: false,
            hasEdges: false, needsSecretName: false)
    ]

    private static let names = [
        "password", "passwd", "passphrase", "secret", "secret_key", "secretkey", "token", "api_key", "apikey",
        "api-key",
        "access_key", "accesskey", "private_key", "credentials",
    ]
    private static let openings = ["=\"", "='", " = \"", " = '", ": \"", ": '", "\": \"", "\":\"", "': '", "' => '"]
}
