// SPDX-License-Identifier: Apache-2.0

/// What is known of a command's exit status before it runs.
enum ShellStatus: Sendable, Equatable {
    case yes, no
    /// A program that usually succeeds.
    case assumed
    case unknown

    var negated: ShellStatus {
        switch self {
        case .yes: .no
        case .no: .yes
        case .assumed, .unknown: .unknown
        }
    }

    static func && (left: ShellStatus, right: ShellStatus) -> ShellStatus {
        if left == .no || right == .no { return .no }
        return left == .yes && right == .yes ? .yes : .unknown
    }

    static func || (left: ShellStatus, right: ShellStatus) -> ShellStatus {
        if left == .yes || right == .yes { return .yes }
        return left == .no && right == .no ? .no : .unknown
    }

    init(_ value: Bool?) { self = value.map { $0 ? .yes : .no } ?? .unknown }
}
