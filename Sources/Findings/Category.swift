// SPDX-License-Identifier: Apache-2.0

/// What a finding is about. The first ten are the categories of reclaimable bytes, in the order in which a byte
/// that belongs to several is counted: it goes to the first one that claims it.
public enum Category: String, Sendable, CaseIterable {
    case dead
    case secret
    case buildTool = "build-tool"
    case devDependency = "dev-dependency"
    case sourceCode = "source-code"
    case vcs
    case packageCache = "package-cache"
    case logOrTemp = "log-or-temp"
    case documentation
    case duplicate
    /// Who the container runs as and what it may change.
    case privilege
    /// The image's configuration: healthcheck, labels, entrypoint form.
    case configuration
    /// The archive does not say the truth about itself.
    case integrity

    /// The place in the order of reclaimable categories; nil for a category that claims no bytes.
    public var claimOrder: Int? {
        // A number a case: this is asked for each claimed file.
        switch self {
        case .dead: 0
        case .secret: 1
        case .buildTool: 2
        case .devDependency: 3
        case .sourceCode: 4
        case .vcs: 5
        case .packageCache: 6
        case .logOrTemp: 7
        case .documentation: 8
        case .duplicate: 9
        case .privilege, .configuration, .integrity: nil
        }
    }
}
