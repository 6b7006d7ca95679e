// SPDX-License-Identifier: Apache-2.0

/// Findings that one image has and the other has not, known again by their fingerprints, and place by place where each
/// place is a thing of its own. What an exception took out of the count in one of them is there all the same: an ignore
/// that comes fixes nothing, and one that goes is no news. It excepts no other place.
public struct FindingChanges: Sendable, Equatable {
    /// In the order of the image after; of a finding that was there in part, what is new.
    public var new: [ImageSnapshot.FindingMark]
    /// In the order of the image before.
    public var fixed: [ImageSnapshot.FindingMark]
    /// How many of those that count after were there before, in whole or in part.
    public var kept: Int

    public init(
        new: [ImageSnapshot.FindingMark] = [], fixed: [ImageSnapshot.FindingMark] = [], kept: Int = 0
    ) {
        self.new = new
        self.fixed = fixed
        self.kept = kept
    }

    init(_ old: ImageSnapshot, _ new: ImageSnapshot) {
        var (known, left) = (KnownFindings(old), KnownFindings(new))
        let changes = new.findings.map { (whole: $0, new: known.new($0)) }
        self.new = changes.compactMap(\.new)
        fixed = old.findings.compactMap { left.gone($0) }
        kept = changes.count { $0.new?.places != $0.whole.places }
    }
}
