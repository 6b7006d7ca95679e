// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage trend`: sizes over builds.
struct TrendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend",
        abstract: "Show an image's size over its builds, and stop it from creeping up.",
        discussion: """
            dunnage snapshot app.tar --trend size.ndjson      adds a line
            dunnage trend size.ndjson                         draws them
            dunnage trend size.ndjson --creep 20% --svg size.svg

            --creep compares the last build of each series with the lowest of the days before it, and exits with 1 \
            when it is more than that above it. A damaged line is named and skipped.
            """)

    @Argument(help: ArgumentHelp("A file that «dunnage snapshot --trend» wrote.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Also draw it as a picture.", valueName: "file"))
    var svg: String?

    @Option(help: ArgumentHelp("How far above its lowest the image may be, such as 20%.", valueName: "percent"))
    var creep: String?

    @Option(help: ArgumentHelp("How many days the lowest is looked for.", valueName: "n"))
    var days = 30

    @Flag(name: .shortAndLong, help: "Every build that moved it, and every damaged line.")
    var verbose = false

    @Option(help: ArgumentHelp("Colour: auto, always or never. NO_COLOR is honoured.", valueName: "when"))
    var color: When = .auto

    mutating func validate() throws {
        guard (1...36_500).contains(days) else { throw ValidationError("--days must be between 1 and 36500.") }
        if let svg {
            let target = OutputTarget(svg)
            guard target != .standardOutput else {
                throw ValidationError("--svg: standard output has the text; name a file.")
            }
            guard target.replaced.map(OutputFile.place) != OutputFile.place(file) else {
                throw ValidationError("--svg \(svg) would take the place of the trend.")
            }
        }
        _ = try limit()
    }

    private func limit() throws -> Double? {
        guard let creep else { return nil }
        do throws(BudgetError) {
            return try Growth.percent(creep.hasSuffix("%") ? String(creep.dropLast()) : creep)
        } catch {
            throw ValidationError("--creep \(creep): \(error)")
        }
    }

    func run() throws {
        let limit = try limit()
        let trend = Trend(try TrendFile.read(file))
        let terminal = Terminal(descriptor: 1)
        let options = TextOptions(
            width: min(terminal.width, 120), colour: terminal.usesColour(color), detail: verbose ? .verbose : .normal)
        Output.standard.write(
            TrendText.text(of: trend, source: file, creep: limit, days: days, options: options))
        if let svg, let problem = OutputTarget(svg).write(Array(TrendSVG.text(of: trend).utf8)) {
            try ImageRun.end([problem])
        }
        if limit != nil, trend.series.isEmpty {
            try ImageRun.end(["\(file) holds no build that --creep could judge"])
        }
        if let limit, trend.series.contains(where: { $0.creep(over: days, limit: limit)?.isBroken ?? false }) {
            throw ExitCode(1)
        }
    }
}
