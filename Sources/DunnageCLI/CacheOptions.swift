// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// Where facts of layers that were scanned before are kept. Whatever is wrong with it, the images are read.
struct CacheOptions: ParsableArguments {
    private static let standardSize = "1GB"

    @Option(
        help: ArgumentHelp(
            "Keep what was learned of layers here, so that they need not be scanned again. "
                + "(default: $XDG_CACHE_HOME/dunnage, else ~/.cache/dunnage)", valueName: "directory"))
    var cache: String?

    @Flag(help: "Scan every layer, and keep nothing of it.")
    var noCache = false

    @Option(help: ArgumentHelp("How large the cache may grow. (default: \(standardSize))", valueName: "size"))
    var cacheSize: String?

    mutating func validate() throws {
        if noCache, cache != nil { throw ValidationError("--cache and --no-cache exclude each other.") }
        if cache == "" { throw ValidationError("--cache needs the name of a directory.") }
        if let cacheSize {
            do {
                _ = try ByteSize.parse(cacheSize)
            } catch {
                throw ValidationError("--cache-size: \(error)")
            }
        }
    }

    /// nil when nothing is to be kept, or cannot be: the latter is said only of a directory that the user named.
    var directory: FactDirectory? {
        guard !noCache, let path = cache ?? FactDirectory.usualPath else { return nil }
        let size = (try? ByteSize.parse(cacheSize ?? CacheOptions.standardSize)) ?? 0
        do throws(ArchiveError) {
            return try FactDirectory(path: path, limit: Int(size), isShared: cache != nil)
        } catch {
            if cache != nil { Output.error.complain("the cache \(error.description)") }
            return nil
        }
    }
}
