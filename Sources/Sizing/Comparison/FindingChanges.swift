// SPDX-License-Identifier: Apache-2.0

/// Findings that one image has and the other has not, known again by their fingerprints. What an exception took out of
/// the count in one of them is there all the same: an ignore that comes fixes nothing, and one that goes is no news.
public struct FindingChanges: Sendable, Equatable {
    /// In the order of the image after.
    public var new: [ImageSnapshot.FindingMark]
    /// In the order of the image before.
    public var fixed: [ImageSnapshot.FindingMark]
    /// How many of those that count after were there before.
    public var kept: Int

    public init(
        new: [ImageSnapshot.FindingMark] = [], fixed: [ImageSnapshot.FindingMark] = [], kept: Int = 0
    ) {
        self.new = new
        self.fixed = fixed
        self.kept = kept
    }

    init(_ old: ImageSnapshot, _ new: ImageSnapshot) {
        func counts(_ list: [ImageSnapshot.FindingMark]) -> [String: Int] {
            Dictionary(list.map { ($0.rule + "/" + $0.fingerprint, 1) }, uniquingKeysWith: +)
        }
        func rest(_ list: [ImageSnapshot.FindingMark], _ known: [String: Int]) -> [ImageSnapshot.FindingMark] {
            var known = known
            return list.filter { finding in
                let key = finding.rule + "/" + finding.fingerprint
                guard let count = known[key], count > 0 else { return true }
                known[key] = count - 1
                return false
            }
        }
        self.new = rest(new.findings, counts(old.findings + old.suppressed))
        fixed = rest(old.findings, counts(new.findings + new.suppressed))
        kept = new.findings.count - self.new.count
    }
}
