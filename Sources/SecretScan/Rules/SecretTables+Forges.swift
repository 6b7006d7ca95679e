// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    static let forges: [SecretRule] = [
        .token(
            "github-pat", "GitHub personal access token (classic)", ["ghp_"], "[A-Za-z0-9]{36}",
            .checksumBase62(prefix: 4), edges: false, opens: "all repositories its owner can reach"),
        .token(
            "gitlab-pat", "GitLab personal access token", ["glpat-"], #"[\w\-]{20}(\.[0-9a-z]{2}\.[0-9a-z]{9})?"#,
            opens: "the GitLab account of its owner"),
    ]
}
