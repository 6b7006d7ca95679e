// SPDX-License-Identifier: Apache-2.0
public import Findings

/// One kind of secret that the rules know, as a finding names it.
public struct SecretKind: Sendable, Equatable {
    /// Stable kebab-case id, such as `aws-access-key-id`.
    public let id: String
    /// What it is, in a few words.
    public let title: String
    /// The severity of a plain hit; a hit may be lower (an encrypted key) or higher.
    public let severity: Severity
    /// What whoever holds it can do, one sentence.
    public let description: String
    /// The form alone tells what it is; a named password or an assignment is not structured.
    public let isStructured: Bool
    /// Meant to be shipped to browsers or apps; harmless there, worth a look on a server.
    public let isPublishable: Bool
}
