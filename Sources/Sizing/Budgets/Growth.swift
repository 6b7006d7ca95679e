// SPDX-License-Identifier: Apache-2.0

/// How much an image may grow from one build to the next: broken when it grows by more than the larger of the two.
public struct Growth: Sendable, Equatable {
    /// nil: only `percent` counts.
    public var bytes: Int64?
    /// Of the size before; nil: only `bytes` counts.
    public var percent: Double?

    public init(bytes: Int64? = nil, percent: Double? = nil) {
        self.bytes = bytes
        self.percent = percent
    }

    /// The most bytes that may be added to `size` bytes; nil when neither part is set. A percentage of nothing is
    /// nothing.
    public func limit(on size: Int64) -> Int64? {
        let share = percent.map { percent in
            let share = Double(max(0, size)) / 100 * percent
            return share < 9.2e18 ? Int64(share) : .max
        }
        guard let share else { return bytes }
        return max(bytes ?? 0, share)
    }

    /// `10MB` or `5%`, put beside what the other part already says.
    ///
    /// - Throws: when it is neither a size nor a percentage.
    public mutating func set(_ text: String) throws(BudgetError) {
        if text.trimmingBlanks.hasSuffix("%") {
            percent = try Growth.percent(String(text.trimmingBlanks.dropLast()))
        } else {
            bytes = try ByteSize.parse(text)
        }
    }

    /// `5`, `2.5`: 0 to 10,000.
    public static func percent(_ text: String) throws(BudgetError) -> Double {
        let text = text.trimmingBlanks
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            let value = Double(text), value.isFinite, value <= 10_000
        else { throw BudgetError("«\(text)» is no percentage: expected a number such as 5 or 2.5") }
        return value
    }

    /// The parts that `other` sets take this one's place.
    func overridden(by other: Growth) -> Growth {
        Growth(bytes: other.bytes ?? bytes, percent: other.percent ?? percent)
    }
}
