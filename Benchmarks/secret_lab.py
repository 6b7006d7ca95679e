#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A tree of planted secrets and of decoys, made from a seed, to measure scanners on.

secret_lab.py DIRECTORY [SEED]: writes one secret or one decoy a file, and DIRECTORY.tsv with a line a file:
path, «secret» or «decoy», kind. Forms are written down from the issuers' documentation, not from any scanner's rules.
No value stands here: each is drawn when the tree is made.
"""
import base64, os, random, string, struct, sys, zlib

root = sys.argv[1]
rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
LOWER, UPPER, DIGITS = string.ascii_lowercase, string.ascii_uppercase, string.digits
B62 = DIGITS + UPPER + LOWER
HEX = DIGITS + "abcdef"


def draw(alphabet, count): return "".join(rng.choice(alphabet) for _ in range(count))
def b62(n): return draw(B62, n)
def hexa(n): return draw(HEX, n)
def low(n): return draw(LOWER + DIGITS, n)
def up(n): return draw(UPPER + DIGITS, n)
def dig(n): return rng.choice("123456789") + draw(DIGITS, n - 1)
def url64(n): return draw(B62 + "-_", n)
def raw(n): return bytes(rng.randrange(256) for _ in range(n))
def b64(n): return base64.b64encode(raw(n)).decode()
def b64url(data): return base64.urlsafe_b64encode(data).decode().rstrip("=")
def uuid(): return "-".join([hexa(8), hexa(4), "4" + hexa(3), rng.choice("89ab") + hexa(3), hexa(12)])
def password(): return draw(LOWER, 4) + draw(UPPER, 4) + draw(DIGITS, 4) + rng.choice("!%+=") + draw(B62, 5)


def checked(prefix):
    body = b62(30)
    crc, tail = zlib.crc32(body.encode()), ""
    while len(tail) < 6: crc, tail = crc // 62, B62[crc % 62] + tail
    return prefix + body + tail


def jwt(payload): return ".".join([b64url(b'{"alg":"HS256","typ":"JWT"}'), b64url(payload.encode()), url64(43)])


# Keys by their structure, with numbers that were drawn.
def der(tag, body):
    n = len(body)
    size = bytes([n]) if n < 128 else (lambda b: bytes([128 | len(b)]) + b)(n.to_bytes((n.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + size + body
def integer(n): return der(2, bytes([rng.randrange(1, 128)]) + raw(n - 1))
def rsa(): return der(0x30, der(2, b"\0") + integer(256) + der(2, b"\1\0\1") + b"".join(integer(n) for n in (256, 128, 128, 128, 128, 128)))
def ec(): return der(0x30, der(2, b"\1") + der(4, raw(32)) + der(0xA0, der(6, bytes.fromhex("2a8648ce3d030107"))) + der(0xA1, der(3, b"\0\4" + raw(64))))
def dsa(): return der(0x30, der(2, b"\0") + integer(128) + integer(20) + integer(128) + integer(128) + integer(20))
def pkcs8(): return der(0x30, der(2, b"\0") + der(0x30, der(6, bytes.fromhex("2a864886f70d010101")) + der(5, b"")) + der(4, rsa()))
def text(data): return struct.pack(">I", len(data)) + data
def openssh():
    public = text(b"ssh-ed25519") + text(raw(32))
    check = raw(4)
    private = check + check + text(b"ssh-ed25519") + text(raw(32)) + text(raw(64)) + text(b"ci@build")
    private += bytes(range(1, 1 + -len(private) % 8))
    return b"openssh-key-v1\0" + text(b"none") + text(b"none") + text(b"") + struct.pack(">I", 1) + text(public) + text(private)
def pem(label, data, newline="\n"):
    dashes = "-" * 5
    body = base64.b64encode(data).decode()
    lines = [body[i:i + 64] for i in range(0, len(body), 64)]
    return newline.join([f"{dashes}BEGIN {label}{dashes}", *lines, f"{dashes}END {label}{dashes}", ""])
def certificate(): return der(0x30, der(0x30, der(0xA0, der(2, b"\2")) + integer(16) + raw(700)) + der(0x30, der(6, bytes.fromhex("2a864886f70d01010b")) + der(5, b"")) + der(3, b"\0" + raw(256)))


def env(name, value): return "app/config.env", f"PORT=8080\n{name}={value}\nDEBUG=false\n"
def yml(name, value): return "deploy/values.yaml", f"service:\n  replicas: 2\n  {name}: \"{value}\"\n"
def js(name, value): return "src/client.js", f"const retries = 3;\nconst {name} = '{value}';\nexport default {name};\n"
def sh(value): return "run.sh", f"#!/bin/sh\nset -e\ncurl -sf -H 'Authorization: Bearer {value}' https://api.acme.internal/v1/jobs\n"
def at(path, value): return path, value

SECRETS = {
    "aws-pair": lambda: at("root/.aws/credentials", f"[default]\naws_access_key_id = {'AK' + 'IA'}{draw('QRST', 1)}{draw(UPPER + '234567', 15)}\naws_secret_access_key = {draw(B62 + '+/', 40)}\n"),
    "aws-session": lambda: env("AWS_ACCESS_KEY_ID", "AS" + "IA" + draw("QRST", 1) + draw(UPPER + "234567", 15)),
    "github-pat": lambda: js("token", checked("gh" + "p_")), "github-oauth": lambda: env("GH_OAUTH", checked("gh" + "o_")),
    "github-user": lambda: yml("user_token", checked("gh" + "u_")), "github-server": lambda: sh(checked("gh" + "s_")),
    "github-refresh": lambda: env("GH_REFRESH", checked("gh" + "r_")),
    "github-fine-grained": lambda: env("GITHUB_TOKEN", "github" + "_pat_" + b62(22) + "_" + b62(59)),
    "gitlab-pat": lambda: env("GITLAB_TOKEN", "gl" + "pat-" + url64(20)), "gitlab-deploy": lambda: yml("deploy", "gl" + "dt-" + url64(20)),
    "gitlab-runner": lambda: at("etc/gitlab-runner/config.toml", f"[[runners]]\n  url = \"https://git.acme.internal\"\n  token = \"{'gl' + 'rt-'}{url64(20)}\"\n"),
    "gitlab-trigger": lambda: sh("gl" + "ptt-" + hexa(40)), "bitbucket": lambda: env("BITBUCKET_APP_PASSWORD", "AT" + "BB" + b62(32)),
    "npm": lambda: at("root/.npmrc", "//registry.npmjs.org/:_authToken=" + checked("npm" + "_") + "\n"),
    "pypi": lambda: at("root/.pypirc", "[pypi]\nusername = __token__\npassword = " + "pypi" + "-AgEIcHlwaS5vcmc" + url64(150) + "\n"),
    "rubygems": lambda: at("root/.gem/credentials", "---\n:rubygems_api_key: " + "ruby" + "gems_" + hexa(48) + "\n"),
    "crates": lambda: at("root/.cargo/credentials.toml", "[registry]\ntoken = \"" + "ci" + "o" + b62(32) + "\"\n"),
    "nuget": lambda: env("NUGET_API_KEY", "oy" + "2" + low(43)), "docker-pat": lambda: env("DOCKER_TOKEN", "dckr" + "_pat_" + url64(27)),
    "docker-auth": lambda: at("root/.docker/config.json", '{"auths": {"ghcr.io": {"auth": "' + base64.b64encode(("ci:" + password()).encode()).decode() + '"}}}\n'),
    "stripe": lambda: js("stripe", "sk" + "_live_" + b62(24)), "stripe-restricted": lambda: env("STRIPE", "rk" + "_live_" + b62(24)),
    "stripe-webhook": lambda: env("STRIPE_WEBHOOK_SECRET", "whs" + "ec_" + b62(32)), "square": lambda: env("SQUARE", "sq0" + "csp-" + url64(43)),
    "square-access": lambda: env("SQUARE_TOKEN", "EAA" + "A" + url64(60)), "braintree": lambda: env("BRAINTREE", "access_token" + "$production$" + low(16) + "$" + hexa(32)),
    "shopify": lambda: env("SHOPIFY", "shp" + "at_" + hexa(32)), "shopify-secret": lambda: env("SHOPIFY_SECRET", "shp" + "ss_" + hexa(32)),
    "slack-bot": lambda: env("SLACK", "xo" + "xb-" + dig(12) + "-" + dig(12) + "-" + b62(24)), "slack-user": lambda: js("slack", "xo" + "xp-" + dig(12) + "-" + dig(12) + "-" + dig(12) + "-" + hexa(32)),
    "slack-app": lambda: env("SLACK_APP", "xa" + "pp-1-A" + up(10) + "-" + dig(13) + "-" + hexa(64)),
    "slack-webhook": lambda: yml("hook", "https://hooks.slack" + ".com/services/T" + up(10) + "/B" + up(10) + "/" + b62(24)),
    "discord-bot": lambda: env("DISCORD_TOKEN", "M" + b62(23) + "." + b62(6) + "." + url64(38)),
    "discord-webhook": lambda: yml("hook", "https://discord" + ".com/api/webhooks/" + dig(18) + "/" + url64(68)),
    "telegram": lambda: env("TELEGRAM_BOT_TOKEN", dig(10) + ":AA" + url64(33)), "twilio": lambda: env("TWILIO_API_KEY", "S" + "K" + hexa(32)),
    "sendgrid": lambda: env("SENDGRID", "S" + "G." + url64(22) + "." + url64(43)), "mailgun": lambda: env("MAILGUN_API_KEY", "ke" + "y-" + hexa(32)),
    "mailchimp": lambda: env("MAILCHIMP_API_KEY", hexa(32) + "-us" + "14"), "brevo": lambda: env("BREVO", "xkey" + "sib-" + hexa(64) + "-" + b62(16)),
    "postmark": lambda: env("POSTMARK_SERVER_TOKEN", uuid()), "resend": lambda: env("RESEND", "re" + "_" + b62(8) + "_" + b62(24)),
    "openai": lambda: env("OPENAI_API_KEY", "sk" + "-proj-" + url64(74) + "T3Blbk" + "FJ" + url64(74)), "anthropic": lambda: env("ANTHROPIC", "sk" + "-ant-api03-" + url64(93) + "AA"),
    "huggingface": lambda: js("hub", "hf" + "_" + draw(UPPER + LOWER, 34)), "groq": lambda: env("GROQ", "gs" + "k_" + b62(52)),
    "replicate": lambda: env("REPLICATE", "r" + "8_" + b62(37)), "perplexity": lambda: env("PPLX", "ppl" + "x-" + b62(48)), "xai": lambda: env("XAI", "xa" + "i-" + b62(80)),
    "google-api": lambda: js("key", "AI" + "za" + url64(35)), "google-oauth-secret": lambda: yml("secret", "GOC" + "SPX-" + url64(28)),
    "google-access": lambda: sh("ya" + "29." + url64(120)),
    "gcp-service-account": lambda: at("app/sa.json", '{\n  "type": "service_account",\n  "project_id": "shop",\n  "private_key_id": "' + hexa(40) + '",\n  "private_key": "' + pem("PRIVATE KEY", pkcs8(), "\\n") + '",\n  "client_email": "ci@shop.iam.gserviceaccount.com"\n}\n'),
    "firebase-messaging": lambda: env("FCM_KEY", "AA" + "AA" + url64(7) + ":APA91b" + url64(134)),
    "azure-storage": lambda: env("STORAGE", "DefaultEndpointsProtocol=https;AccountName=shop;Account" + "Key=" + b64(64) + ";EndpointSuffix=core.windows.net"),
    "azure-client-secret": lambda: env("AZURE_CLIENT_SECRET", b62(3) + "8" + "Q~" + url64(34)),
    "azure-service-bus": lambda: env("BUS", "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess" + "Key=" + b64(32)),
    "azure-devops": lambda: env("AZURE_DEVOPS_PAT", low(52)),
    "digitalocean": lambda: env("DO", "dop" + "_v1_" + hexa(64)), "linode": lambda: env("LINODE_TOKEN", hexa(64)), "heroku": lambda: env("HEROKU", "HRK" + "U-AA" + url64(58)),
    "heroku-uuid": lambda: env("HEROKU_API_KEY", uuid()), "netlify": lambda: env("NETLIFY", "nf" + "p_" + b62(36)), "cloudflare": lambda: env("CLOUDFLARE_API_TOKEN", url64(40)),
    "cloudflare-ca": lambda: env("ORIGIN_CA", "v1" + ".0-" + hexa(24) + "-" + hexa(146)), "alibaba": lambda: env("ALIYUN_ID", "LT" + "AI" + b62(20)),
    "tencent": lambda: env("TENCENT_ID", "AK" + "ID" + b62(32)), "render": lambda: env("RENDER", "rn" + "d_" + b62(28)), "supabase": lambda: env("SUPABASE", "sb" + "p_" + hexa(40)),
    "planetscale": lambda: env("PSCALE", "pscale" + "_tkn_" + url64(43)), "databricks": lambda: env("DATABRICKS", "da" + "pi" + hexa(32)),
    "postgres-url": lambda: env("DATABASE_URL", "postgres" + f"://shop:{b62(16)}@db.acme.internal:5432/shop"), "mysql-url": lambda: yml("dsn", "mysql" + f"://shop:{b62(14)}@10.0.3.7/shop"),
    "mongodb-url": lambda: env("MONGO", "mongodb" + f"+srv://shop:{b62(18)}@cluster0.ab1cd.mongodb.net/shop"), "redis-url": lambda: env("CACHE", "redis" + f"://:{b62(20)}@cache.acme.internal:6379/0"),
    "amqp-url": lambda: env("BROKER", "amqp" + f"://shop:{b62(15)}@mq.acme.internal/%2f"), "basic-url": lambda: at("app/.git/config", "[remote \"origin\"]\n\turl = https" + f"://ci:{b62(24)}@git.acme.internal/shop.git\n"),
    "jdbc": lambda: env("JDBC", "jdbc:" + f"postgresql://db.acme.internal/shop?user=shop&password={b62(16)}"),
    "connection-string": lambda: at("app/appsettings.json", '{"ConnectionStrings": {"Shop": "Server=db.acme.internal;Database=shop;User Id=shop;Pass' + f'word={b62(16)};"}}}}\n'),
    "grafana": lambda: env("GRAFANA", "gl" + "sa_" + b62(32) + "_" + hexa(8)), "grafana-cloud": lambda: env("GRAFANA_CLOUD", "gl" + "c_" + base64.b64encode(('{"o":"1","n":"ci","k":"' + b62(24) + '","m":{"r":"eu"}}').encode()).decode()),
    "newrelic": lambda: env("NEWRELIC", "NRA" + "K-" + up(27)), "datadog": lambda: env("DD_API_KEY", hexa(32)), "sentry": lambda: env("SENTRY", "sntry" + "u_" + hexa(64)),
    "dynatrace": lambda: env("DT", "dt0" + "c01." + up(24) + "." + up(64)), "pagerduty": lambda: env("PAGERDUTY_API_KEY", "u+" + b62(18)), "honeycomb": lambda: env("HONEYCOMB_API_KEY", "hca" + "ik_" + low(58)),
    "vault": lambda: env("VAULT", "hv" + "s." + url64(92)), "vault-legacy": lambda: env("VAULT_TOKEN", "s" + "." + b62(24)), "terraform": lambda: at("root/.terraform.d/credentials.tfrc.json", '{"credentials": {"app.terraform.io": {"token": "' + b62(14) + ".atlas" + "v1." + url64(67) + '"}}}\n'),
    "pulumi": lambda: env("PULUMI", "pu" + "l-" + hexa(40)), "doppler": lambda: env("DOPPLER", "dp" + ".pt." + b62(43)), "onepassword": lambda: env("OP", "ops" + "_eyJ" + b64(300).replace("=", "")),
    "age": lambda: at("root/keys.txt", "# created: 2026\nAGE-SECRET" + "-KEY-1" + draw("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58) + "\n"),
    "kubernetes-token": lambda: at("var/run/secrets/kubernetes.io/serviceaccount/token", jwt('{"iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"shop","sub":"' + uuid() + '"}')),
    "jwt": lambda: env("SESSION", jwt('{"sub":"' + uuid() + '","iat":1790000000,"role":"admin"}')), "openshift": lambda: sh("sha256" + "~" + url64(43)),
    "kubeconfig": lambda: at("root/.kube/config", "users:\n- name: admin\n  user:\n    client-key-data: " + base64.b64encode(pem("EC PRIVATE KEY", ec()).encode()).decode() + "\n"),
    "rsa-key": lambda: at("etc/ssl/server.key", pem("RSA PRIVATE KEY", rsa())), "ec-key": lambda: at("app/jwt.pem", pem("EC PRIVATE KEY", ec())), "dsa-key": lambda: at("root/.ssh/id_dsa", pem("DSA PRIVATE KEY", dsa())),
    "pkcs8-key": lambda: at("app/tls.key", pem("PRIVATE KEY", pkcs8())), "openssh-key": lambda: at("root/.ssh/id_ed25519", pem("OPENSSH PRIVATE KEY", openssh())),
    "key-in-env": lambda: env("TLS_KEY", '"' + pem("RSA PRIVATE KEY", rsa(), "\\n") + '"'),
    "pkcs12": lambda: at("app/id.p12", der(0x30, der(2, b"\3") + der(0x30, der(6, bytes.fromhex("2a864886f70d010701")) + der(0xA0, der(4, der(0x30, der(6, bytes.fromhex("2a864886f70d010c0a0102")) + raw(900))))))),
    "jks": lambda: at("app/keystore.jks", bytes.fromhex("feedfeed0000000200000001" "00000001") + b"\0\4shop" + raw(8) + struct.pack(">I", 700) + raw(700) + raw(20)),
    "keytab": lambda: at("etc/krb5.keytab", b"\5\2" + struct.pack(">i", 70) + b"\0\2\0\x0dACME.INTERNAL\0\4host\0\2db\0\0\0\1" + raw(38)), "keepass": lambda: at("root/passwords.kdbx", bytes.fromhex("03d9a29a67fb4bb5") + raw(600)),
    "shadow": lambda: at("etc/shadow", "root:$6$" + b62(16) + "$" + draw(B62 + "./", 86) + ":19700:0:99999:7:::\ndaemon:*:19700:0:99999:7:::\n"), "htpasswd": lambda: at("etc/nginx/.htpasswd", "admin:$apr1$" + b62(8) + "$" + draw(B62 + "./", 22) + "\n"),
    "pgpass": lambda: at("root/.pgpass", "db.acme.internal:5432:shop:shop:" + b62(16) + "\n"), "netrc": lambda: at("root/.netrc", "machine git.acme.internal\n  login ci\n  password " + b62(20) + "\n"), "my.cnf": lambda: at("root/.my.cnf", "[client]\nuser=shop\npassword=" + b62(16) + "\n"),
    "git-credentials": lambda: at("root/.git-credentials", "https" + f"://ci:{b62(24)}@git.acme.internal\n"), "npmrc-auth": lambda: at("app/.npmrc", "//npm.acme.internal/:_auth=" + base64.b64encode(("ci:" + password()).encode()).decode() + "\n"),
    "pip.conf": lambda: at("root/.config/pip/pip.conf", "[global]\nindex-url = https" + f"://ci:{b62(20)}@pypi.acme.internal/simple\n"), "maven": lambda: at("root/.m2/settings.xml", f"<settings><servers><server><id>acme</id><username>ci</username><password>{b62(18)}</password></server></servers></settings>\n"),
    "nuget-config": lambda: at("app/nuget.config", f'<configuration><packageSourceCredentials><acme><add key="Username" value="ci" /><add key="ClearTextPassword" value="{b62(20)}" /></acme></packageSourceCredentials></configuration>\n'),
    "rails": lambda: at("app/config/master.key", hexa(32)), "django": lambda: at("app/settings.py", "DEBUG = False\nSECRET_KEY = '" + draw(LOWER + DIGITS + "!@#%^&*(-_=+)", 50) + "'\n"), "laravel": lambda: at("app/.env", "APP_NAME=shop\nAPP_KEY=base64:" + b64(32) + "\n"),
    "db-password": lambda: at("app/.env", "DB_HOST=db\nDB_PASSWORD=" + password() + "\n"), "wireguard": lambda: at("etc/wireguard/wg0.conf", "[Interface]\nPrivateKey = " + base64.b64encode(raw(31) + b"\x40").decode() + "\nAddress = 10.7.0.2/32\n"),
    "ansible": lambda: at("srv/inventory.ini", "[db]\n10.0.3.7 ansible_user=ops ansible_password=" + b62(14) + "\n"), "atlassian": lambda: env("JIRA", "ATA" + "TT3xFfGF0" + url64(170) + "=" + up(8)),
    "notion": lambda: env("NOTION", "nt" + "n_" + dig(11) + b62(35)), "airtable": lambda: env("AIRTABLE", "pa" + "t" + b62(14) + "." + hexa(64)), "linear": lambda: env("LINEAR", "lin" + "_api_" + b62(40)),
    "figma": lambda: env("FIGMA", "fi" + "gd_" + url64(40)), "contentful": lambda: env("CONTENTFUL", "CF" + "PAT-" + url64(43)), "postman": lambda: env("POSTMAN", "PM" + "AK-" + hexa(24) + "-" + hexa(34)),
    "typeform": lambda: env("TYPEFORM", "tf" + "p_" + url64(59)), "mapbox-secret": lambda: env("MAPBOX", "s" + "k.eyJ1Ijoi" + url64(60) + "." + url64(22)), "facebook": lambda: env("FACEBOOK_TOKEN", "EA" + "A" + b62(150)),
    "hubspot": lambda: env("HUBSPOT", "pat" + "-na1-" + uuid()), "shippo": lambda: env("SHIPPO", "shippo" + "_live_" + hexa(40)), "easypost": lambda: env("EASYPOST", "EZ" + "AK" + b62(54)),
    "plaid": lambda: env("PLAID", "access" + "-production-" + uuid()), "flutterwave": lambda: env("FLW", "FLW" + "SECK-" + hexa(32) + "-X"), "duffel": lambda: env("DUFFEL", "duffel" + "_live_" + url64(43)),
    "circleci": lambda: env("CIRCLECI", "CCI" + "PAT_" + b62(22) + "_" + hexa(40)), "buildkite": lambda: env("BUILDKITE", "bk" + "ua_" + hexa(40)), "sonar": lambda: env("SONAR_TOKEN", "sq" + "u_" + hexa(40)),
    "artifactory": lambda: env("JFROG_API_KEY", "AK" + "Cp" + b62(69)), "launchdarkly": lambda: env("LAUNCHDARKLY_SDK_KEY", "sd" + "k-" + uuid()), "tailscale": lambda: env("TS_AUTHKEY", "tskey" + "-auth-" + b62(16) + "-" + b62(32)),
    "readme": lambda: env("README_KEY", "rd" + "me_" + low(70)), "prefect": lambda: env("PREFECT", "pn" + "u_" + b62(36)), "sourcegraph": lambda: env("SRC", "sg" + "p_" + hexa(16) + "_" + hexa(40)),
    "dropbox": lambda: env("DROPBOX_TOKEN", "s" + "l." + url64(135)), "clojars": lambda: env("CLOJARS", "CLO" + "JARS_" + hexa(60)),
}

DECOYS = {
    "package-lock": lambda: at("app/package-lock.json", '{"packages": {"node_modules/a": {"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-' + b64(64) + '"}}}\n'),
    "yarn-lock": lambda: at("app/yarn.lock", 'a@^1.0.0:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#' + hexa(40) + '"\n'),
    "cargo-lock": lambda: at("app/Cargo.lock", '[[package]]\nname = "a"\nversion = "1.0.0"\nchecksum = "' + hexa(64) + '"\n'), "go-sum": lambda: at("app/go.sum", "github.com/a/b v1.2.3 h1:" + b64(32) + "\n"),
    "pipfile-lock": lambda: at("app/Pipfile.lock", '{"default": {"a": {"hashes": ["sha256:' + hexa(64) + '"]}}}\n'), "dockerfile-checksum": lambda: at("app/Dockerfile", "ENV NODE_SHA256=" + hexa(64) + " GPG_KEY=" + up(40) + "\n"),
    "git-sha": lambda: at("app/version.txt", "commit " + hexa(40) + "\n"), "uuid": lambda: yml("instance_id", uuid()), "trace-id": lambda: at("log/app.log", "INFO trace_id=" + hexa(32) + " span_id=" + hexa(16) + " ok\n"),
    "etag": lambda: at("log/http.log", 'GET /a 200 "' + hexa(32) + '" ' + b64(12) + "\n"), "image-data": lambda: at("web/logo.css", ".a{background:url(data:image/png;base64," + b64(900) + ")}\n"), "font-data": lambda: at("web/font.css", "@font-face{src:url(data:font/woff2;base64," + b64(2000) + ")}\n"),
    "minified": lambda: at("web/app.min.js", "!function(e,t){var n=" + draw(B62 + "(){},;=.", 3000) + "}(this);\n"), "certificate": lambda: at("etc/ssl/ca.pem", pem("CERTIFICATE", certificate())), "public-key": lambda: at("app/key.pub.pem", pem("PUBLIC KEY", raw(294))),
    "ssh-public": lambda: at("root/.ssh/authorized_keys", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + b64(32)[:43] + " ci@build\n"), "known-hosts": lambda: at("root/.ssh/known_hosts", "|1|" + b64(20) + "|" + b64(20) + " ssh-rsa AAAAB3NzaC1yc2E" + b64(270) + "\n"),
    "variable": lambda: env(rng.choice(["DB_PASSWORD", "API_KEY", "TOKEN"]), "${" + draw(UPPER, 8) + "}"), "template": lambda: yml("password", "{{ .Values." + draw(LOWER, 7) + ".password }}"), "github-expression": lambda: yml("token", "${{ secrets." + draw(UPPER, 9) + " }}"),
    "placeholder": lambda: at("app/.env.example", "DB_PASSWORD=" + rng.choice(["changeme", "your-password-here", "<password>", "xxxxxxxx", "********"]) + "\nAPI_KEY=your_api_key_" + draw(LOWER, 3) + "\n"),
    "environment-read": lambda: js("password", "' + process.env." + draw(UPPER, 8) + " + '"), "python-read": lambda: at("app/conf.py", "password = os.environ['" + draw(UPPER, 9) + "']\ntoken = get_token('" + draw(LOWER, 12) + "')\n"), "file-name": lambda: env("DB_PASSWORD_FILE", "/run/secrets/" + draw(LOWER, 8)),
    "aws-example": lambda: env("AWS_ACCESS_KEY_ID", "AK" + "IA" + "IOSFODNN7" + "EXAMPLE"), "github-wrong-checksum": lambda: env("T", "gh" + "p_" + b62(36)), "stripe-placeholder": lambda: js("k", "sk" + "_live_" + "x" * 24), "url-placeholder": lambda: env("DATABASE_URL", "postgres://" + rng.choice(["user:password", "postgres:postgres", "app:${PW}", "app:<password>"]) + "@" + draw(LOWER, 6) + "/app"),
    "url-without": lambda: env("DATABASE_URL", f"postgres://{draw(LOWER, 5)}.acme.internal:5432/shop"), "locale": lambda: at("web/en.json", '{"login.password": "Password", "login.token": "Enter the token we sent you at ' + draw(DIGITS, 4) + '", "secret": "Keep it secret"}\n'),
    "type-names": lambda: at("src/a.ts", f"interface Auth {{ password: string; apiKey: string; token: {draw(UPPER, 1) + draw(LOWER, 9)}Token }}\n"), "random-bytes": lambda: at("data/blob.bin", raw(4000)), "elf-strings": lambda: at("usr/bin/tool", b"\x7fELF\2\1\1" + raw(200) + b"\0password\0token=%s\0secret_key\0" + draw(LOWER, 20).encode() + b"\0" + raw(500)),
    "shadow-locked": lambda: at("etc/shadow", f"{draw(LOWER, 6)}:!:19700:0:99999:7:::\ndaemon:*:19700::::::\n"), "textbook-token": lambda: env("JWT", b64url(b'{"alg":"HS256","typ":"JWT"}') + "." + b64url(b'{"sub":"1234567890","name":"John Doe","iat":1516239022}') + "." + url64(43)),
    "public-pem-check": lambda: at("src/a.c", f'if (!strncmp(line, "-----BEGIN RSA PRIVATE KEY-----", {dig(2)})) return parse(line);\n'), "sql-schema": lambda: at("db/schema.sql", f"CREATE TABLE {draw(LOWER, 7)} (password varchar(64) NOT NULL, token text);\n"), "css-colours": lambda: at("web/a.css", "".join(f".c{i}{{color:#{hexa(6)}}}\n" for i in range(40))),
    "licence-id": lambda: at("app/NOTICE", f"SPDX-License-Identifier: Apache-2.0 {uuid()}\nSHA-256: {hexa(64)}\n"), "integrity-html": lambda: at("web/index.html", f'<script src="/a.js" integrity="sha384-{b64(48)}" crossorigin></script>\n'), "hash-table": lambda: at("src/table.c", "static const char *t[] = {" + ",".join('"' + hexa(16) + '"' for _ in range(60)) + "};\n"),
}

rows = []
def write(kind, what, number, made):
    path, content = made
    path = f"{what}/{number:04}/{path}"
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file: file.write(content if isinstance(content, bytes) else content.encode())
    rows.append(f"{path}\t{what}\t{kind}\n")

number = 0
for what, table, rounds in (("secret", SECRETS, 3), ("decoy", DECOYS, 10)):
    for kind, make in table.items():
        for _ in range(rounds):
            number += 1
            write(kind, what, number, make())
with open(root.rstrip("/") + ".tsv", "w") as file: file.writelines(rows)
print(f"{3 * len(SECRETS)} secrets of {len(SECRETS)} kinds, {10 * len(DECOYS)} decoys of {len(DECOYS)} kinds")
