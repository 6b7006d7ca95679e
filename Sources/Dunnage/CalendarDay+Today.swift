// SPDX-License-Identifier: Apache-2.0
public import Findings
import Glibc

extension CalendarDay {
    /// The day on which images are judged: what `SOURCE_DATE_EPOCH` says where it is set
    /// (reproducible-builds.org), so that the same image gives the same report on every day; else the clock's.
    public static var today: CalendarDay {
        if let text = getenv("SOURCE_DATE_EPOCH"), let seconds = Int64(String(cString: text)) {
            return CalendarDay(secondsSince1970: seconds)
        }
        return CalendarDay(secondsSince1970: Int64(time(nil)))
    }
}
