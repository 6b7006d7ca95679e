// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, in UTC: when an exception ends, when support of a distribution ended.
public struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 0 for 1970-01-01.
    public let number: Int

    private init(number: Int) { self.number = number }

    /// The day on which that moment lies. A moment beyond the years 0…9999 counts as the nearest day inside.
    public init(secondsSince1970 seconds: Int64) {
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        number = Int(min(max(days, CalendarDay.first), CalendarDay.last))
    }

    /// nil when the calendar has no such day, or the year is not 0…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDay.length(ofMonth: month, year: year)
        else { return nil }
        number = CalendarDay.days(year, month) + day - 1
    }

    /// `2027-06-30`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// That many days later, within the years 0…9999.
    public func adding(days: Int) -> CalendarDay {
        let (sum, overflow) = number.addingReportingOverflow(days)
        let limit = days < 0 ? CalendarDay.first : CalendarDay.last
        return CalendarDay(number: overflow ? Int(limit) : min(max(sum, Int(CalendarDay.first)), Int(CalendarDay.last)))
    }

    /// `2027-06-30`.
    public var description: String {
        // The year whose first day is not later; estimated from the mean length of a year, then corrected.
        var year = Int((Double(number) / 365.2425).rounded(.down)) + 1970
        while year < 9_999, CalendarDay.days(year + 1, 1) <= number { year += 1 }
        while year > 0, CalendarDay.days(year, 1) > number { year -= 1 }
        var month = 12
        while month > 1, CalendarDay.days(year, month) > number { month -= 1 }
        let day = number - CalendarDay.days(year, month) + 1
        return CalendarDay.padded(year, 4) + "-" + CalendarDay.padded(month, 2) + "-" + CalendarDay.padded(day, 2)
    }

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    private static let first: Int64 = -719_528
    private static let last: Int64 = 2_932_896

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    /// Days from 1970-01-01 to the first day of that month.
    private static func days(_ year: Int, _ month: Int) -> Int {
        // Leap days before that year; the year 0 is one of them.
        let leaps = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1
        var days = year * 365 + leaps - 719_528
        for earlier in 1..<month { days += length(ofMonth: earlier, year: year) }
        return days
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
