// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Foundation
import Testing

/// Prints what the samples of a real archive's plain layers say; compare with `gzip -6` of each:
/// `DUNNAGE_ARCHIVE=app.tar swift test -c release --filter CompressionMeasurement`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_ARCHIVE"] != nil))
struct CompressionMeasurement {
    @Test func `Estimates of a real archive's layers`() throws {
        let path = try #require(ProcessInfo.processInfo.environment["DUNNAGE_ARCHIVE"])
        var options = AnalysisOptions()
        options.jobs = 2
        options.maps = true
        options.verify = false
        for image in try Analyzer(options: options).images(of: .path(path)).images {
            for (layer, facts) in zip(image.image.layers, image.facts) {
                let estimate = facts.sampledCompression?.gzipSize(tarSize: facts.tarSize)
                print("layer \(layer.member) tar \(facts.tarSize) estimate \(estimate.map(String.init) ?? "none")")
            }
        }
    }
}
