// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Findings
internal import Sizing

extension Policy {
    /// The snapshot with its findings as this policy sees them: the file may have been written under another one.
    ///
    /// An exception for paths takes out the places that a snapshot lists; the rest is for `judge`, which has the image.
    /// A baseline needs no say here: what it accepts, the image before has. What this policy has judged already stays
    /// as it is.
    func applied(to snapshot: ImageSnapshot) -> ImageSnapshot {
        var snapshot = snapshot
        let base = snapshot.base.layers
        var findings: [ImageSnapshot.FindingMark] = []
        for mark in snapshot.findings {
            guard mark.rule != DigestMismatch.description.id else {
                findings.append(mark)
                continue
            }
            let setting = setting(of: mark.rule)
            if setting.isOff == true { continue }
            var mark = mark
            if let severity = setting.severity, mark.severity != Severity.info.rawValue {
                mark.severity = severity.rawValue
            }
            if setting.allow.contains(mark.kind) || ignoresBase && mark.layer ?? .max < base {
                snapshot.suppressed.append(mark)
                continue
            }
            let (ignored, rest) = divide(mark)
            if let ignored { snapshot.suppressed.append(ignored) }
            if let rest { findings.append(rest) }
        }
        snapshot.findings = findings
        snapshot.suppressed.removeAll { setting(of: $0.rule).isOff == true }
        return snapshot
    }

    /// What of it is ignored, and what counts.
    private func divide(
        _ mark: ImageSnapshot.FindingMark
    ) -> (ignored: ImageSnapshot.FindingMark?, rest: ImageSnapshot.FindingMark?) {
        let entries = ignores.filter { $0.holds(on: today) && $0.concerns(rule: mark.rule, kind: mark.kind) }
        if entries.contains(where: { $0.path == nil }) { return (mark, nil) }
        let (ignored, rest) = mark.divided { place in entries.contains { $0.covers(place) } }
        return (ignored, rest)
    }
}
