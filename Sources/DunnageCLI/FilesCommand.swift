// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage files`: what lies where, and what it costs.
struct FilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "List an image's files with size, layer, mode, owner and package, live or dead.",
        usage: "dunnage files <image> [<glob>] [options]",
        discussion: """
            dunnage files app.tar                        two levels of directories, the eight largest of each
            dunnage files app.tar --top 20 --flat        the twenty largest files
            dunnage files app.tar '/usr/lib/**' --flat   what matches; * stays within a directory, ** does not
            dunnage files app.tar --dead --flat          what ships and is not seen: layer 3→9 was hidden by layer 9

            Modes and owners are the archive's own. A size is the file's content; a hard link costs nothing.
            """)

    @OptionGroup var input: ImageOptions

    @Flag(help: "One row a file instead of a tree of directories.")
    var flat = false

    @Option(help: ArgumentHelp("Only what this layer ships, live or dead; counted from 0.", valueName: "n"))
    var layer: Int?

    @Flag(help: "Only what a later layer overwrote or deleted.")
    var dead = false

    @Flag(
        help: "Only what was changed since its package brought it, by the hashes that dpkg, apk, rpm or pip recorded.")
    var changed = false

    @Option(help: ArgumentHelp("Order: size or path.", valueName: "order"))
    var sort = FileOrder.size

    @Option(help: ArgumentHelp("How many levels of directories (2 when nothing is said).", valueName: "n"))
    var depth: Int?

    @Option(
        help: ArgumentHelp(
            "Only the first n rows (40 with --flat when nothing is said), or n children of each directory.",
            valueName: "n"))
    var top: Int?

    @Flag(help: "Write JSON (dunnage.files/1).")
    var json = false

    mutating func validate() throws {
        guard input.images.count <= 2 else { throw ValidationError("One image and one pattern, please.") }
        if let layer, layer < 0 { throw ValidationError("--layer counts from 0.") }
        if let depth, depth < 0 { throw ValidationError("--depth must not be negative.") }
        if let top, top < 1 { throw ValidationError("--top must be at least 1.") }
        if dead, changed { throw ValidationError("--changed asks for what is live, --dead for what is not.") }
        if flat, depth != nil { throw ValidationError("--depth has no meaning with --flat.") }
    }

    func run() throws {
        var query = FileQuery()
        query.view = flat ? .flat : .tree
        query.order = sort == .size ? .size : .path
        query.glob = input.images.count > 1 ? PathGlob(input.images[1]) : nil
        query.layer = layer
        query.deadOnly = dead
        query.changedOnly = changed
        query.depth = depth ?? (query.glob == nil && !flat ? 2 : nil)
        // What nobody asked to see in full fits a screen or two.
        query.top = top ?? (flat ? 40 : query.glob == nil && depth == nil ? 8 : nil)
        let (images, problems) = try ImageRun(input: input, comparesPackages: changed).run()
        for image in images {
            if let layer, layer >= image.tree.layerCount {
                let last = image.tree.layerCount - 1
                throw ValidationError(
                    last < 0 ? "The image has no layers." : "The image's last layer is number \(last).")
            }
        }
        let listings = images.map { $0.files(query) }
        if json {
            Output.standard.write(FileListingJSON.bytes(of: listings))
        } else {
            let options = ImageRun.textOptions(input)
            Output.standard.write(
                listings.map { FileListingText.text(of: $0, options: options) }.joined(separator: "\n"))
        }
        try ImageRun.end(problems)
    }
}

/// As `--sort` spells it.
enum FileOrder: String, ExpressibleByArgument, CaseIterable {
    case size, path
}
