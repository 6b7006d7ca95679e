// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
import Glibc

/// The moment that a run goes by: `SOURCE_DATE_EPOCH` where it is set, so that a run can be repeated; else now.
enum Today {
    private static let variable = "SOURCE_DATE_EPOCH"

    /// Seconds since 1970.
    ///
    /// - Throws: `ConfigurationError` when the variable is no number.
    static var seconds: Int64 {
        get throws {
            guard let text = Terminal.variable(variable), !text.isEmpty else { return Int64(time(nil)) }
            guard let seconds = Int64(text) else {
                throw ConfigurationError(file: variable, what: "«\(text)» is no number of seconds since 1970")
            }
            return seconds
        }
    }

    /// The day of that moment.
    static var day: CalendarDay {
        get throws { CalendarDay(secondsSince1970: try seconds) }
    }
}
