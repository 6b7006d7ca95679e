// SPDX-License-Identifier: Apache-2.0
public import Findings
internal import LayerTree

extension Policy {
    /// Findings as this policy sees them. Severities first: the pinned version of the rule set, then the profile, then
    /// the configuration. Then exceptions, the first one that fits: allowed, ignored, the base's, accepted before.
    /// An archive that is not what it says is no matter of policy.
    ///
    /// - Complexity: linear in findings and in the paths of those that an exception for paths may concern.
    public func judge(
        _ findings: [Finding], image: ImageFacts, changes: [RulesVersion.Change] = RulesVersion.changes
    ) -> Judged {
        var judged = Judged(findings: [])
        judged.findings.reserveCapacity(findings.count)
        let split = PlaceSplit(image: image)
        for finding in findings {
            guard finding.category != .integrity else {
                judged.findings.append(finding)
                continue
            }
            let setting = setting(of: finding.rule)
            if setting.isOff == true { continue }
            var finding = finding
            for change in changes where change.applies(to: finding, pinned: rulesVersion) {
                finding.severity = min(finding.severity, change.before)
            }
            if let severity = setting.severity, finding.severity > .info { finding.severity = severity }
            except(finding, setting, split, &judged)
        }
        return judged
    }

    private func except(_ finding: Finding, _ setting: RuleSetting, _ split: PlaceSplit, _ judged: inout Judged) {
        // Parts that an exception took out, in the order in which that happened.
        var hidden: [Finding] = []
        var open: Finding? = finding
        func hide(_ part: Finding, _ reason: String) {
            var part = part
            part.suppressedBy = reason
            hidden.append(part)
        }
        func hidePart(_ reason: String, where matches: (String, PathTable.ID?) -> Bool) -> Bool {
            guard let whole = open else { return false }
            let (matched, rest) = split.divide(whole, where: matches)
            if let matched { hide(matched, reason) }
            open = rest
            return matched != nil
        }
        if !setting.allow.isEmpty {
            let reason = Suppression.allow.reason("rules.\(finding.rule).allow")
            if setting.allow.contains(finding.kind) {
                hide(finding, reason)
                open = nil
            } else {
                let names = AllowedNames(setting.allow)
                _ = hidePart(reason) { names.allow($0, $1, split.image) }
            }
        }
        for (index, entry) in ignores.enumerated()
        where entry.holds(on: today) && entry.concerns(rule: finding.rule, kind: finding.kind) {
            guard let whole = open else { break }
            let reason = Suppression.ignore.reason(entry.reason, at: entry.place)
            if entry.path == nil {
                hide(whole, reason)
                open = nil
                judged.usedIgnores.insert(index)
            } else if hidePart(reason, where: { path, _ in entry.covers(path) }) {
                judged.usedIgnores.insert(index)
            }
        }
        if ignoresBase, let whole = open, whole.origin == .base {
            hide(whole, Suppression.base.reason("findings of the base image are ignored"))
            open = nil
        }
        if let baseline, baseline.holds(on: today), let whole = open {
            let acceptance = baseline.acceptance(of: whole)
            judged.matchedEntries.formUnion(acceptance.entries)
            let reason = Suppression.baseline.reason(baseline.reason)
            switch acceptance.extent {
            case .none: break
            case .some: _ = hidePart(reason) { path, _ in baseline.accepts(whole, at: path) }
            case .all:
                hide(whole, reason)
                open = nil
                if acceptance.isPlaceless { judged.placelessEntries.formUnion(acceptance.entries) }
            }
        }
        if let open { judged.findings.append(open) }
        judged.findings += hidden
    }
}

extension RulesVersion.Change {
    fileprivate func applies(to finding: Finding, pinned: Int) -> Bool {
        version > pinned && rule == finding.rule && (kind ?? finding.kind) == finding.kind
    }
}
