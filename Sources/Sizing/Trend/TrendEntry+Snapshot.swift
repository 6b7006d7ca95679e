// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

extension TrendEntry {
    /// - Parameter name: what to call the image's series.
    public init(_ image: ImageSnapshot, name: String, date: Moment, commit: String?, tag: String?) {
        let size = image.files.size
        let base = image.files.rows.reduce(Int64(0)) { $0 + (Int($1.layer) < image.base.layers ? $1.size : 0) }
        self.init(
            date: date, name: name, platform: image.platform, reference: image.reference, id: image.id,
            commit: commit ?? image.revision, tag: tag, size: size, app: size - base, live: image.files.live,
            storedSize: image.totals.storedSize, pullSize: image.totals.pullSize, files: Int64(image.files.files),
            layers: Int64(image.layers.count))
        for finding in image.findings { findings[finding.severity, default: 0] += 1 }
        packages = TrendEntry.packages(image)
        directories = TrendEntry.directories(image)
    }

    private static func packages(_ image: ImageSnapshot) -> [Part] {
        var bytes: [String: Int64] = [:]
        for row in image.files.rows where row.package >= 0 && row.fate == .live {
            // Parts of a sum that was checked.
            bytes[image.packages[Int(row.package)].name, default: 0] += row.size
        }
        return largest(bytes.map { Part(name: $0.key, bytes: $0.value) })
    }

    /// Few and deep, together nine tenths of what no package owns.
    private static func directories(_ image: ImageSnapshot) -> [Part] {
        let paths = image.files.paths
        var weights = [UInt64](repeating: 0, count: paths.count)
        for row in image.files.rows where row.fate == .live && row.package < 0 {
            weights[row.path.index] += UInt64(row.size)
        }
        let cover = DirectoryCover(paths, weights: weights)
        for index in stride(from: paths.count - 1, to: 0, by: -1) {
            weights[paths.parent(of: PathTable.ID(rawValue: Int32(index))).index] += weights[index]
        }
        return largest(
            cover.directories.map { Part(name: paths.string(of: $0), bytes: Int64(clamping: weights[$0.index])) })
    }

    private static func largest(_ parts: [Part]) -> [Part] {
        Array(
            parts.filter { $0.bytes > 0 }.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(most))
    }
}
