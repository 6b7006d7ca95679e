// SPDX-License-Identifier: Apache-2.0
import Checks
import Dunnage
import TestSupport
import Testing

/// The examples of the one rule that is found while the archive is read.
@Suite struct DigestMismatchTests {
    @Test func examplesFireAndStayQuiet() throws {
        for example in DigestMismatch.description.examples {
            var builder = ImageBuilder("example:1")
            builder.layer("COPY . /app") { $0.file("/app/server", "text") }
            if example.image.hasWrongDigest { builder.lies.diffIDs = [0] }
            let folder = try TemporaryDirectory()
            let path = try folder.write("image.tar", ImageArchive([builder], .docker25).bytes())
            let report = try Analyzer().analyze([ImageSource(path)]).report
            let found = report.images.flatMap(\.findings).filter { $0.rule == DigestMismatch.description.id }
            #expect(found.isEmpty == !example.isFiring, "\(example.title)")
            if example.isFiring {
                #expect(found.allSatisfy { $0.kind == "layer-diff-id" && $0.severity == .high }, "\(found)")
            }
        }
    }
}
