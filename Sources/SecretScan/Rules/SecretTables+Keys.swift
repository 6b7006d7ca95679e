// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    static let keys: [SecretRule] = [
        .token(
            "private-key", "Private key", ["PRIVATE KEY-----"], "-----BEGIN ([A-Z0-9]{1,12} ){0,2}@", .pemKey,
            edges: false, opens: "whatever trusts the matching public key"),
        .token(
            "private-key-encrypted", "Private key, encrypted", [], "", .shape, severity: .low, edges: false,
            opens: "what trusts the matching public key, to those who guess its passphrase"),
        .token(
            "pgp-private-key", "OpenPGP secret key", ["PRIVATE KEY BLOCK-----"], "-----BEGIN PGP @", .pgpKey,
            edges: false, opens: "mail and signatures of its owner"),
        .token(
            "jwt", "JSON Web Token", ["eyJ"], #"[\w\-]{10,2000}\.eyJ[\w\-]{8,6000}\.[\w\-]{16,1400}"#,
            .jsonWebToken, severity: .medium, opens: "the session it was issued for, until it expires"),
    ]
}
