// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
import Glibc

/// The moment that a run goes by: `SOURCE_DATE_EPOCH` where it is set, so that a run can be repeated; else now.
enum Today {
    /// Seconds since 1970.
    static var seconds: Int64 {
        Terminal.variable("SOURCE_DATE_EPOCH").flatMap { Int64($0) } ?? Int64(time(nil))
    }

    static var day: CalendarDay { CalendarDay(secondsSince1970: seconds) }
}
