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
        #expect(history.withoutLayer.map(\.verb) == ["CMD", "USER"])
        #expect(history.entries.map(\.layer) == [0, nil, 1, nil])
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
        #expect(history.withoutLayer.count == 2)
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
        let list = [
            HistoryEntry(createdBy: "/bin/sh -c #(nop) ADD file:0011223344 in /"),
            HistoryEntry(createdBy: "/bin/sh -c #(nop) CMD [\"sh\"]", emptyLayer: true),
            HistoryEntry(
                createdBy: "/bin/sh -c #(nop) WORKDIR /app", emptyLayer: true, comment: "FROM localhost/base:1"),
            HistoryEntry(createdBy: "/bin/sh -c #(nop) CMD [\"x\"]", emptyLayer: true),
            HistoryEntry(createdBy: "/bin/sh -c #(nop) COPY dir:0011223344 in /app"),
        ]
        let split = BaseSplit.guess(History.map(list, layerCount: 2))
        #expect(split.layers == 1)
        #expect(split.how == .history)
    }

    @Test func noMarkerMeansNoBase() {
        let scratch = History.map(entries([("COPY app / # buildkit", false), ("CMD [\"/app\"]", true)]), layerCount: 1)
        #expect(BaseSplit.guess(scratch) == BaseSplit(layers: 0, how: .none))
        let unknown = History.map(entries(typical), layerCount: 17)
        #expect(BaseSplit.guess(unknown) == BaseSplit(layers: 0, how: .none))
    }
}
