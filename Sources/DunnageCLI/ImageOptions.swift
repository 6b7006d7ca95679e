// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// What every command that reads images understands.
struct ImageOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Image archives: a tar of any era and compression, an OCI layout or docker-dir directory, a directory "
                + "of such archives, - for standard input, docker:REF or podman:REF for what «docker save REF» or "
                + "«podman save REF» writes.",
            valueName: "image"))
    var images: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only this image of an archive with several: a tag, a digest or an index from 0.", valueName: "ref"))
    var image: [String] = []

    @Option(help: ArgumentHelp("Only images of this platform, such as linux/arm64.", valueName: "os/arch"))
    var platform: String?

    @Option(
        help: ArgumentHelp(
            "The base image: its archive, or a file that lists its layers, such as «docker inspect BASE» writes. "
                + "Without it the base is told from provenance, labels or history.", valueName: "image"))
    var base: String?

    @Flag(help: "Do not compare digests with the bytes.")
    var noVerify = false

    @Option(help: ArgumentHelp("How many cores to use.", valueName: "n"))
    var jobs: Int = AnalysisOptions.availableCores

    @Option(help: ArgumentHelp("Show progress on standard error: auto, always or never.", valueName: "when"))
    var progress: When = .auto

    @Option(help: ArgumentHelp("Colour: auto, always or never. NO_COLOR is honoured.", valueName: "when"))
    var color: When = .auto

    @OptionGroup(title: "Cache")
    var cache: CacheOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    mutating func validate() throws {
        guard !images.isEmpty else {
            throw ValidationError("Missing an image: name an archive, a layout directory, or - for standard input.")
        }
        // The last one would win, and nobody would look at the others.
        guard image.count < 2 else { throw ValidationError("One --image, please: without it all of them are read.") }
        guard images.filter({ $0 == "-" }).count < 2 else {
            throw ValidationError("Standard input can only be read once.")
        }
        if base == "-" { throw ValidationError("--base cannot be standard input: name a file.") }
        guard (1...1_024).contains(jobs) else { throw ValidationError("--jobs must be between 1 and 1024.") }
        if let platform, Platform(platform) == nil {
            throw ValidationError("«\(platform)» is no platform: expected os/arch or os/arch/variant.")
        }
    }

    var sources: [ImageSource] { images.map { ImageSource($0) } }

    /// What is read, as the user named it: no output may take its place.
    var files: [String] { images + [base].compactMap(\.self) }

    var analysis: AnalysisOptions {
        var options = AnalysisOptions()
        options.choice = ImageChoice(image: image.first, platform: platform.flatMap { Platform($0) })
        options.verify = !noVerify
        options.base = base.map { ImageSource($0) }
        options.jobs = jobs
        options.limits = limits.limits
        options.maps = true
        options.cache = cache.directory
        return options
    }
}
