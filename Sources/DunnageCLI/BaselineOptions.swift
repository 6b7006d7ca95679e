// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// Why findings are accepted, and until when.
struct BaselineOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Why these findings are accepted.", valueName: "text"))
    var reason = "found before dunnage checked this image"

    @Option(
        help: ArgumentHelp("The last day on which the baseline holds. (default: in 90 days)", valueName: "yyyy-mm-dd"))
    var expires: String?

    mutating func validate() throws {
        guard !reason.allSatisfy(\.isWhitespace) else { throw ValidationError("--reason must not be empty.") }
        guard let expires else { return }
        guard let day = CalendarDay(expires) else {
            throw ValidationError("--expires must be a day such as 2027-06-30, not «\(expires)».")
        }
        if let today = try? Today.day, day < today {
            throw ValidationError("--expires must not be in the past: on \(today), \(day) is over.")
        }
    }

    /// Accepts what counts of these findings.
    func baseline(of findings: [Finding], today: CalendarDay) -> (baseline: Baseline, refused: [Finding]) {
        Baseline.accepting(
            findings, reason: reason, created: today,
            expires: expires.flatMap { CalendarDay($0) } ?? today.adding(days: Baseline.days))
    }

    /// What was accepted and what was not, for people.
    static func summary(_ baseline: Baseline, refused: [Finding], file: String) -> String {
        var counts: [String] = []
        for severity in Severity.allCases.reversed() {
            let count = baseline.entries.filter { $0.severity == severity }.count
            if count > 0 { counts.append("\(count) \(severity.rawValue)") }
        }
        let number = baseline.entries.count
        var text = "\(file): \(number) \(number == 1 ? "finding" : "findings") accepted until \(baseline.expires)"
        text += counts.isEmpty ? "\n" : " (\(counts.joined(separator: ", ")))\n"
        guard !refused.isEmpty else { return text }
        text +=
            "Not accepted: \(refused.count) confirmed \(refused.count == 1 ? "secret" : "secrets"). Rotate, then take "
        text += "out of the image: check fails until then.\n"
        for finding in refused.prefix(10) {
            text += "  \(TerminalText.fitMiddle(finding.path, 40))  \(TerminalText.escape(finding.kind))\n"
        }
        if refused.count > 10 { text += "  … \(refused.count - 10) more: dunnage check\n" }
        return text
    }
}
