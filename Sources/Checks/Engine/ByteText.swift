// SPDX-License-Identifier: Apache-2.0

/// Bytes for people, in powers of ten as registries and `docker images` count.
enum ByteText {
    /// `729.1 MB`, `512 B`.
    static func text(_ bytes: Int64) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        guard bytes >= 1_000 else { return "\(bytes) B" }
        var scale: Int64 = 1_000
        var unit = 0
        // Rounding to tenths may reach the next unit.
        while unit + 1 < units.count, bytes >= scale * 1_000 - scale / 20 {
            scale *= 1_000
            unit += 1
        }
        let tenths = bytes / (scale / 10) + (bytes % (scale / 10) >= scale / 20 ? 1 : 0)
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// `1 file`, `12,345 files`.
    static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        count == 1 ? "1 \(noun)" : "\(grouped(count)) \(plural ?? noun + "s")"
    }

    /// Digits in threes.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// `a, b and c`; of more than `limit` names the rest is counted.
    static func list(_ names: [String], limit: Int = 4) -> String {
        if names.count > limit {
            return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
        }
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
