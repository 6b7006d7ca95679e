// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// How much an archive may ask of us.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Uncompressed bytes of one layer.", valueName: "bytes"))
    var maxLayerBytes: Int64 = ReadingLimits().layerBytes

    @Option(help: ArgumentHelp("Members of one layer.", valueName: "n"))
    var maxEntries: Int = ReadingLimits().entries

    @Option(
        help: ArgumentHelp("Uncompressed bytes for one stored byte, judged above a gibibyte.", valueName: "n"))
    var maxRatio: Int64 = ReadingLimits().ratio

    @Option(help: ArgumentHelp("Bytes of one JSON document.", valueName: "bytes"))
    var maxDocumentBytes: Int64 = ReadingLimits().documentBytes

    mutating func validate() throws {
        guard maxLayerBytes > 0, maxEntries > 0, maxRatio > 0, maxDocumentBytes > 0 else {
            throw ValidationError("Limits must be above zero.")
        }
    }

    var limits: ReadingLimits {
        var limits = ReadingLimits()
        limits.layerBytes = maxLayerBytes
        limits.entries = maxEntries
        limits.ratio = maxRatio
        limits.documentBytes = maxDocumentBytes
        return limits
    }
}
