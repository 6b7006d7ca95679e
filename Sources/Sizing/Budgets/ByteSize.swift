// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Sizes as people write them: `250MB`, `1.5 GiB`, `4096`.
public enum ByteSize {
    /// Units and what they stand for. kB, MB, GB, TB are powers of 1,000; KiB, MiB, GiB, TiB of 1,024.
    static let units: [(name: String, bytes: Int64)] = [
        ("B", 1), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ]

    /// Bytes, exactly; what a fraction leaves over of a byte is cut. Case of the unit does not matter, a blank may
    /// stand before it, and without one the number counts bytes.
    ///
    /// - Throws: when it is no size, the unit is unknown, or it does not fit 64 bits.
    public static func parse(_ text: String) throws(BudgetError) -> Int64 {
        let text = text.trimmingBlanks
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = String(text.dropFirst(number.utf8.count)).trimmingBlanks
        guard let first = number.utf8.first, first != UInt8(ascii: "."), number.utf8.last != UInt8(ascii: ".") else {
            throw BudgetError("«\(text)» is no size: expected one such as 250MB or 1.5GiB")
        }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2 else {
            throw BudgetError("«\(text)» is no size: expected one such as 250MB or 1.5GiB")
        }
        guard let factor = unit.isEmpty ? 1 : units.first(where: { $0.name.lowercased() == unit.lowercased() })?.bytes
        else { throw BudgetError("there is no unit «\(unit)»" + suggestion(unit)) }
        let tooLarge = BudgetError("«\(text)» is more than any image can have")
        guard let whole = Int64(parts[0]) else { throw tooLarge }
        let (bytes, overflow) = whole.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw tooLarge }
        var rest: Int64 = 0
        // More digits than that are below a byte whatever the unit.
        if parts.count == 2, let digits = Int64(parts[1].prefix(18)) {
            let scale = (0..<parts[1].prefix(18).utf8.count).reduce(Int64(1)) { power, _ in power * 10 }
            rest = scale.dividingFullWidth(digits.multipliedFullWidth(by: factor)).quotient
        }
        let (sum, overflows) = bytes.addingReportingOverflow(rest)
        guard !overflows else { throw tooLarge }
        return sum
    }

    private static func suggestion(_ unit: String) -> String {
        switch unit.lowercased() {
        case "k", "kbytes": ": did you mean «kB» (1,000 bytes) or «KiB» (1,024)?"
        case "m", "mbytes": ": did you mean «MB» (10^6 bytes) or «MiB» (2^20)?"
        case "g", "gbytes": ": did you mean «GB» (10^9 bytes) or «GiB» (2^30)?"
        case "t", "tbytes": ": did you mean «TB» (10^12 bytes) or «TiB» (2^40)?"
        default:
            NearestWord.to(unit, among: units.map(\.name)).map { ": did you mean «\($0)»?" }
                ?? ": expected B, kB, MB, GB, KiB, MiB or GiB"
        }
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmingBlanks: String {
        let start = drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
