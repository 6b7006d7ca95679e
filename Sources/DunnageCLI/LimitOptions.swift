// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// How much an archive may ask of us. What is beyond a limit ends with exit code 2 and a sentence that names it.
struct LimitOptions: ParsableArguments {
    private static let standard = ReadingLimits()

    @Option(help: ArgumentHelp("Uncompressed bytes of one layer.", valueName: "bytes"))
    var maxLayerBytes: Int64 = standard.layerBytes

    @Option(help: ArgumentHelp("Uncompressed bytes of all compressed layers together.", valueName: "bytes"))
    var maxTotalBytes: Int64 = standard.totalBytes

    @Option(
        help: ArgumentHelp(
            "Uncompressed bytes for one stored byte, of a layer and of all together.", valueName: "n"))
    var maxRatio: Int64 = standard.ratio

    @Option(
        help: ArgumentHelp("Judge the ratio only above this many uncompressed bytes.", valueName: "bytes"))
    var ratioFloor: Int64 = standard.ratioFloor

    @Option(help: ArgumentHelp("Members of one layer.", valueName: "n"))
    var maxEntries: Int = standard.entries

    @Option(help: ArgumentHelp("Members of the archive itself: manifests and blobs.", valueName: "n"))
    var maxMembers: Int = standard.members

    @Option(help: ArgumentHelp("Bytes of one path.", valueName: "bytes"))
    var maxPathBytes: Int = standard.pathBytes

    @Option(help: ArgumentHelp("Levels of one path.", valueName: "n"))
    var maxPathDepth: Int = standard.pathDepth

    @Option(help: ArgumentHelp("Bytes of one JSON document.", valueName: "bytes"))
    var maxDocumentBytes: Int64 = standard.documentBytes

    @Option(
        help: ArgumentHelp("Bytes of all JSON documents of an archive that streams by.", valueName: "bytes"))
    var maxAllDocumentBytes: Int64 = standard.allDocumentBytes

    mutating func validate() throws {
        let all = [
            maxLayerBytes, maxTotalBytes, maxRatio, ratioFloor, Int64(maxEntries), Int64(maxMembers),
            Int64(maxPathBytes), Int64(maxPathDepth), maxDocumentBytes, maxAllDocumentBytes,
        ]
        guard all.allSatisfy({ $0 > 0 }) else { throw ValidationError("Limits must be above zero.") }
        guard maxEntries < 1 << 31 else { throw ValidationError("--max-entries must be below 2147483648.") }
    }

    var limits: ReadingLimits {
        var limits = ReadingLimits()
        limits.layerBytes = maxLayerBytes
        limits.totalBytes = maxTotalBytes
        limits.ratio = maxRatio
        limits.ratioFloor = ratioFloor
        limits.entries = maxEntries
        limits.members = maxMembers
        limits.pathBytes = maxPathBytes
        limits.pathDepth = maxPathDepth
        limits.documentBytes = maxDocumentBytes
        limits.allDocumentBytes = maxAllDocumentBytes
        return limits
    }
}
