// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings
internal import ImageFormat
internal import ImageReading
internal import LayerScan
internal import LayerTree
internal import Reports
internal import SecretScan
internal import Sizing

/// Turns what was scanned and judged into the report value.
struct ReportBuilder {
    let engine: SecretEngine
    let options: AnalysisOptions

    func archive(_ archive: OpenedArchive) -> ArchiveReport {
        let format: ArchiveReport.Format =
            switch archive.format {
            case .dockerArchive: .dockerArchive
            case .dockerLegacy: .dockerLegacy
            case .dockerHybrid: .dockerHybrid
            case .ociArchive: .ociArchive
            case .ociLayout: .ociLayout
            case .dockerDirectory: .dockerDir
            }
        return ArchiveReport(source: archive.source, format: format, compression: archive.compression.rawValue)
    }

    func warnings(_ archive: OpenedArchive) -> [Warning] {
        archive.notes.map { note in
            Warning(
                code: note.code, message: note.message,
                where: archive.source + (note.member.isEmpty ? "" : ": " + note.member))
        }
            + archive.failures.map { Warning(code: $0.code.rawValue, message: $0.what, where: $0.source + ": " + $0.member) }
    }

    func image(_ scanned: ScannedImage, problems: inout [String], warnings: inout [Warning]) -> ImageReport {
        var report = ImageReport(archive: scanned.archive)
        let image = scanned.image
        report.reference = image.references.first
        report.references = image.references
        report.id = image.id.map(\.description)
        report.manifestDigest = image.manifestDigest.map(\.description)
        report.platform = image.platform.map { "\($0)" }
        report.created = image.config.created
        report.gaps = scanned.gaps
        let tree: ImageTree
        do throws(LayerTreeError) {
            tree = try ImageTree(layers: scanned.facts.map(\.entries))
        } catch {
            report.gaps.append("\(error)")
            report.complete = false
            report.verdict.status = .incomplete
            return report
        }
        report.layers = layers(scanned, tree)
        report.totals = totals(tree, scanned)
        report.complete = report.gaps.isEmpty
        report.verdict.failOn = options.failOn
        report.verdict.status = report.complete ? .pass : .incomplete
        return report
    }

    private func layers(_ scanned: ScannedImage, _ tree: ImageTree) -> [LayerReport] {
        scanned.image.layers.enumerated().map { index, layer in
            let facts = scanned.facts[index]
            let totals = tree.layerTotals[index]
            let isThere = layer.place != nil
            return LayerReport(
                index: index,
                digest: (layer.digest ?? facts.blobDigest).map(\.description),
                diffID: (layer.diffID ?? facts.diffID).map(\.description),
                verified: scanned.verified[index],
                compression: isThere ? facts.compression.rawValue : nil,
                files: Int64(totals.files), size: totals.size,
                tarSize: isThere && facts.failure == nil ? facts.tarSize : nil,
                storedSize: isThere ? facts.storedSize : nil,
                live: totals.live, dead: totals.dead,
                instruction: layer.instruction?.text, createdBy: layer.instruction?.createdBy,
                base: false)
        }
    }

    private func totals(_ tree: ImageTree, _ scanned: ScannedImage) -> Totals {
        var totals = Totals()
        totals.files = Int64(tree.totals.files - tree.totals.deadFiles)
        totals.size = tree.totals.size
        totals.live = tree.totals.live
        totals.dead = tree.totals.dead
        return totals
    }
}
