// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Synchronization

/// The archives of TestImages.
enum KnownArchive {
    static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/TestImages/"

    /// Each is read once for all tests.
    private static let opened = Mutex<[String: [AnalysedImage]]>([:])

    /// All images of an archive.
    static func all(_ name: String) throws -> [AnalysedImage] {
        if let known = opened.withLock({ $0[name] }) { return known }
        var options = AnalysisOptions()
        options.jobs = 2
        options.verify = false
        let images = try Analyzer(options: options).images(of: .path(folder + name)).images
        opened.withLock { $0[name] = images }
        return images
    }

    /// The only image, or the first.
    static func open(_ name: String) throws -> AnalysedImage {
        guard let image = try all(name).first else { throw Missing(name: name) }
        return image
    }

    struct Missing: Error { var name: String }
}
