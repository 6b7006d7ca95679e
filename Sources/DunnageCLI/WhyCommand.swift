// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage why`: what brought a package or a file.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say what brought a package or a path: the chain of packages, the layer, the instruction.",
        usage: "dunnage why <image> <package or /path> [options]",
        discussion: """
            dunnage why app.tar libllvm15
            dunnage why app.tar /usr/bin/gcc

            The chain is the shortest one from a package that was asked for by hand, through dependencies alone \
            where that is possible, else through recommendations too. Exits with 1 when the image has neither such \
            a package nor such a path.
            """)

    @OptionGroup var input: ImageOptions

    @Flag(help: "Write JSON (dunnage.why/1).")
    var json = false

    mutating func validate() throws {
        guard input.images.count == 2 else {
            throw ValidationError("An image and a package or path, please: dunnage why app.tar libllvm15")
        }
    }

    func run() throws {
        let subject = input.images[1]
        let (images, problems) = try ImageRun(input: input, comparesPackages: true).run()
        let reports = images.map { $0.why(subject) }
        if json {
            Output.standard.write(WhyJSON.bytes(of: reports))
        } else {
            let options = ImageRun.textOptions(input)
            let found = reports.filter { !$0.isEmpty }
            Output.standard.write(found.map { WhyText.text(of: $0, options: options) }.joined(separator: "\n"))
        }
        try ImageRun.end(problems)
        guard reports.contains(where: { !$0.isEmpty }) else {
            if !json { Output.error.complain("no package and no path is called «\(subject)»") }
            throw ExitCode(1)
        }
    }
}
