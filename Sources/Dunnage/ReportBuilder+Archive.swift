// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Digests
internal import ImageReading
internal import LayerScan
internal import LayerTree
internal import NameText
internal import Reports

extension ReportBuilder {
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

    /// What was passed over or repaired: of the archive, then of each layer that an image refers to, once.
    func warnings(_ archive: OpenedArchive, _ images: [ScannedImage]) -> [Warning] {
        var warnings = archive.notes.map { note in
            Warning(
                code: note.code, message: note.message,
                where: archive.source + (note.member.isEmpty ? "" : ": " + note.member))
        }
        warnings += archive.failures.map { failure in
            Warning(
                code: failure.code.rawValue, message: failure.what,
                where: failure.source + (failure.member.isEmpty ? "" : ": " + failure.member))
        }
        var seen: Set<String> = []
        for image in images {
            let name = image.name(in: archive)
            if let doubt = image.match(base)?.doubt {
                warnings.append(Warning(code: "base-differs", message: doubt, where: name))
            }
            if let skipped = ReportBuilder.skipped(image) {
                warnings.append(Warning(code: "rules-skipped", message: skipped, where: name))
            }
            for (index, layer) in image.image.layers.enumerated() where seen.insert(layer.member).inserted {
                if layer.absence == .foreign {
                    warnings.append(
                        Warning(
                            code: "foreign-layer",
                            message: "the archive does not hold this foreign layer; its bytes "
                                + "are in no number", where: "layer \(index)"))
                }
                for note in image.facts[index].notes {
                    let path = NameText.text(of: note.path)
                    warnings.append(
                        Warning(
                            code: note.code.rawValue, message: note.what,
                            where: "layer \(index)" + (path.isEmpty ? "" : ": " + path)))
                }
            }
        }
        return warnings
    }

    /// Hard links that lead nowhere, by layer: no name of theirs is in any number.
    func warnings(_ tree: ImageTree) -> [Warning] {
        let links = Dictionary(grouping: tree.notes.filter { $0.code == .danglingHardLink }, by: \.layer)
        return links.sorted { $0.key < $1.key }.compactMap { layer, links in
            guard let first = links.first else { return nil }
            let path = tree.paths.string(of: first.path)
            let which = links.count == 1 ? "a hard link" : "\(links.count) hard links, this one first,"
            return Warning(
                code: "dangling-hard-link", message: "\(which) to a file that is not there was left out",
                where: "layer \(layer): \(path)")
        }
    }

    /// Which rules the image was not held against; nil when there are none.
    private static func skipped(_ image: ScannedImage) -> String? {
        let rules = RuleRegistry.skipped(on: image.image.platform)
        guard !rules.isEmpty else { return nil }
        let named = rules.prefix(6).map(\.id).joined(separator: ", ")
        return
            "\(rules.count) rules skipped, as for every image of Windows: those that read permissions, packages or the "
            + "entry point, such as \(named)"
    }
}
