"""Fake secrets for the test images, composed from pieces so that no text in the repository holds one whole.

Every value comes from a fixed seed: a re-run gives the same bytes. The structure is right (checksums, lengths,
alphabets, key encodings), the secrets open nothing.
"""
import base64
import hashlib
import hmac
import json
import zlib

DIGITS = "0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = "abcdefghijklmnopqrstuvwxyz"
BASE62 = DIGITS + UPPER + LOWER


def stream(label, count):
    """`count` bytes that depend on the label alone."""
    return hashlib.shake_256(b"dunnage test image " + label.encode()).digest(count)


def text(label, count, alphabet=BASE62):
    return "".join(alphabet[byte % len(alphabet)] for byte in stream(label, count))


def base62(number, width):
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = BASE62[rest] + digits
    return digits.rjust(width, "0")


def checksummed(prefix, label):
    """The shape GitHub and npm share: 30 characters, then their CRC-32 in base 62."""
    body = text(label, 30)
    return prefix + body + base62(zlib.crc32(body.encode()), 6)


def url_base64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwt(key):
    head = url_base64(json.dumps({"alg": "HS256", "typ": "JWT"}, separators=(",", ":")).encode())
    body = url_base64(json.dumps({"sub": "shop-worker", "role": "admin", "iat": 1718000000},
                                 separators=(",", ":")).encode())
    mark = hmac.new(key.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{url_base64(mark)}"


# Ed25519, just enough to derive a public key: an OpenSSH key without its right public half is not a key.
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def recover_x(y):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return x if x % 2 == 0 else P - x


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P) % P)


def ed25519_public(seed):
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    scalar = scalar & ((1 << 254) - 8) | (1 << 254)
    result, point = (0, 1), (recover_x(BASE_Y), BASE_Y)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return (result[1] | (result[0] & 1) << 255).to_bytes(32, "little")


def pem(kind, data, width):
    body = base64.b64encode(data).decode()
    lines = [body[i:i + width] for i in range(0, len(body), width)]
    edge = "-" * 5
    return "\n".join([f"{edge}BEGIN {kind}{edge}", *lines, f"{edge}END {kind}{edge}", ""])


def openssh_key():
    def field(data):
        return len(data).to_bytes(4, "big") + data

    seed = stream("ssh", 32)
    public = ed25519_public(seed)
    kind = b"ssh-ed25519"
    public_blob = field(kind) + field(public)
    check = stream("ssh check", 4)
    private = check + check + field(kind) + field(public) + field(seed + public) + field(b"deploy@shop")
    private += bytes(range(1, 1 + -len(private) % 8))
    blob = (b"openssh-key-v1\0" + field(b"none") + field(b"none") + field(b"") + (1).to_bytes(4, "big")
            + field(public_blob) + field(private))
    return pem("OPENSSH " + "PRIVATE KEY", blob, 70)


def pkcs8_key():
    return pem("PRIVATE" + " KEY", bytes.fromhex("302e020100300506032b657004220420") + stream("tls", 32), 64)


JWT_KEY = text("jwt key", 40)
PLANTED = {
    "AWS_ID": "AK" + "IA" + text("aws id", 16, UPPER + "234567"),
    "AWS_SECRET": text("aws secret", 40, BASE62 + "+/"),
    "DB_PASSWORD": text("database", 24),
    "GITHUB": checksummed("gh" + "p_", "github"),
    "GOOGLE": "AI" + "za" + text("google", 35, BASE62 + "_-"),
    "JWT": jwt(JWT_KEY),
    "JWT_KEY": JWT_KEY,
    "NPM": checksummed("np" + "m_", "npm"),
    "NPM_BUILD_ARG": checksummed("np" + "m_", "npm build argument"),
    "SENDGRID": "S" + "G." + text("sendgrid id", 22) + "." + text("sendgrid", 43),
    "SLACK": "xo" + "xb-" + "-".join([text("slack team", 12, DIGITS), text("slack bot", 13, DIGITS),
                                     text("slack", 24)]),
    "STRIPE": "sk" + "_live_" + text("stripe", 24),
    "SSH_KEY": openssh_key(),
    "TLS_KEY": pkcs8_key(),
    # The one decoy: the documentation's own example, which no reader should call a leak.
    "AWS_DECOY": "AK" + "IA" + "IOSFODNN7" + "EXAMPLE",
    "AWS_SECRET_DECOY": "wJalrXUtnFEMI" + "/K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY",
}


def fill(template):
    """Puts the planted values where a text says @NAME@."""
    for name, value in PLANTED.items():
        template = template.replace(f"@{name}@", value)
    return template
