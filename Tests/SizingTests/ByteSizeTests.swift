// SPDX-License-Identifier: Apache-2.0
import Sizing
import Testing

@Suite struct ByteSizeTests {
    @Test(
        arguments: [
            ("0", 0), ("4096", 4_096), ("250MB", 250_000_000), ("250 MB", 250_000_000), ("1.5GiB", 1_610_612_736),
            ("1kB", 1_000), ("1KB", 1_000), ("1KiB", 1_024), ("3mib", 3_145_728), ("0.1MiB", 104_857), ("12 B", 12),
            ("1.9999999999999999999999999B", 1), ("2TB", 2_000_000_000_000), ("9223372036854775807", .max),
            ("0.000000000000000001TiB", 0), (" 7kB ", 7_000),
        ] as [(String, Int64)])
    func `Sizes are exact`(text: String, bytes: Int64) throws { #expect(try ByteSize.parse(text) == bytes) }

    @Test(arguments: [
        ("", "«» is no size: expected one such as 250MB or 1.5GiB"),
        ("MB", "«MB» is no size: expected one such as 250MB or 1.5GiB"),
        ("-5MB", "«-5MB» is no size: expected one such as 250MB or 1.5GiB"),
        ("1.2.3MB", "«1.2.3MB» is no size: expected one such as 250MB or 1.5GiB"),
        (".5MB", "«.5MB» is no size: expected one such as 250MB or 1.5GiB"),
        ("5.MB", "«5.MB» is no size: expected one such as 250MB or 1.5GiB"),
        ("250M", "there is no unit «M»: did you mean «MB» (10^6 bytes) or «MiB» (2^20)?"),
        ("2g", "there is no unit «g»: did you mean «GB» (10^9 bytes) or «GiB» (2^30)?"),
        ("2k", "there is no unit «k»: did you mean «kB» (1,000 bytes) or «KiB» (1,024)?"),
        ("2T", "there is no unit «T»: did you mean «TB» (10^12 bytes) or «TiB» (2^40)?"),
        ("250MBB", "there is no unit «MBB»: did you mean «MB»?"),
        ("250 parsecs", "there is no unit «parsecs»: expected B, kB, MB, GB, KiB, MiB or GiB"),
        ("9223372036854775808", "«9223372036854775808» is more than any image can have"),
        ("9000000TiB", "«9000000TiB» is more than any image can have"),
    ])
    func `What is no size gets a sentence`(text: String, sentence: String) {
        #expect(throws: BudgetError(sentence)) { try ByteSize.parse(text) }
    }

    @Test func `Fractions of every unit agree with whole bytes`() throws {
        for digits in 0..<1_000 {
            let text = String(1_000 + digits).dropFirst()
            #expect(try ByteSize.parse("3.\(text)MiB") == 3 << 20 + Int64(digits) * (1 << 20) / 1_000)
            #expect(try ByteSize.parse("3.\(text)GB") == 3_000_000_000 + Int64(digits) * 1_000_000)
        }
    }
}
