// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import SecretScan
import TestSupport
import Testing

/// What is packed and read again is what was found, to the last property.
@Suite struct FactPackingTests {
    private static func unpacked(_ bytes: [UInt8], kinds: Int) -> LayerFacts? {
        bytes.withUnsafeBytes { try? LayerFacts(packed: $0, kinds: kinds) }
    }

    @Test func `Facts of every layer come back as they were`() throws {
        let engine = try SecretEngine()
        var met = FactText()
        let images = try SampleLayers.ofTestImages()
        #expect(images.count > 60)
        for recordsHashes in [false, true] {
            let options = ScanOptions(secrets: engine, recordsHashes: recordsHashes)
            for facts in try SampleLayers.facts(options) + images.map({ try Scanned($0, options).facts }) {
                #expect(facts.isRepeatable)
                let again = try #require(FactPackingTests.unpacked(facts.packed(), kinds: engine.rules.count))
                #expect(met.text(of: facts) == FactText.text(of: again))
                #expect(facts.packed() == again.packed())
            }
        }
        // A property that is the same in every sample proves nothing: a sample that shows it belongs into
        // `SampleLayers`. Those that are named here cannot differ, or are never kept.
        let constant: Set<String> = ["LayerFacts.failure"]
        let unseen = met.variety.filter { $0.value.count < 2 }.map(\.key).filter { !constant.contains($0) }
        #expect(unseen.sorted() == [])
    }

    @Test func `Cut off anywhere it is refused`() throws {
        let engine = try SecretEngine()
        let whole = try Scanned(SampleLayers.all[0], ScanOptions(secrets: engine)).facts.packed()
        for length in 0..<whole.count {
            #expect(FactPackingTests.unpacked(Array(whole[..<length]), kinds: engine.rules.count) == nil)
        }
        #expect(FactPackingTests.unpacked(whole + [0], kinds: engine.rules.count) == nil)
        #expect(FactPackingTests.unpacked(whole, kinds: 1) == nil)
    }

    /// The seal of a file keeps such bytes away; should it not, they must not trap.
    @Test(arguments: 0..<4) func `Changed anywhere it is read or refused, and never traps`(batch: Int) throws {
        let engine = try SecretEngine()
        let whole = try Scanned(SampleLayers.all[0], ScanOptions(secrets: engine)).facts.packed()
        var random = SeededGenerator(seed: UInt64(batch) + 7)
        var refused = 0
        for _ in 0..<1_500 {
            let bytes = Damage.scattered(over: whole, using: &random)
            guard let facts = FactPackingTests.unpacked(bytes, kinds: engine.rules.count) else {
                refused += 1
                continue
            }
            // What is accepted can be walked.
            _ = FactText.text(of: facts)
            for database in facts.databases {
                for file in database.rows.files { _ = database.rows.hash(of: file) }
            }
        }
        #expect(refused > 500)
    }

    @Test func `What may be otherwise next time is not kept`() throws {
        var limits = ReadingLimits()
        limits.entries = 3
        let facts = try Scanned(SampleLayers.all[0], ScanOptions(secrets: nil, limits: limits)).facts
        #expect(facts.failure != nil)
        #expect(!facts.isRepeatable)
    }
}
