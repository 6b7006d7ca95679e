// SPDX-License-Identifier: Apache-2.0
public import ImageReading
public import LayerScan
public import Sizing

/// One of the two things that are compared: a snapshot's file, or an image to be read.
public enum DiffInput: Sendable {
    case snapshot(String)
    case image(ImageSource)

    /// Decides by the first bytes of a regular file; everything else is an image.
    public init(_ text: String) {
        let source = ImageSource(text)
        if case .path(let path) = source, SnapshotFile.isSnapshot(path) {
            self = .snapshot(path)
        } else {
            self = .image(source)
        }
    }

    /// The one image that it names.
    ///
    /// - Throws: `ImageError` when it cannot be read, or holds several images and none was chosen.
    public func snapshot(
        with analyzer: Analyzer, progress: ScanProgress = ScanProgress()
    ) throws -> (snapshot: ImageSnapshot, problems: [String]) {
        switch self {
        case .snapshot(let path): return (try SnapshotFile.read(path), [])
        case .image(let source):
            let (snapshots, problems) = try analyzer.snapshots(of: source, progress: progress)
            if snapshots.count == 1 { return (snapshots[0], problems) }
            guard !snapshots.isEmpty else {
                throw ImageError(.choice, "holds no image that could be read", source: source.name)
            }
            let names = snapshots.prefix(8).map { snapshot in
                [snapshot.reference ?? "untagged", snapshot.platform].compactMap(\.self).joined(separator: " ")
            }
            throw ImageError(
                .choice,
                "holds \(snapshots.count) images; choose one with --image or --platform: "
                    + names.joined(separator: ", "), source: source.name)
        }
    }
}
