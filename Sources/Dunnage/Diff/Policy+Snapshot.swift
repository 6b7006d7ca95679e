// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Findings
internal import Sizing

extension Policy {
    /// The snapshot with its findings as this policy sees them: the file may have been written under another one.
    ///
    /// A snapshot holds one place of a finding. An exception for paths takes out what shows in that place alone; the
    /// rest is for `judge`, which has the image. A baseline needs no say here: what it accepts, the image before has.
    /// What this policy has judged already stays as it is.
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
            if setting.allow.contains(mark.kind) || ignores(mark) || ignoresBase && mark.layer ?? .max < base {
                snapshot.suppressed.append(mark)
            } else {
                findings.append(mark)
            }
        }
        snapshot.findings = findings
        snapshot.suppressed.removeAll { setting(of: $0.rule).isOff == true }
        return snapshot
    }

    private func ignores(_ mark: ImageSnapshot.FindingMark) -> Bool {
        ignores.contains { entry in
            entry.holds(on: today) && entry.concerns(rule: mark.rule, kind: mark.kind)
                && (entry.path == nil || mark.places == 1 && entry.covers(mark.path))
        }
    }
}
