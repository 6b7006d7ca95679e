// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage snapshot`: keep what a later comparison needs.
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Write the small file that stands for an image in a later diff.",
        usage: "dunnage snapshot <image> [-o <file>] [--trend <file>] [options]",
        discussion: """
            dunnage snapshot app.tar -o app.snapshot
            docker save app | dunnage snapshot - -o app.snapshot --trend size.ndjson --commit "$GITHUB_SHA"

            The file holds paths, sizes, hashes, layers, packages, settings and the findings' fingerprints; no \
            content, no secret, and no hash of a file in which a secret was found. Which findings count is the \
            configuration's to say, as in check.
            """)

    @OptionGroup var input: ImageOptions

    @OptionGroup(title: "Secrets")
    var secrets: SecretOptions

    @OptionGroup(title: "Policy")
    var policy: ConfigurationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write the snapshot; - for standard output.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp("Add a line for this build to a trend file («dunnage trend»).", valueName: "file"))
    var trend: String?

    @Option(
        help: ArgumentHelp(
            "The commit that the line names; without it the CI's own variable or the image's revision label.",
            valueName: "id"))
    var commit: String?

    @Option(help: ArgumentHelp("The version that the line names; without it the image's tag.", valueName: "name"))
    var tag: String?

    @Flag(help: "Write what the snapshot says beside its files as JSON (dunnage.snapshot/1); also of a snapshot file.")
    var json = false

    mutating func validate() throws {
        guard input.images.count == 1 else { throw ValidationError("One image, please.") }
        guard output != nil || trend != nil || json else {
            throw ValidationError("Nothing to do: name a file with -o FILE or --trend FILE.")
        }
        let target = output.map { OutputTarget($0) }
        if json, target == .standardOutput {
            throw ValidationError("The snapshot and --json on standard output: give the snapshot a file.")
        }
        if trend == "-" { throw ValidationError("--trend needs the name of a file.") }
        try OutputTarget.validate([target, trend.map { .file($0) }].compactMap(\.self), inputs: input.files)
        try policy.refuseDiveFile()
    }

    func run() throws {
        let options = try policy.analysis(of: input, secrets).options
        let (snapshot, problems) = try SnapshotRun(input: input, options: options).snapshot(of: input.images[0])
        var all = problems
        if let output, let problem = OutputTarget(output).write(try SnapshotFile.bytes(of: snapshot)) {
            all.append(problem)
        }
        if let trend {
            // Half an image would be a dent in the curve that no build made.
            if snapshot.isComplete {
                let line = try TrendLine(commit: commit, tag: tag).bytes(of: snapshot, source: input.images[0])
                if let problem = OutputFile.appendLine(line, to: trend) { all.append(problem) }
            } else {
                all.append("\(trend) got no line: the image is not whole")
            }
        }
        if json { Output.standard.write(snapshot.head(isPretty: true)) }
        try ImageRun.end(all)
    }
}
