// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// How much an archive may ask of us. What nobody says is the configuration's to say, then the tool's. What is beyond
/// a limit ends with exit code 2 and a sentence that names it.
struct LimitOptions: ParsableArguments {
    private static let standard = ReadingLimits()

    @Option(
        help: ArgumentHelp("Uncompressed bytes of one layer. (default: \(standard.layerBytes))", valueName: "bytes"))
    var maxLayerBytes: Int64?

    @Option(
        help: ArgumentHelp(
            "Uncompressed bytes of all compressed layers together. (default: \(standard.totalBytes))",
            valueName: "bytes"))
    var maxTotalBytes: Int64?

    @Option(
        help: ArgumentHelp(
            "Uncompressed bytes for one stored byte, of a layer and of all together. (default: \(standard.ratio))",
            valueName: "n"))
    var maxRatio: Int64?

    @Option(
        help: ArgumentHelp(
            "Judge the ratio only above this many uncompressed bytes. (default: \(standard.ratioFloor))",
            valueName: "bytes"))
    var ratioFloor: Int64?

    @Option(
        help: ArgumentHelp("Members of one layer. (default: \(standard.entries))", valueName: "n"))
    var maxEntries: Int?

    @Option(
        help: ArgumentHelp(
            "Members of the archive itself: manifests and blobs. (default: \(standard.members))", valueName: "n"))
    var maxMembers: Int?

    @Option(
        help: ArgumentHelp("Bytes of one path. (default: \(standard.pathBytes))", valueName: "bytes"))
    var maxPathBytes: Int?

    @Option(
        help: ArgumentHelp("Levels of one path. (default: \(standard.pathDepth))", valueName: "n"))
    var maxPathDepth: Int?

    @Option(
        help: ArgumentHelp("Bytes of one JSON document. (default: \(standard.documentBytes))", valueName: "bytes"))
    var maxDocumentBytes: Int64?

    @Option(
        help: ArgumentHelp(
            "Bytes of all JSON documents of an archive that streams by. (default: \(standard.allDocumentBytes))",
            valueName: "bytes"))
    var maxAllDocumentBytes: Int64?

    mutating func validate() throws {
        let all = [
            maxLayerBytes, maxTotalBytes, maxRatio, ratioFloor, maxEntries.map(Int64.init), maxMembers.map(Int64.init),
            maxPathBytes.map(Int64.init), maxPathDepth.map(Int64.init), maxDocumentBytes, maxAllDocumentBytes,
        ]
        guard all.allSatisfy({ $0 ?? 1 > 0 }) else { throw ValidationError("Limits must be above zero.") }
        guard maxEntries ?? 0 < 1 << 31 else { throw ValidationError("--max-entries must be below 2147483648.") }
    }

    /// Puts what the command line says in the place of what is there.
    func override(_ limits: inout ReadingLimits) {
        limits.layerBytes = maxLayerBytes ?? limits.layerBytes
        limits.totalBytes = maxTotalBytes ?? limits.totalBytes
        limits.ratio = maxRatio ?? limits.ratio
        limits.ratioFloor = ratioFloor ?? limits.ratioFloor
        limits.entries = maxEntries ?? limits.entries
        limits.members = maxMembers ?? limits.members
        limits.pathBytes = maxPathBytes ?? limits.pathBytes
        limits.pathDepth = maxPathDepth ?? limits.pathDepth
        limits.documentBytes = maxDocumentBytes ?? limits.documentBytes
        limits.allDocumentBytes = maxAllDocumentBytes ?? limits.allDocumentBytes
    }

    var limits: ReadingLimits {
        var limits = LimitOptions.standard
        override(&limits)
        return limits
    }
}
