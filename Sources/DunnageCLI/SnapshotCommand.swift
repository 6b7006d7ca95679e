// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage snapshot`: keep what a later comparison needs.
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Write the small file that stands for an image in a later diff.",
        usage: "dunnage snapshot <image> [-o <file>] [options]",
        discussion: """
            dunnage snapshot app.tar -o app.snapshot
            docker save app | dunnage snapshot - -o app.snapshot

            The file holds paths, sizes, hashes, layers, packages, settings and the findings' fingerprints; no \
            content, no secret, and no hash of a file in which a secret was found.
            """)

    @OptionGroup var input: ImageOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the snapshot.", valueName: "file"))
    var output: String?

    @Flag(help: "Write what the snapshot says beside its files as JSON (dunnage.snapshot/1); also of a snapshot file.")
    var json = false

    mutating func validate() throws {
        guard input.images.count == 1 else { throw ValidationError("One image, please.") }
        guard output != nil || json else {
            throw ValidationError("Nothing to do: name a file with -o FILE.")
        }
    }

    func run() throws {
        let (snapshot, problems) = try SnapshotRun(input: input).snapshot(of: input.images[0])
        var all = problems
        if let output {
            if let problem = OutputFile.write(try SnapshotFile.bytes(of: snapshot), to: output) { all.append(problem) }
        }
        if json { Output.standard.write(snapshot.head(isPretty: true)) }
        try ImageRun.end(all)
    }
}
