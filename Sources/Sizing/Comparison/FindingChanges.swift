// SPDX-License-Identifier: Apache-2.0

/// Findings that one image has and the other has not, known again by their fingerprints.
public struct FindingChanges: Sendable, Equatable {
    /// In the order of the image after.
    public var new: [ImageSnapshot.FindingMark]
    /// In the order of the image before.
    public var fixed: [ImageSnapshot.FindingMark]
    /// How many both have.
    public var kept: Int

    public init(
        new: [ImageSnapshot.FindingMark] = [], fixed: [ImageSnapshot.FindingMark] = [], kept: Int = 0
    ) {
        self.new = new
        self.fixed = fixed
        self.kept = kept
    }

    init(_ old: [ImageSnapshot.FindingMark], _ new: [ImageSnapshot.FindingMark]) {
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
        self.new = rest(new, counts(old))
        fixed = rest(old, counts(new))
        kept = new.count - self.new.count
    }
}
