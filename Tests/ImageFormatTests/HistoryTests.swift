// SPDX-License-Identifier: Apache-2.0
import Digests
import ImageFormat
import JSONText
import Testing

@Suite struct HistoryTests {
    private func entries(_ list: [(String, Bool)]) -> [HistoryEntry] {
        list.map { HistoryEntry(createdBy: $0.0, emptyLayer: $0.1) }
    }

    @Test func flagsDecideWhenTheyFit() {
        let history = History.map(
            entries([("ADD rootfs in /", false), ("CMD [\"sh\"]", true), ("RUN x", false), ("USER a", true)]),
            layerCount: 2)
        #expect(history.isKnown)
        #expect(history.entryOfLayer == [0, 2])
        #expect(history.instruction(ofLayer: 1)?.text == "RUN x")
        #expect(history.instruction(ofLayer: 2) == nil)
        #expect(history.instruction(ofLayer: -1) == nil)
        #expect(history.entries.map(\.layer) == [0, nil, 1, nil])
        #expect(history.entries.filter { $0.layer == nil }.map(\.instruction.verb) == ["CMD", "USER"])
    }

    @Test func everyEntryIsALayerWhenThereAreAsMany() {
        let history = History.map(entries([("a", true), ("b", false), ("c", true)]), layerCount: 3)
        #expect(history.entryOfLayer == [0, 1, 2])
    }

    @Test func missingFlagsAreInferredFromTheVerbs() {
        let list = entries([("ADD x /", false), ("CMD x", false), ("WORKDIR /a", false), ("RUN y", false)])
        #expect(History.map(list, layerCount: 3).entryOfLayer == [0, 2, 3])
        #expect(History.map(list, layerCount: 2).entryOfLayer == [0, 3])
    }

    @Test func whatDoesNotFitIsUnknown() {
        let history = History.map(entries([("RUN a", false), ("RUN b", false)]), layerCount: 5)
        #expect(!history.isKnown)
        #expect(history.entryOfLayer == [nil, nil, nil, nil, nil])
        #expect(history.entries.map(\.layer) == [nil, nil])
        #expect(!History.map([], layerCount: 1).isKnown)
        #expect(History.map([], layerCount: 0).isKnown)
    }

    private let typical: [(String, Bool)] = [
        ("ADD alpine.tar.gz / # buildkit", false), ("CMD [\"/bin/sh\"]", true), ("RUN apk add node", false),
        ("CMD [\"node\"]", true), ("WORKDIR /app", false), ("COPY . . # buildkit", false), ("USER app", true),
        ("CMD [\"npm\", \"start\"]", true),
    ]

    @Test func theLastInnerCommandEndsTheBase() {
        let history = History.map(entries(typical), layerCount: 4)
        #expect(BaseSplit.guess(history) == BaseSplit(layers: 2, how: .history))
    }

    @Test func labelsNameTheBase() {
        let history = History.map(entries(typical), layerCount: 4)
        let digest = SHAHasher.hash(Array("base".utf8))
        let labels = [
            "org.opencontainers.image.base.name": "docker.io/library/node:20-alpine",
            "org.opencontainers.image.base.digest": digest.description,
        ]
        let expected = BaseSplit(
            layers: 2, how: .label, name: "docker.io/library/node:20-alpine", digest: digest)
        #expect(BaseSplit.guess(history, labels: labels) == expected)
        #expect(BaseSplit.guess(history, annotations: labels) == expected)
        let scratch = ["org.opencontainers.image.base.name": "scratch"]
        #expect(BaseSplit.guess(history, labels: scratch) == BaseSplit(layers: 0, how: .none))
    }

    @Test func buildahSaysWhereItBegan() {
        func entry(_ text: String, _ emptyLayer: Bool = false, from base: String? = nil) -> HistoryEntry {
            HistoryEntry(
                createdBy: "/bin/sh -c #(nop) " + text, emptyLayer: emptyLayer, comment: base.map { "FROM " + $0 })
        }
        var list = [
            entry("ADD file:0011223344 in /", from: "scratch"), entry("CMD [\"sh\"]", true),
            entry("LABEL a=b", true, from: "localhost/base:1"), entry("COPY dir:0011223344 in /app"),
            entry("CMD [\"x\"]", true), entry("COPY dir:5566778899 in /app"),
        ]
        let split = BaseSplit.guess(History.map(list, layerCount: 3))
        #expect(split == BaseSplit(layers: 1, how: .history, name: "localhost/base:1"))
        let own = BaseSplit.guess(History.map(list, layerCount: 3), ownNames: ["localhost/base:1"])
        #expect(own == BaseSplit(layers: 0, how: .none))
        list.removeSubrange(1...2)
        #expect(BaseSplit.guess(History.map(list, layerCount: 3)) == BaseSplit(layers: 0, how: .none))
    }

    @Test func anIntermediateImageOfTheSameBuildIsNoBase() {
        func entry(_ text: String, from base: String) -> HistoryEntry {
            HistoryEntry(createdBy: "/bin/sh -c " + text, emptyLayer: false, comment: "FROM " + base)
        }
        let list = [
            entry("#(nop) ADD file:0011223344 in /", from: "scratch"),
            entry("apt-get update", from: "localhost/base:1"),
            entry("apt-get install gcc", from: "f76e745823e7"), entry("rm -rf /tmp/x", from: "94664961f1e2"),
        ]
        let split = BaseSplit.guess(History.map(list, layerCount: 4))
        #expect(split == BaseSplit(layers: 1, how: .history, name: "localhost/base:1"))
    }

    @Test func noMarkerMeansNoBase() {
        let scratch = History.map(entries([("COPY app / # buildkit", false), ("CMD [\"/app\"]", true)]), layerCount: 1)
        #expect(BaseSplit.guess(scratch) == BaseSplit(layers: 0, how: .none))
        let unknown = History.map(entries(typical), layerCount: 17)
        #expect(BaseSplit.guess(unknown) == BaseSplit(layers: 0, how: .none))
    }
}
