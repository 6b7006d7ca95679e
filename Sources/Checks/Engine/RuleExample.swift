// SPDX-License-Identifier: Apache-2.0
public import Findings

/// A small image on which a rule fires or stays quiet: test, documentation and proof in one. Remembers where it is
/// written, so that a failing test points there.
public struct RuleExample: Sendable {
    public enum Expectation: Sendable, Equatable {
        /// At least one finding; of that kind and severity where they are given.
        case fires(kind: String?, severity: Severity?)
        /// No finding, or none above the severity where one is given.
        case quiet(upTo: Severity?)
    }

    /// What is shown, in a few words.
    public let title: String
    public let expectation: Expectation
    public let image: ExampleImage
    public let fileID: String
    public let filePath: String
    public let line: Int
    public let column: Int

    /// Whether the rule is expected to find something here.
    public var isFiring: Bool {
        if case .fires = expectation { return true }
        return false
    }

    public static func fires(
        _ title: String, _ image: ExampleImage, kind: String? = nil, severity: Severity? = nil,
        fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
    ) -> RuleExample {
        RuleExample(
            title: title, expectation: .fires(kind: kind, severity: severity), image: image, fileID: fileID,
            filePath: filePath, line: line, column: column)
    }

    public static func quiet(
        _ title: String, _ image: ExampleImage, upTo severity: Severity? = nil,
        fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
    ) -> RuleExample {
        RuleExample(
            title: title, expectation: .quiet(upTo: severity), image: image, fileID: fileID, filePath: filePath,
            line: line, column: column)
    }
}
