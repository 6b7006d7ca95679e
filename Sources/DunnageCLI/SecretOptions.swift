// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// Where and for what secrets are looked for.
struct SecretOptions: ParsableArguments {
    @Flag(help: "Do not look into archives inside layers (jar, zip, whl, tar.gz, gz).")
    var noNested = false

    @Option(
        help: ArgumentHelp(
            "Bytes that the archives inside one layer may unpack to; the rest of them stays closed.",
            valueName: "bytes"))
    var maxNestedBytes: Int64 = ReadingLimits().nestedBytes

    @Option(
        help: ArgumentHelp(
            "Look for what a file of rules in gitleaks' format says too. May be given several times.",
            valueName: "file"))
    var secretRules: [String] = []

    /// Bytes of a file of rules; more are none.
    private static let mostRules = 5 << 20

    mutating func validate() throws {
        guard maxNestedBytes > 0 else { throw ValidationError("--max-nested-bytes must be above zero.") }
    }

    /// - Parameter configured: files of rules that a configuration names.
    func apply(to options: inout AnalysisOptions, configured: [String] = []) throws {
        options.nested = !noNested
        options.limits.nestedBytes = maxNestedBytes
        let files = configured + secretRules.filter { !configured.contains($0) }
        guard !files.isEmpty else { return }
        options.secretRules = try UserSecretRules(
            files.map { ($0, try TextFile.read($0, limit: SecretOptions.mostRules, kind: "file of rules")) })
    }
}
