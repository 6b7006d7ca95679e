// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// Where something that was asked for goes: what every option that names a file to write understands.
enum OutputTarget: Equatable {
    case standardOutput
    case standardError
    case file(String)
    /// The summary of a GitHub Actions step: other steps and commands have written to it, so it is added to, not
    /// written anew.
    case stepSummary(String)

    /// `-` is standard output, and so are the devices of that name what they say: opened as files, they would be
    /// emptied where they are one.
    init(_ name: String) {
        switch name {
        case "-", "/dev/stdout": self = .standardOutput
        case "/dev/stderr": self = .standardError
        case OutputTarget.summary: self = .stepSummary(name)
        default: self = .file(name)
        }
    }

    /// The file that `GITHUB_STEP_SUMMARY` names; nil outside of such a step.
    static var summary: String? {
        Terminal.variable("GITHUB_STEP_SUMMARY").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The file that is written anew; nil for everything else.
    var replaced: String? {
        guard case .file(let path) = self else { return nil }
        return path
    }

    /// Returns a sentence when it could not be written.
    func write(_ bytes: [UInt8]) -> String? {
        switch self {
        case .standardOutput: Output.standard.write(bytes)
        case .standardError: Output.error.write(bytes)
        case .file(let path): return OutputFile.write(bytes, to: path)
        case .stepSummary(let path): return OutputFile.append(bytes, to: path)
        }
        return nil
    }

    /// Refuses files that would take the place of one another or of what is read.
    ///
    /// - Parameter inputs: names as the user gave them, of files and of other sources.
    /// - Throws: `ValidationError`.
    static func validate(_ targets: [OutputTarget], inputs: [String]) throws {
        var files: Set<String> = []
        let read = Set(inputs.filter { $0 != "-" }.map(OutputFile.place))
        // A device or a pipe takes what comes.
        for file in targets.compactMap(\.replaced) where OutputFile.isReplaced(file) {
            let place = OutputFile.place(file)
            guard files.insert(place).inserted else {
                throw ValidationError("Two outputs for \(file): the second would take the place of the first.")
            }
            guard !read.contains(place) else {
                throw ValidationError("\(file) is read: what is written there would take its place.")
            }
        }
    }

    /// Refuses two reports on standard output.
    ///
    /// - Throws: `ValidationError`.
    static func validateReports(_ targets: [OutputTarget], inputs: [String]) throws {
        if targets.filter({ $0 == .standardOutput }).count > 1 {
            throw ValidationError("Two reports on standard output: give all but one a file, as in --report json=FILE.")
        }
        try validate(targets, inputs: inputs)
    }
}
