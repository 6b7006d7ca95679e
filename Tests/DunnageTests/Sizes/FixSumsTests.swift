// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Findings
import TestSupport
import Testing

/// On real archives, made by real tools: the bytes of the fixes are what the totals promise, exactly.
@Suite struct FixSumsTests {
    @Test(arguments: ExpectedTests.archives)
    func fixesAddUpToTheTotals(archive: String) throws {
        for image in try ExpectedTests.analyse(archive, maps: true, jobs: 2).report.images {
            let ids = image.fixes.map(\.id)
            #expect(Set(ids).count == ids.count)
            for finding in image.findings where finding.suppressedBy == nil {
                #expect(finding.fix.map(ids.contains) == true, "\(finding.rule) \(finding.path)")
            }
            let byDockerfile = image.fixes.filter { $0.id != Fix.baseID }.reduce(0) { $0 + $1.bytes }
            #expect(byDockerfile == image.totals.reclaimable.byDockerfile)
            #expect(
                image.fixes.filter { $0.id == Fix.baseID }.reduce(0) { $0 + $1.bytes }
                    == image.totals.reclaimable.byBase)
            #expect(image.totals.dockerfileEstimate == image.totals.size - byDockerfile)
            #expect(
                image.totals.slimEstimate == image.totals.size - byDockerfile - image.totals.reclaimable.byBase)
        }
    }

    @Test func somethingIsAddedUp() throws {
        let images = try ExpectedTests.analyse("bad.full-size.oci-archive.tar", maps: true, jobs: 2).report.images
        let image = try #require(images.first)
        #expect(image.fixes.count > 5 && image.totals.reclaimable.byDockerfile > 1_000_000)
    }
}
