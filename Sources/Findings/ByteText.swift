// SPDX-License-Identifier: Apache-2.0

/// Sizes and counts for people: decimal units (1 MB = 10⁶ bytes), one rule for findings and reports.
///
/// Bytes are whole, kB and MB have one decimal, GB and above two: `438 B`, `729.1 MB`, `1.40 GB`.
public enum ByteText {
    /// The size with its unit.
    public static func text(_ bytes: Int64) -> String {
        let (number, unit) = parts(bytes)
        return number + " " + unit
    }

    /// An estimate: `~537 MB`, three digits, since the rest is not known.
    public static func approximate(_ bytes: Int64) -> String {
        let (number, unit) = parts(bytes)
        let digits = number.utf8.prefix { $0 != UInt8(ascii: ".") }.count
        let kept = digits >= 3 || unit == "B" ? digits : 4
        return "~" + String(decoding: number.utf8.prefix(kept), as: UTF8.self) + " " + unit
    }

    /// A difference, always with its sign: `+139.0 MB`, `-479.2 kB`.
    public static func signed(_ bytes: Int64) -> String { (bytes < 0 ? "" : "+") + text(bytes) }

    /// A difference in percent: `+94.4 %`.
    public static func signed(percent: Double) -> String {
        let tenths = (min(abs(percent), 9e9) * 10).rounded()
        let sign = percent < 0 && tenths > 0 ? "-" : "+"
        return "\(sign)\(count(Int64(tenths) / 10)).\(Int64(tenths) % 10) %"
    }

    /// A count with a comma every three digits.
    public static func count(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result
    }

    /// A count and its noun: `1 layer`, `3 layers`.
    public static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        count(Int64(number)) + " " + (number == 1 ? noun : plural ?? noun + "s")
    }

    /// `a, b and c`; of more than `limit` names the rest is counted.
    public static func list(_ names: [String], limit: Int = 4) -> String {
        if names.count > limit {
            return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
        }
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Number and unit apart, for tables.
    public static func parts(_ bytes: Int64) -> (number: String, unit: String) {
        let magnitude = bytes.magnitude
        let sign = bytes < 0 ? "-" : ""
        if magnitude < 1000 { return (sign + String(magnitude), "B") }
        var scale: UInt64 = 1000
        for (index, unit) in units.enumerated() {
            let fraction: UInt64 = index < 2 ? 10 : 100
            let step = scale / fraction
            let rounded = (magnitude + step / 2) / step
            // 999,950 bytes round to 1000.0 kB, which is 1.0 MB.
            if rounded < 1000 * fraction || index == units.count - 1 {
                let decimals = String(rounded % fraction + fraction).dropFirst()
                return (sign + String(rounded / fraction) + "." + decimals, unit)
            }
            scale *= 1000
        }
        return (sign + String(magnitude), "B")
    }

    private static let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
}
