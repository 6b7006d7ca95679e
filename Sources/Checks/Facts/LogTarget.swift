// SPDX-License-Identifier: Apache-2.0

/// A file that a configuration tells a program to log to.
struct LogTarget: Equatable {
    /// `nginx`, `apache`, `supervisor`, `php-fpm`, `logback`, `log4j`, `winston`, `python-logging`, `gunicorn`.
    var program: String
    /// As written, quotes taken off.
    var path: String
}
