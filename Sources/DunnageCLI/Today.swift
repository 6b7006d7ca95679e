// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
import Glibc

/// The moment that a run goes by: that of `SourceDate` where it is set, else now.
enum Today {
    /// Seconds since 1970.
    ///
    /// - Throws: `ConfigurationError` when `SOURCE_DATE_EPOCH` is no number.
    static var seconds: Int64 {
        get throws { try SourceDate.seconds() ?? Int64(time(nil)) }
    }

    /// The day of that moment.
    static var day: CalendarDay {
        get throws { CalendarDay(secondsSince1970: try seconds) }
    }
}
