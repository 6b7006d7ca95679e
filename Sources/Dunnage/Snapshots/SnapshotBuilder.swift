// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Digests
internal import Findings
internal import ImageFormat
internal import LayerScan
internal import LayerTree
internal import PackageDatabases
internal import Reports
internal import Sizing

/// Takes from a judged image what a later comparison needs.
enum SnapshotBuilder {
    static func snapshot(
        _ scanned: ScannedImage, _ facts: ImageFacts, _ report: ImageReport, _ redacted: Redaction
    ) -> ImageSnapshot {
        let secrets = scanned.facts.map { Set($0.secrets.map(\.entry)) }
        let hidden = Set(self.hidden.compactMap { facts.tree.find($0) })
        let files = SnapshotFiles(tree: facts.tree, packages: facts.packages) { index in
            let inode = facts.tree.inodes[index]
            return secrets[Int(inode.layer)].contains(inode.entry) || hidden.contains(inode.path)
        }
        return ImageSnapshot(
            tool: Tool.version, reference: report.reference, id: report.id, manifestDigest: report.manifestDigest,
            platform: report.platform, created: report.created,
            revision: report.config.labels["org.opencontainers.image.revision"],
            distribution: report.distribution,
            base: ImageSnapshot.Base(
                layers: report.base.layers, name: report.base.name, isGuess: report.base.how == .history),
            gaps: report.gaps,
            totals: ImageSnapshot.Totals(
                storedSize: report.totals.storedSize, pullSize: report.totals.pullSize,
                pullSizeIsApproximate: report.totals.pullSizeIsApproximate, duplicates: report.totals.duplicates,
                reclaimableByDockerfile: report.totals.reclaimable.byDockerfile,
                reclaimableByBase: report.totals.reclaimable.byBase),
            layers: layers(scanned, report), packages: packages(facts),
            config: config(report.config, stopSignal: scanned.image.config.config.stopSignal.map { redacted($0) }),
            findings: report.findings.filter { $0.suppressedBy == nil }.map(mark),
            suppressed: report.findings.filter { $0.suppressedBy != nil }.map(mark), files: files)
    }

    /// Every password in them is salted and hashed, yet a hash of the file would let one try whole lines.
    private static let hidden = ["/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-"]

    private static func layers(_ scanned: ScannedImage, _ report: ImageReport) -> [ImageSnapshot.Layer] {
        zip(report.layers, zip(scanned.image.layers, scanned.facts)).map { layer, source in
            let (stored, facts) = source
            let pull = facts.sampledCompression.map { $0.gzipSize(tarSize: facts.tarSize) } ?? facts.storedSize
            return ImageSnapshot.Layer(
                diffID: layer.diffID, digest: layer.digest, instruction: layer.instruction,
                storedSize: layer.storedSize, pullSize: stored.place == nil ? nil : pull)
        }
    }

    private static func packages(_ facts: ImageFacts) -> [ImageSnapshot.Package] {
        facts.packages.packages.enumerated().map { index, package in
            ImageSnapshot.Package(
                ecosystem: package.ecosystem.rawValue, name: package.name, version: package.version,
                architecture: package.architecture,
                place: package.ecosystem.isSystem ? "" : facts.tree.paths.string(of: package.root ?? package.record),
                layer: package.layer, requested: package.requested,
                needs: facts.packages.graph.dependencies(of: index))
        }
    }

    private static func config(_ report: ConfigReport, stopSignal: String?) -> ImageSnapshot.Config {
        ImageSnapshot.Config(
            user: report.user, entrypoint: report.entrypoint ?? [], cmd: report.cmd ?? [],
            workingDir: report.workingDir, env: report.env, exposedPorts: report.exposedPorts,
            volumes: report.volumes, labels: report.labels, healthcheck: report.healthcheck?.test ?? [],
            stopSignal: stopSignal)
    }

    private static func mark(_ finding: Finding) -> ImageSnapshot.FindingMark {
        ImageSnapshot.FindingMark(
            fingerprint: finding.fingerprint, rule: finding.rule, kind: finding.kind,
            severity: finding.severity.rawValue, path: finding.path, places: finding.placeCount, layer: finding.layer,
            bytes: finding.bytes, message: finding.message, recognition: finding.recognition,
            paths: finding.recognition == .fingerprint ? [] : finding.locations.map(\.path),
            placesFingerprint: finding.placesFingerprint)
    }
}
