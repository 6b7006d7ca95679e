// SPDX-License-Identifier: Apache-2.0
public import ConfigurationFile
public import Findings
import Glibc

/// `SOURCE_DATE_EPOCH` (reproducible-builds.org): the moment that a run goes by where it is set, so that the same image
/// gives the same report on every day.
public enum SourceDate {
    private static let variable = "SOURCE_DATE_EPOCH"

    /// Seconds since 1970; nil when the variable is not set, or empty.
    ///
    /// - Throws: `ConfigurationError` when it is no number.
    public static func seconds() throws(ConfigurationError) -> Int64? {
        guard let text = getenv(variable).map({ String(cString: $0) }), !text.isEmpty else { return nil }
        guard let seconds = Int64(text) else {
            throw ConfigurationError(
                file: variable,
                what: "«\(text)» is no number of seconds since 1970: unset it, or set it to what «date +%s» prints")
        }
        return seconds
    }
}

extension CalendarDay {
    /// The day on which images are judged: that of `SourceDate` where it is set and a number, else the clock's.
    /// `Analyzer` warns of one that is no number.
    public static var today: CalendarDay {
        CalendarDay(secondsSince1970: (try? SourceDate.seconds()) ?? Int64(time(nil)))
    }
}
