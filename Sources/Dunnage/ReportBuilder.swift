// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Digests
internal import Findings
internal import ImageFormat
internal import ImageReading
internal import Jobs
internal import LayerScan
internal import LayerTree
internal import PackageDatabases
internal import Reports
internal import SecretScan
internal import Sizing

/// Judges what was scanned, and turns both into the report value.
struct ReportBuilder {
    let engine: SecretEngine
    let options: AnalysisOptions
    /// nil: each image says for itself.
    var base: GivenBase?

    /// The report of one image, as of the only archive of its report, and what it was judged by; nil when the image does
    /// not fit. What keeps it from being vouched for is added to `problems`.
    func imageAndFacts(
        _ scanned: ScannedImage, problems: inout [String], use: inout PolicyUse
    ) -> (report: ImageReport, facts: ImageFacts?) {
        var kept: ImageFacts?
        let image = scanned.image
        var report = ImageReport()
        report.reference = image.references.first
        report.references = image.references
        report.id = image.id.map(\.description)
        report.manifestDigest = image.manifestDigest.map(\.description)
        report.platform = image.platform.map { "\($0)" }
        report.created = image.config.created
        report.gaps = scanned.gaps
        report.verdict.failOn = options.failOn
        report.verdict.profile = options.policy.profile
        report.verdict.rulesVersion = options.policy.rulesVersion
        let base = scanned.base(base)
        report.base = BaseReport(base)
        do throws(LayerTreeError) {
            let pool = pool(for: scanned)
            let facts = try ImageFacts(
                document: image.config, references: image.references, history: image.history, base: base,
                facts: scanned.facts, engine: engine, today: options.today, annotations: image.annotations,
                provenance: image.provenance, allowed: options.policy.allowed, runner: runner(pool))
            report.gaps += facts.tree.gaps
            judge(scanned, facts, pool, &report, &use)
            kept = facts
        } catch {
            report.gaps.append("the image does not fit: \(error)")
        }
        report.complete = report.gaps.isEmpty
        let name = report.reference ?? image.id?.short ?? "the image"
        problems += report.gaps.map { "\(name): \($0)" }
        let mismatches = report.findings.filter { $0.rule == DigestMismatch.description.id }
        problems += mismatches.map { "\(name): \($0.message)" }
        // A wrong digest leaves nothing out, but nobody can vouch for what was read.
        report.gaps += mismatches.map(\.message) + scanned.unchecked
        problems += scanned.unchecked.map { "\(name): \($0)" }
        if !report.complete || !mismatches.isEmpty || !scanned.unchecked.isEmpty { report.doubt() }
        if !report.complete { use.addIncomplete() }
        return (report, kept)
    }

    /// Threads of their own where there is something to share: the pool of the scan may still be giving pages back, and
    /// nobody is to wait for that. nil where starting a thread takes as long as all that they would do.
    private func pool(for scanned: ScannedImage) -> JobPool? {
        guard options.jobs > 1 else { return nil }
        let entries = scanned.facts.reduce(0) { $0 + $1.entries.entries.count }
        return entries > ReportBuilder.manyEntries ? JobPool(jobs: options.jobs) : nil
    }

    private static let manyEntries = 10_000

    /// Runs parts on the pool's threads, where there is one.
    private func runner(_ pool: JobPool?) -> PartRunner {
        guard let pool else { return .inTurn }
        return PartRunner { count, part in
            for number in 0..<count { pool.submit(.shard) { part(number) } }
            pool.drain()
        }
    }

    private func judge(
        _ scanned: ScannedImage, _ facts: ImageFacts, _ pool: JobPool?, _ report: inout ImageReport,
        _ use: inout PolicyUse
    ) {
        // Beside the rules, which leave the last core idle while the slowest of them runs.
        let efficiency = Condition<Efficiency?>(nil)
        let measure: @Sendable () -> Void = {
            let measured = Efficiency(DiveEfficiency(tree: facts.tree))
            efficiency.withLock { $0 = measured }
        }
        if let pool { pool.submit(.shard, measure) } else { measure() }
        let redacted = Redaction(scanned.image, engine)
        let integrity = IntegrityFindings.all(scanned, baseLayers: facts.base.layers)
        let found = RuleRegistry.check(facts, runner(pool))
        let judged = options.policy.judge(integrity + found, image: facts)
        let plan = FixPlan(judged.findings, image: facts)
        report.findings = redacted(plan.findings)
        report.fixes = redacted(plan.fixes)
        let budgets = options.budgets.outcomes(
            tree: facts.tree, packages: facts.packages, baseLayers: facts.base.layers
        ) { layer in
            scanned.image.layers[layer].instruction.map { redacted($0.text) }
        }
        use.add(judged, budgets: budgets.filter(\.isAboutSomething).map(\.name))
        giveVerdict(plan.findings, budgets, facts, &report)
        report.verdict.deployment = Deployment(facts, found, redacted)?.report(options.policy.profile)

        let claims = plan.findings.filter { $0.suppressedBy == nil }.flatMap(\.claims)
        let reclaimable = Sizing.Reclaimable(tree: facts.tree, claims: claims, baseLayers: facts.base.layers)
        report.config = config(scanned.image.config.config, facts, redacted)
        report.base.name = report.base.name.map { redacted($0) }
        report.distribution = facts.distribution?.name
        report.system = facts.distribution.map { DistributionReport(id: $0.id, version: $0.version) }
        report.layers = layers(scanned, facts, redacted)
        report.totals = totals(scanned, facts, reclaimable)
        if options.proposes {
            report.proposal = BuildProposal(
                facts, plan.findings, predictedSize: reclaimable.dockerfileEstimate, hiding: { redacted($0) })
        }
        report.reclaimable = reclaimable.shares.map { ReclaimableRow($0) }
        report.efficiency = efficiency.withLock { $0 }
        report.biggest = BiggestReport(facts.tree)
        if options.listsFiles { report.files = FileTable(facts.tree, packages: facts.packages, claims: claims) }
        report.packages = packages(facts)
        report.quietSecrets = quietSecrets(scanned.facts)
        report.history = history(scanned.image, redacted)
        report.provenance = scanned.image.provenance.map { ProvenanceReport($0, redacted) }
        if !scanned.image.annotations.isEmpty {
            report.manifest = ManifestReport(annotations: redacted(scanned.image.annotations))
        }
    }

    private func config(_ config: ContainerConfig, _ facts: ImageFacts, _ redacted: Redaction) -> ConfigReport {
        ConfigReport(
            user: config.user.isEmpty ? nil : redacted(config.user),
            effectiveUser: facts.isUnix
                ? EffectiveUser(uid: facts.user.uid, gid: facts.user.gid, name: facts.user.name.map { redacted($0) })
                : nil,
            entrypoint: config.entrypoint.isEmpty ? nil : redacted(config.entrypoint),
            cmd: config.cmd.isEmpty ? nil : redacted(config.cmd),
            starts: redacted(facts.entry.starts),
            env: redacted(config.env),
            workingDir: config.workingDir.isEmpty ? nil : redacted(config.workingDir),
            healthcheck: config.healthcheck.map { check in
                Reports.Healthcheck(
                    test: redacted(check.test), interval: check.interval, timeout: check.timeout,
                    startPeriod: check.startPeriod, startInterval: check.startInterval,
                    retries: check.retries)
            },
            exposedPorts: redacted(config.exposedPorts), volumes: redacted(config.volumes),
            labels: redacted(config.labels))
    }

    private func layers(_ scanned: ScannedImage, _ image: ImageFacts, _ redacted: Redaction) -> [LayerReport] {
        scanned.image.layers.enumerated().map { index, layer in
            let facts = scanned.facts[index]
            let totals = image.tree.layerTotals[index]
            let isThere = layer.place != nil
            return LayerReport(
                index: index,
                digest: (layer.digest ?? facts.blobDigests.usual).map(\.description),
                diffID: (layer.diffID ?? facts.diffIDs.usual).map(\.description),
                verified: scanned.verified[index],
                compression: isThere ? facts.compression.rawValue : nil,
                files: Int64(totals.files), size: totals.size,
                tarSize: isThere && facts.failure == nil ? facts.tarSize : nil,
                storedSize: isThere ? facts.storedSize : nil,
                live: totals.live, dead: totals.dead,
                instruction: layer.instruction.map { redacted($0.text) },
                createdBy: layer.instruction.map { redacted($0.createdBy) },
                base: index < image.base.layers)
        }
    }

    private func totals(_ scanned: ScannedImage, _ facts: ImageFacts, _ reclaimable: Sizing.Reclaimable) -> Totals {
        let tree = facts.tree
        var totals = Totals()
        totals.files = Int64(tree.totals.files - tree.totals.deadFiles)
        totals.size = tree.totals.size
        totals.live = tree.totals.live
        totals.dead = tree.totals.dead
        // A layer that is listed twice lies in the archive once.
        var seen: Set<String> = []
        let stored = zip(scanned.image.layers, scanned.facts).filter { seen.insert($0.0.member).inserted }
        let isWhole = scanned.image.layers.allSatisfy { $0.place != nil }
        if isWhole { totals.storedSize = stored.map(\.1.storedSize).reduce(0, +) }
        if isWhole {
            let pull = PullSize(
                layers: stored.map { _, facts in
                    facts.sampledCompression.map { .plain(estimate: $0.gzipSize(tarSize: facts.tarSize)) }
                        ?? .compressed(stored: facts.storedSize)
                })
            totals.pullSize = pull.bytes
            totals.pullSizeIsApproximate = pull.isApproximate
        }
        totals.duplicates = facts.duplicates.map(\.wasted).reduce(0) { sum, next in
            let (total, overflow) = sum.addingReportingOverflow(next)
            return overflow ? .max : total
        }
        totals.reclaimable = Reports.Reclaimable(
            byDockerfile: reclaimable.byDockerfile, byBase: reclaimable.byBase)
        if scanned.gaps.isEmpty {
            totals.dockerfileEstimate = reclaimable.dockerfileEstimate
            totals.slimEstimate = reclaimable.slimEstimate
        }
        return totals
    }

    /// The packages and why they stay.
    private func packages(_ facts: ImageFacts) -> [PackageReport] {
        let set = facts.packages
        return set.packages.enumerated().map { index, package in
            var report = PackageReport(
                ecosystem: package.ecosystem.rawValue, name: package.name, version: package.version,
                files: Int64(package.files), bytes: package.bytes, layer: package.layer,
                keptFor: facts.keep.keptFor(index, in: set.packages))
            report.architecture = package.architecture
            report.source = package.source
            return report
        }
    }

    private func history(_ image: Image, _ redacted: Redaction) -> [HistoryReport] {
        zip(image.history.entries, image.config.history).map { entry, raw in
            HistoryReport(
                instruction: redacted(entry.instruction.text), createdBy: redacted(entry.instruction.createdBy),
                created: raw.created,
                comment: raw.comment.map { redacted($0) }, layer: entry.layer)
        }
    }
}

extension BaseReport {
    fileprivate init(_ base: BaseSplit) {
        let how: How =
            switch base.how {
            case .given: .given
            case .provenance: .provenance
            case .label: .label
            case .history: .history
            case .none: .none
            }
        self.init(layers: base.layers, how: how, name: base.name, digest: base.digest?.description)
    }
}

extension ReclaimableRow {
    fileprivate init(_ share: ReclaimableShare) {
        let way: Way =
            switch share.by {
            case .dockerfile: .dockerfile
            case .base: .base
            case .none: .none
            }
        self.init(category: share.category, by: way, bytes: share.bytes, files: share.files)
    }
}

extension ProvenanceReport {
    fileprivate init(_ provenance: Provenance, _ redacted: Redaction) {
        self.init(
            predicateType: provenance.predicateType, builder: provenance.builderID.map { redacted($0) },
            source: provenance.sourceRepository.map { redacted($0) },
            revision: provenance.sourceRevision.map { redacted($0) },
            materials: provenance.images.map { image in
                redacted(image.name + (image.digest.map { "@\($0)" } ?? ""))
            })
    }
}

extension Efficiency {
    /// JSON has no infinity, which dive shows for waste in an image whose upper layers are empty.
    fileprivate init(_ dive: DiveEfficiency) {
        self.init(
            score: dive.score, wastedBytes: dive.wastedBytes,
            userWastedPercent: min(dive.userWastedPercent, .greatestFiniteMagnitude))
    }
}
