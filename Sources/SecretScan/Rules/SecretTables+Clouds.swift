// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    static let clouds: [SecretRule] = [
        .token(
            "aws-access-key-id", "AWS access key id", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z2-7]{16}", .awsAccessKey,
            opens: "an AWS account together with its secret key"),
        .named(
            "aws-secret-access-key", "AWS secret access key",
            ["aws_secret", "aws-secret", "secretaccesskey", "secret_access_key"], "[A-Za-z0-9/+]{40}", .awsSecretKey,
            severity: .critical, opens: "an AWS account together with its key id"),
        .token(
            "gcp-api-key", "Google API key", ["AIza"], #"[\w\-]{35}"#, severity: .medium, publishable: true,
            opens: "the Google APIs it is not restricted from"),
    ]
}
