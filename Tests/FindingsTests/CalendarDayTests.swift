// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-24", 20_781), ("2100-03-01", 47_541),
        ("0000-01-01", -719_528), ("9999-12-31", 2_932_896),
    ])
    func `Days have their numbers and their names`(text: String, number: Int) {
        let day = CalendarDay(text)
        #expect(day?.number == number)
        #expect(day?.description == text)
        #expect(CalendarDay(secondsSince1970: Int64(number) * 86_400) == day)
        #expect(CalendarDay(secondsSince1970: Int64(number) * 86_400 + 86_399) == day)
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "26-01-01", "2026/01/01",
        "2026-01-01T00:00", "", "tomorrow", "2026-01-٠1", "+026-01-01",
    ])
    func `What the calendar has not is nil`(text: String) { #expect(CalendarDay(text) == nil) }

    @Test func `Every day of eight centuries follows the one before`() {
        var number = -135_140
        for year in 1_600..<2_400 {
            for month in 1...12 {
                var day = 1
                while let found = CalendarDay(year: year, month: month, day: day) {
                    if found.number != number { Issue.record("\(year)-\(month)-\(day) is \(found.number)") }
                    day += 1
                    number += 1
                }
            }
        }
        #expect(CalendarDay("1600-01-01")?.number == -135_140)
        #expect(CalendarDay("2400-01-01")?.number == number)
        #expect(number + 135_140 == 2 * 146_097)
    }

    @Test func `Adding stays inside the calendar`() {
        #expect(CalendarDay("2026-11-24")?.adding(days: 90).description == "2027-02-22")
        #expect(CalendarDay("9999-12-30")?.adding(days: .max).description == "9999-12-31")
        #expect(CalendarDay("0000-01-02")?.adding(days: .min).description == "0000-01-01")
        #expect(CalendarDay(secondsSince1970: .max).description == "9999-12-31")
        #expect(CalendarDay(secondsSince1970: .min).description == "0000-01-01")
    }
}
