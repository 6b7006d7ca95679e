// SPDX-License-Identifier: Apache-2.0

import Findings
import TestSupport
import Testing

@Suite struct ByteTextTests {
    @Test(
        arguments: [
            (0, "0 B"), (438, "438 B"), (999, "999 B"), (1_000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB"),
            (729_100_000, "729.1 MB"), (999_960_000, "1.00 GB"), (1_400_212_438, "1.40 GB"),
            (-139_000_000, "-139.0 MB"),
            (Int64.max, "9.22 EB"), (Int64.min, "-9.22 EB"), (999_999_999_999_999, "1.00 PB"),
        ] as [(Int64, String)])
    func sizes(bytes: Int64, text: String) {
        #expect(ByteText.text(bytes) == text)
    }

    @Test(
        arguments: [
            (537_120_000, "~537 MB"), (51_432_000, "~51.4 MB"), (1_400_212_438, "~1.40 GB"), (412, "~412 B"),
            (7, "~7 B"),
            (12_345_678_901, "~12.3 GB"), (1_234, "~1.2 kB"),
        ] as [(Int64, String)])
    func estimates(bytes: Int64, text: String) {
        #expect(ByteText.approximate(bytes) == text)
    }

    @Test func counts() {
        #expect(ByteText.count(0) == "0")
        #expect(ByteText.count(999) == "999")
        #expect(ByteText.count(49_909) == "49,909")
        #expect(ByteText.count(-1_234_567) == "-1,234,567")
    }

    @Test func countsWithTheirNouns() {
        #expect(ByteText.count(1, "copy", plural: "copies") == "1 copy")
        #expect(ByteText.count(12_345, "copy", plural: "copies") == "12,345 copies")
        #expect(ByteText.count(2, "layer") == "2 layers")
    }

    @Test func names() {
        #expect(ByteText.list([]) == "")
        #expect(ByteText.list(["a"]) == "a")
        #expect(ByteText.list(["a", "b", "c"]) == "a, b and c")
        #expect(ByteText.list(["a", "b", "c", "d", "e"]) == "a, b, c, d and 1 more")
    }

    @Test func everySizeKeepsItsMagnitude() {
        var generator = SeededGenerator(seed: 3)
        let units = ["B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15, "EB": 1e18]
        for _ in 0..<2_000 {
            let bytes =
                Int64.random(in: 0...Int64.max, using: &generator) >> Int64.random(in: 0...62, using: &generator)
            let parts = ByteText.text(bytes).split(separator: " ")
            let value = (Double(parts[0]) ?? -1) * (units[String(parts[1])] ?? 0)
            #expect(abs(value - Double(bytes)) <= max(0.5, Double(bytes) * 0.05), "\(bytes)")
            #expect((Double(parts[0]) ?? 1_000) < 1_000)
        }
    }
}
