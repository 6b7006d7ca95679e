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
                walk.start(other, .needed(by: package))
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
            }
        }
        reasons = walk.reasons.map { $0 ?? .leftover }
    }

    private static let indispensable: Set<String> = ["ca-certificates", "ca-certificates-bundle", "tzdata"]

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

    /// Breadth first, so that each package is reached on a shortest way.
    private struct Walk {
        var reasons: [Reason?]
        private var queue: [Int32] = []
        private var head = 0

        init(count: Int) {
            reasons = [Reason?](repeating: nil, count: count)
        }

        mutating func start(_ package: Int, _ reason: Reason) {
            guard reasons[package] == nil else { return }
            reasons[package] = reason
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
                    queue.append(Int32(next))
                }
                guard includingRecommends else { continue }
                for next in graph.recommendations(of: current) where reasons[next] == nil {
                    reached(next, current)
                    reasons[next] = reason(current)
                    queue.append(Int32(next))
                }
            }
        }
    }
}
