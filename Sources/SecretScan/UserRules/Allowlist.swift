// SPDX-License-Identifier: Apache-2.0

/// What a rules file lets pass: `[[allowlists]]` and `[[rules.allowlists]]` of gitleaks.
struct Allowlist: Sendable {
    enum Target: Sendable {
        /// The value, the whole match, the line it stands on.
        case secret, match, line
    }

    var paths: [Regex] = []
    var regexes: [Regex] = []
    var target = Target.secret
    /// In lower case; the value contains one.
    var stopwords: [[UInt8]] = []
    /// Every condition that is given must hold, not only one of them.
    var needsAll = false
    /// Ids of the rules that a global list is for; empty for all.
    var rules: Set<String> = []

    typealias Regex = CompiledRegex

    /// Where a candidate stands, for the conditions to look at.
    struct Candidate {
        var path: UnsafeRawBufferPointer
        var secret: UnsafeRawBufferPointer
        var match: UnsafeRawBufferPointer
        var line: UnsafeRawBufferPointer
    }

    func allows(_ candidate: Candidate) -> Bool {
        var answers: [Bool] = []
        if !paths.isEmpty { answers.append(Allowlist.matches(paths, path: candidate.path)) }
        if !regexes.isEmpty {
            let text =
                switch target {
                case .secret: candidate.secret
                case .match: candidate.match
                case .line: candidate.line
                }
            answers.append(regexes.contains { $0.isFound(in: text) })
        }
        if !stopwords.isEmpty { answers.append(Placeholders.contains(candidate.secret, stopwords)) }
        guard !answers.isEmpty else { return false }
        return needsAll ? answers.allSatisfy(\.self) : answers.contains(true)
    }

    /// gitleaks sees paths relative to the repository, people think of them as absolute: either may match.
    static func matches(_ regexes: [Regex], path: UnsafeRawBufferPointer) -> Bool {
        if path.isEmpty { return false }
        if regexes.contains(where: { $0.isFound(in: path) }) { return true }
        let absolute = [UInt8(ascii: "/")] + Array(path)
        return absolute.withUnsafeBytes { path in regexes.contains { $0.isFound(in: path) } }
    }
}
