// SPDX-License-Identifier: Apache-2.0

/// Why each package of an image is there: the base's, asked for, needed by what stays, or come only for a tool.
///
/// What stays: packages of base layers, packages the system does not work without, packages that own what the entry
/// point runs, packages that were asked for by hand and are no tools, packages of programming languages, and what
/// all of these cannot work without (hard dependencies alone). What only tools lead to, recommendations included,
/// goes with the tools, also when something that stays recommends it; and what is merely recommended goes too, as
/// it does where recommendations are not installed.
public struct KeepSet: Sendable {
    /// Why one package is there.
    public enum Reason: Sendable, Hashable {
        /// The base image brought it.
        case base
        /// The system does not work without it.
        case essential
        /// It owns a file that the entry point starts.
        case runs
        /// Asked for by hand, or nobody recorded that it was not.
        case requested
        /// Installed by a programming language's own package manager.
        case application
        /// A package that stays cannot work without it: the one on the shortest way from a root.
        case needed(by: Int)
        /// One of the tools that the caller named.
        case tool
        /// Nothing but tools leads to it; the nearest tool.
        case orphan(of: Int)
        /// Nothing needs it, but a package that stays, or what came so, recommends it.
        case recommended(by: Int)
        /// Installed for something that is no longer there.
        case leftover

        /// True for what an image without its tools, and without what was merely recommended, still holds.
        public var stays: Bool {
            switch self {
            case .tool, .orphan, .recommended, .leftover: false
            default: true
            }
        }
    }

    /// By package, as in `PackageSet.packages`.
    public let reasons: [Reason]
    /// By package: the package before it on the way from its root or tool; -1 for roots and for nothing.
    private let before: [Int32]
    private let isRecommended: [Bool]

    /// - Parameters:
    ///   - baseLayers: how many of the lowest layers are the base's.
    ///   - tools: packages that are there to build, not to run; a package without files that needs one of them is
    ///     a tool with it. In base layers they stay the base's; a tool that
    ///     something kept cannot work without is a tool all the same, but what it needs stays.
    ///   - suspects: packages that building needed, as far as is known, but that something may run all the same: a
    ///     language's package manager, an interpreter that no program of the application's is written for. They are
    ///     tools unless something that stays cannot work without them.
    ///   - running: packages that own files of the entry chain.
    /// - Complexity: linear in packages and their relations.
    public init(
        packages: [Package], graph: DependencyGraph, baseLayers: Int, tools: some Sequence<Int>,
        suspects: some Sequence<Int> = [], running: some Sequence<Int>
    ) {
        var isTool = [Bool](repeating: false, count: packages.count)
        for tool in tools where packages.indices.contains(tool) && packages[tool].layer >= baseLayers {
            isTool[tool] = true
        }
        var isSuspect = [Bool](repeating: false, count: packages.count)
        for suspect in suspects where packages.indices.contains(suspect) && packages[suspect].layer >= baseLayers {
            isSuspect[suspect] = !isTool[suspect]
        }
        // A package without files (build-base, a group of `apk add --virtual`) is there for what it needs.
        for (index, package) in packages.enumerated()
        where package.files == 0 && package.layer >= baseLayers && package.ecosystem.isSystem && !isTool[index] {
            if graph.dependencies(of: index).contains(where: { isTool[$0] }) { isTool[index] = true }
        }
        var runs = [Bool](repeating: false, count: packages.count)
        for package in running where packages.indices.contains(package) { runs[package] = true }
        var roots: [(package: Int, reason: Reason)] = []
        for (index, package) in packages.enumerated() {
            let reason: Reason? =
                if package.layer < baseLayers {
                    .base
                } else if package.isEssential {
                    .essential
                } else if runs[index] {
                    .runs
                } else if isTool[index] || isSuspect[index] || package.providedBy != nil {
                    nil
                } else if !package.ecosystem.isSystem {
                    .application
                } else {
                    package.requested == false ? nil : .requested
                }
            if let reason { roots.append((index, reason)) }
        }
        var walk = Walk(count: packages.count)
        for root in roots { walk.start(root.package, root.reason) }
        walk.run(graph, includingRecommends: false) { .needed(by: $0) }
        // Few recommendations are what programs need to work as people expect: roots of trust, time zones.
        for package in packages.indices where walk.reasons[package] != nil {
            for other in graph.recommendations(of: package)
            where walk.reasons[other] == nil && KeepSet.indispensable.contains(packages[other].name) {
                walk.start(other, .needed(by: package), after: package)
            }
        }
        walk.run(graph, includingRecommends: false) { .needed(by: $0) }
        // A tool that runs is no tool; one that is merely needed stays one. A suspect that is needed was none.
        for suspect in isSuspect.indices where isSuspect[suspect] && walk.reasons[suspect] == nil {
            isTool[suspect] = true
        }
        for tool in isTool.indices where isTool[tool] {
            if case .needed = walk.reasons[tool] { walk.reasons[tool] = .tool }
            if walk.reasons[tool] == nil { walk.start(tool, .tool) }
        }
        var toolOf = [Int](repeating: -1, count: packages.count)
        walk.run(graph, includingRecommends: true) { previous in
            toolOf[previous] >= 0 ? .orphan(of: toolOf[previous]) : .orphan(of: previous)
        } reached: { package, previous in
            toolOf[package] = toolOf[previous] >= 0 ? toolOf[previous] : previous
        }
        walk.restart { $0.stays }
        walk.run(graph, includingRecommends: true) { .recommended(by: $0) }
        // One thing recorded twice is there for one reason.
        for (index, package) in packages.enumerated() where walk.reasons[index] == nil {
            if let provider = package.providedBy, packages.indices.contains(provider) {
                walk.reasons[index] = walk.reasons[provider]
                walk.before[index] = walk.before[provider]
                walk.isRecommended[index] = walk.isRecommended[provider]
            }
        }
        reasons = walk.reasons.map { $0 ?? .leftover }
        before = walk.before
        isRecommended = walk.isRecommended
    }

    private static let indispensable: Set<String> = ["ca-certificates", "ca-certificates-bundle", "tzdata"]

    /// Packages that nothing but tools leads to, by rising number.
    public var orphans: [Int] {
        reasons.indices.filter {
            if case .orphan = reasons[$0] { true } else { false }
        }
    }

    /// The way from the root or tool that brought a package to the package itself; itself alone for roots.
    public func chain(to package: Int) -> [DependencyGraph.Step] {
        var steps: [DependencyGraph.Step] = []
        var current = package
        // A way is no longer than there are packages.
        while current >= 0, steps.count < reasons.count {
            steps.append(DependencyGraph.Step(package: current, isRecommended: isRecommended[current]))
            current = Int(before[current])
        }
        return steps.reversed()
    }

    /// What stays of `reasons` in a word, as reports show it: `base`, `requested`, …, the name of the package that
    /// needs it; nil for what does not stay.
    public func keptFor(_ package: Int, in packages: [Package]) -> String? {
        switch reasons[package] {
        case .base: "base"
        case .essential: "essential"
        case .runs: "entrypoint"
        case .requested: "requested"
        case .application: "application"
        case .needed(let other): packages[other].name
        case .tool, .orphan, .recommended, .leftover: nil
        }
    }

    /// What goes with the tools, in groups: the packages of one tool and what only it (or it first) led to.
    public struct ToolShare: Sendable, Equatable {
        /// The tool's package.
        public var tool: Int
        /// Without the tool itself, largest first.
        public var orphans: [Int]
        /// Bytes of the tool's own files.
        public var ownBytes: Int64
        /// Bytes of the orphans' files.
        public var orphanBytes: Int64
    }

    /// One share for each tool, in the order of packages. Each package is in one share at most.
    public func toolShares(in packages: [Package]) -> [ToolShare] {
        var shares: [ToolShare] = []
        var shareOf = [Int](repeating: -1, count: packages.count)
        for (index, reason) in reasons.enumerated() where reason == .tool && packages[index].providedBy == nil {
            shareOf[index] = shares.count
            shares.append(ToolShare(tool: index, orphans: [], ownBytes: packages[index].bytes, orphanBytes: 0))
        }
        for (index, reason) in reasons.enumerated() {
            guard case .orphan(let tool) = reason, shareOf[tool] >= 0 else { continue }
            shares[shareOf[tool]].orphans.append(index)
            // Packages share no inode, so their sum is below the image's, which fits.
            shares[shareOf[tool]].orphanBytes += packages[index].bytes
        }
        for index in shares.indices {
            shares[index].orphans.sort { (packages[$1].bytes, $0) < (packages[$0].bytes, $1) }
        }
        return shares
    }

    /// Breadth first, so that each package is reached on a shortest way.
    private struct Walk {
        var reasons: [Reason?]
        var before: [Int32]
        var isRecommended: [Bool]
        private var queue: [Int32] = []
        private var head = 0

        init(count: Int) {
            reasons = [Reason?](repeating: nil, count: count)
            before = [Int32](repeating: -1, count: count)
            isRecommended = [Bool](repeating: false, count: count)
        }

        mutating func start(_ package: Int, _ reason: Reason, after previous: Int? = nil) {
            guard reasons[package] == nil else { return }
            reasons[package] = reason
            if let previous { before[package] = Int32(previous) }
            queue.append(Int32(package))
        }

        /// Asks what was reached already once more, for other arrows.
        mutating func restart(where isIncluded: (Reason) -> Bool) {
            head = 0
            queue = reasons.indices.filter { reasons[$0].map(isIncluded) ?? false }.map { Int32($0) }
        }

        mutating func run(
            _ graph: DependencyGraph, includingRecommends: Bool, reason: (Int) -> Reason,
            reached: (_ package: Int, _ previous: Int) -> Void = { _, _ in }
        ) {
            while head < queue.count {
                let current = Int(queue[head])
                head += 1
                for next in graph.dependencies(of: current) where reasons[next] == nil {
                    reached(next, current)
                    reasons[next] = reason(current)
                    before[next] = Int32(current)
                    queue.append(Int32(next))
                }
                guard includingRecommends else { continue }
                for next in graph.recommendations(of: current) where reasons[next] == nil {
                    reached(next, current)
                    reasons[next] = reason(current)
                    before[next] = Int32(current)
                    isRecommended[next] = true
                    queue.append(Int32(next))
                }
            }
        }
    }
}
