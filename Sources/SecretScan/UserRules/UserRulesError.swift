// SPDX-License-Identifier: Apache-2.0

/// What is wrong with files of rules: every problem, not only the first.
public struct UserRulesError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The file as the caller named it.
        public var file: String
        /// 1-based.
        public var line: Int
        /// The rule's id; nil for problems of the file.
        public var rule: String?
        /// One sentence.
        public var what: String

        public var description: String { "\(file):\(line): " + (rule.map { "rule «\($0)»: " } ?? "") + what }
    }

    /// In the order of files and lines.
    public let problems: [Problem]

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
