// SPDX-License-Identifier: Apache-2.0
import Dunnage

/// The archives of TestImages.
enum KnownArchive {
    static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/TestImages/"

    /// All images of an archive.
    static func all(_ name: String) throws -> [AnalysedImage] {
        var options = AnalysisOptions()
        options.jobs = 2
        return try Analyzer(options: options).images(of: .path(folder + name)).images
    }

    /// The only image, or the first.
    static func open(_ name: String) throws -> AnalysedImage {
        guard let image = try all(name).first else { throw Missing(name: name) }
        return image
    }

    struct Missing: Error { var name: String }
}
