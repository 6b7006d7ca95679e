// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

/// Which causes a page names, and what it says of the rest.
enum DiffCauses {
    /// The first `most` that make up half a hundredth of all change, or all; the rest, with what is folded already.
    static func split(_ causes: [Cause], most: Int) -> (named: [Cause], folded: [Cause]) {
        var gross: UInt64 = 0
        for cause in causes {
            let (sum, overflow) = gross.addingReportingOverflow(cause.bytes.magnitude)
            gross = overflow ? .max : sum
        }
        // Who wants all wants the small ones too.
        let least = most == .max ? 0 : gross / 200
        var named: [Cause] = []
        var folded: [Cause] = []
        for cause in causes {
            if named.count < most, cause.kind != .other, cause.bytes.magnitude >= least {
                named.append(cause)
            } else {
                folded.append(cause)
            }
        }
        return (named, folded)
    }

    /// One row for many causes: `7 smaller: package databases and logs, app.js +15.0 kB …`; nil for none.
    static func folded(_ causes: [Cause]) -> (bytes: Int64, words: String)? {
        guard !causes.isEmpty else { return nil }
        // Some of them are parts of one sum that fits, so wrapping in between does no harm.
        let bytes = causes.reduce(Int64(0)) { $0 &+ $1.bytes }
        let count = causes.reduce(0) { $0 + ($1.kind == .other ? $1.files : 1) }
        var names = causes.filter { $0.kind != .other }.prefix(3).map { cause in
            cause.kind == .records
                ? CauseText.title(cause) : "\(CauseText.short(cause)) \(ByteText.signed(cause.bytes))"
        }
        if names.count < 3, let other = causes.first(where: { $0.kind == .other }) {
            names += other.parts.prefix(3 - names.count).map {
                "\(CauseText.last($0.name)) \(ByteText.signed($0.bytes))"
            }
        }
        return (
            bytes,
            "\(ByteText.count(Int64(count))) smaller: " + names.joined(separator: ", ")
                + (count > names.count ? " …" : "")
        )
    }

    /// The share of a change in the same direction, from one percent on.
    static func percent(_ bytes: Int64, of delta: Int64) -> Int? {
        guard delta != 0, (bytes > 0) == (delta > 0) else { return nil }
        let share = (Double(bytes) / Double(delta) * 100).rounded()
        return share >= 1 && share <= 999 ? Int(share) : nil
    }
}
