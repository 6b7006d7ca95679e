// SPDX-License-Identifier: Apache-2.0
public import Findings
internal import LayerTree
internal import PackageDatabases

/// What every rule had to do with one path: the answer to «why is this flagged» and to «why is it not».
public struct RuleTrace: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
        /// A finding names the path, and it counts.
        case flagged(Severity)
        /// A finding names the path, and an exception takes it out; its reason.
        case excepted(String)
        /// The rule looked at it and says nothing of it.
        case looked
        /// The configuration or the profile switched the rule off; what it would have said stays unsaid.
        case off
    }

    public struct Row: Sendable, Equatable {
        public var rule: String
        /// Of the finding; empty without one.
        public var kind: String
        public var outcome: Outcome
        /// What was written down, or what the finding says: short clauses.
        public var notes: [String]
    }

    /// Flagged first, then excepted, looked at, off; in the order of the registry within.
    public let rows: [Row]
    /// Rules that did not come to the path at all.
    public let silent: [String]

    /// - Parameter path: what is asked about; a directory stands for all below it.
    public init(_ image: ImageFacts, policy: Policy, path: String) {
        let subject = Subject(image, path)
        let trace = Trace(inodes: subject.inodes)
        let findings = Trace.$current.withValue(trace) { RuleRegistry.check(image) }
        let judged = policy.judge(findings, image: image).findings
        let steps = trace.steps
        var groups: [[Row]] = [[], [], [], []]
        var silent: [String] = []
        for rule in RuleRegistry.descriptions {
            let mentions = judged.filter { $0.rule == rule.id && subject.isIn($0) }
            let own = steps.filter { $0.rule == rule.id }
            for finding in mentions {
                var row = Row(
                    rule: rule.id, kind: finding.kind, outcome: .flagged(finding.severity), notes: [finding.message])
                if let floor = own.first(where: { $0.event == .belowFloor(bytes: finding.bytes) }),
                    finding.severity == .info
                {
                    row.notes.append(RuleTrace.words(floor.event, image))
                }
                if finding.severity != finding.ruleSeverity {
                    row.notes.append(
                        "the rule says \(finding.ruleSeverity.rawValue), the configuration \(finding.severity.rawValue)"
                    )
                }
                if let reason = finding.suppressedBy { row.outcome = .excepted(reason) }
                groups[finding.suppressedBy == nil ? 0 : 1].append(row)
            }
            guard mentions.isEmpty else { continue }
            if policy.setting(of: rule.id).isOff == true {
                let source =
                    policy.rules[rule.id]?.isOff == true ? "rules.\(rule.id)" : "profile \(policy.profile.rawValue)"
                groups[3].append(Row(rule: rule.id, kind: "", outcome: .off, notes: ["by \(source)"]))
                continue
            }
            var notes = own.compactMap { step -> String? in
                if case .belowFloor = step.event { return nil }
                return RuleTrace.words(step.event, image)
            }
            if rule.id == SecretRule.description.id, subject.holdsFile {
                notes.insert("content searched, no secret found", at: 0)
            }
            if let note = PackageNote.text(rule.id, owner: subject.owner, image) { notes.append(note) }
            if notes.isEmpty {
                silent.append(rule.id)
            } else {
                groups[2].append(Row(rule: rule.id, kind: "", outcome: .looked, notes: notes))
            }
        }
        rows = groups.flatMap { $0 }
        self.silent = silent
    }

    private static func words(_ event: Trace.Step.Event, _ image: ImageFacts) -> String {
        switch event {
        case .read(let list): "among \(list)"
        case .counted(let kind): "counted as \(kind), not worth a finding"
        case .belowFloor(let bytes): "\(ByteText.text(bytes)) is below 1 MB or 1 % of the image"
        }
    }

    /// What is asked about: a path, its copies in all layers, and all below it.
    private struct Subject {
        let inodes: Set<InodeID>
        let holdsFile: Bool
        /// The one package that owns it, or all of it that is owned.
        let owner: Int?
        private let path: String

        init(_ image: ImageFacts, _ text: String) {
            let tree = image.tree
            guard let id = tree.find(text) else {
                (inodes, holdsFile, owner, path) = ([], false, nil, text)
                return
            }
            path = tree.paths.string(of: id)
            let prefix = path == "/" ? "/" : path + "/"
            var inodes: Set<InodeID> = []
            if let live = tree.inode(at: id) { inodes.insert(live) }
            let isDirectory = tree.isDirectory(at: id)
            for index in tree.inodes.indices {
                let place = tree.inodes[index].path
                if place == id || isDirectory && tree.paths.string(of: place).hasPrefix(prefix) {
                    inodes.insert(InodeID(rawValue: Int32(index)))
                }
            }
            self.inodes = inodes
            holdsFile = inodes.contains { tree.entry(of: $0).kind == .file }
            let owners = Set(
                inodes.compactMap {
                    tree.inodes[$0.index].isLive ? image.packages.owner(of: tree.inodes[$0.index].path) : nil
                })
            owner = owners.count == 1 ? owners.first : nil
        }

        func isIn(_ finding: Finding) -> Bool {
            finding.claims.contains { inodes.contains(InodeID(rawValue: $0.inode)) }
                || finding.locations.contains { location in
                    location.path == path || location.path.hasPrefix(path + "!/")
                        || path != "/" && location.path.hasPrefix(path + "/")
                }
        }
    }
}
