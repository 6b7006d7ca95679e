// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Where packages and images are published: whoever holds these can change what others install.
    static let registries: [SecretRule] = [
        .token(
            "npm-token", "npm access token", ["npm_"], "[A-Za-z0-9]{36}", .checksumBase62(prefix: 4), edges: false,
            opens: "packages of its owner on npm"),
        .token(
            "npm-auth-token", "npm registry token (older form)", ["_authToken="],
            #"["']?<\h{8}-\h{4}-\h{4}-\h{4}-\h{12}>"#, edges: false, opens: "packages of its owner in the registry"),
        .token(
            "npm-registry-token", "Token for a private npm registry", ["_authToken="],
            #"["']?<[\w\-.~+/]{20,2000}={0,2}>"#, severity: .high, edges: false, opens: "a package registry"),
        .token(
            "npm-registry-auth", "npm registry password", [":_auth=", "\n_auth=", "_auth = "],
            #"["']?<[A-Za-z0-9+/]{8,400}={0,2}>"#, .basicAuth, severity: .high, edges: false,
            opens: "a package registry"),
        .token(
            "npm-registry-password", "npm registry password", [":_password="], #"["']?<[A-Za-z0-9+/]{8,400}={0,2}>"#,
            .base64(5), severity: .high, edges: false, opens: "a package registry"),
        .named(
            "yarn-registry-token", "Yarn registry token", ["npmAuthToken"], #"[\w\-.~+/]{20,2000}={0,2}"#,
            opens: "a package registry"),
        .token(
            "pypi-token", "PyPI upload token", ["pypi-AgEIcHlwaS5vcmc"], #"[\w\-]{50,1000}"#,
            opens: "projects of its owner on PyPI"),
        .token(
            "pypi-test-token", "TestPyPI upload token", ["pypi-AgENdGVzdC5weXBpLm9yZw"], #"[\w\-]{50,1000}"#,
            severity: .high, opens: "projects of its owner on TestPyPI"),
        .token("rubygems-api-key", "RubyGems API key", ["rubygems_"], "[0-9a-f]{48}", opens: "gems of its owner"),
        .token(
            "cratesio-token", "crates.io token", ["cio"], "[A-Za-z0-9]{32}", severity: .high,
            opens: "crates of its owner"),
        .token("nuget-api-key", "NuGet API key", ["oy2"], "[a-z0-9]{43}", opens: "packages of its owner on NuGet"),
        .token(
            "dockerhub-pat", "Docker Hub access token", ["dckr_pat_"], #"[\w\-]{27}"#,
            opens: "images of its owner on Docker Hub"),
        .token(
            "dockerhub-org-token", "Docker Hub organisation token", ["dckr_oat_"], #"[\w\-]{27,40}"#,
            opens: "images of an organisation on Docker Hub"),
        .token(
            "docker-config-auth", "Registry login in a Docker configuration", ["\"auth\":"],
            #"\s{0,4}"<[A-Za-z0-9+/]{8,4000}={0,2}>""#, .basicAuth, edges: false,
            opens: "the container registry it stands under"),
        .token(
            "docker-identity-token", "Registry identity token in a Docker configuration", ["\"identitytoken\":"],
            #"\s{0,4}"<[\w.\-]{20,4000}>""#, .shape, edges: false, opens: "the container registry it stands under"),
        .token("jfrog-api-key", "JFrog API key", ["AKCp"], "[0-9][A-Za-z0-9]{68}", opens: "an Artifactory"),
        .token(
            "jfrog-reference-token", "JFrog reference token", ["cmVmdGtuOj"], "[A-Za-z0-9]{54}", opens: "an Artifactory"
        ),
        .named(
            "jfrog-password", "Artifactory password or token", ["artifactory", "jfrog"], #"[A-Za-z0-9]{64,73}"#,
            opens: "an Artifactory"),
        .token("clojars-token", "Clojars deploy token", ["CLOJARS_"], "[0-9a-f]{60}", opens: "artifacts of its owner"),
        .token(
            "packagist-token", "Packagist token", ["packagist_"], "(org|user|uut|out|ack)_[0-9a-f]{68}",
            opens: "private packages"),
        .named(
            "packagist-api-token", "Packagist API token", ["packagist"], #"[A-Za-z0-9_\-]{20}"#,
            opens: "packages of its owner"),
        .named("hex-api-key", "Hex.pm API key", ["hex_api", "hexpm"], "[0-9a-f]{32}", opens: "packages of its owner"),
        .named(
            "gemfury-token", "Gemfury token", ["gemfury", "fury.io"], "[A-Za-z0-9]{20}", anyName: true,
            opens: "private packages"),
        .named("cloudsmith-key", "Cloudsmith API key", ["cloudsmith"], "[0-9a-f]{40}", opens: "private packages"),
        .named("quay-token", "Quay robot token", ["quay_", "quay.io"], "[A-Z0-9]{64}", opens: "images on Quay"),
        .named(
            "nuget-clear-password", "Feed password in NuGet.Config", ["ClearTextPassword"], #"[^"'<>\s]{6,200}"#,
            .password, anyName: true, opens: "a package feed"),
        .named(
            "pypirc-password", "Password of a Python package index",
            ["twine_password", "pip_password", "poetry_pypi", "poetry_http_basic", "uv_publish"], #"[^"'\s]{8,200}"#,
            .password, opens: "projects on a package index"),
        .named(
            "anaconda-token", "Anaconda.org token", ["anaconda", "conda_token"],
            #"[a-z]{2}-\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, opens: "packages on Anaconda.org"),
    ]
}
