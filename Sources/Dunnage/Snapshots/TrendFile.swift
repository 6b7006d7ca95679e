// SPDX-License-Identifier: Apache-2.0
internal import Archives
public import ImageReading

/// A file with a line for each build.
public enum TrendFile {
    /// More than a million builds.
    private static let limit = 1 << 30

    /// All of its bytes. The sentence of a failure names it.
    public static func read(_ path: String) throws(ImageError) -> [UInt8] {
        do throws(ArchiveError) {
            let file = try MappedFile(path: path)
            guard file.count <= limit else {
                throw ArchiveError(.limit, "is no trend: \(file.count) bytes are too many")
            }
            return file.contents.withBytes { Array($0) }
        } catch {
            throw ImageError(error.code == .limit ? .limit : .unreadable, error.what, source: path)
        }
    }
}
