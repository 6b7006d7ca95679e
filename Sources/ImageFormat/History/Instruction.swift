// SPDX-License-Identifier: Apache-2.0

/// A history entry as people know it from their Dockerfile.
///
/// Spellings covered: Docker's legacy builder (`/bin/sh -c #(nop) ADD file:… in /`, `/bin/sh -c …`), BuildKit
/// (`RUN /bin/sh -c … # buildkit`, `RUN |1 A=b /bin/sh -c …`), buildah, kaniko, jib, Bazel and Nix (a comment alone).
public struct Instruction: Sendable, Equatable {
    /// One value that a build was given for an `ARG`.
    public struct BuildArgument: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// `RUN`, `COPY`, `ENV`, …; nil when the entry is no Dockerfile instruction.
    public let verb: String?
    /// On one line, without shells, builder marks, build arguments and content hashes; may be empty.
    public let text: String
    /// Build arguments in force, which builders write into the history, secret or not.
    public let buildArguments: [BuildArgument]
    /// The entry as written, the truth behind `text`.
    public let createdBy: String
    /// The entry's comment, when it says more than which builder wrote it.
    public let comment: String?

    public init(_ entry: HistoryEntry) {
        createdBy = entry.createdBy
        let isBuilderMark = entry.comment?.hasPrefix("buildkit.dockerfile") ?? true
        comment = isBuilderMark || entry.comment?.isEmpty == true ? nil : entry.comment
        var reader = InstructionReader(entry.createdBy)
        reader.read()
        verb = reader.verb
        buildArguments = reader.buildArguments
        if let comment, verb == nil {
            let note = InstructionReader.folded(comment)
            text = reader.text.isEmpty ? note : reader.text + " (" + note + ")"
        } else {
            text = reader.text
        }
    }

    /// The instruction without its verb: `npm ci` of `RUN npm ci`.
    public var arguments: String {
        guard let verb, text.hasPrefix(verb + " ") else { return text }
        return String(text.dropFirst(verb.count + 1))
    }

    /// Whether such an instruction only changes the config: its entry cannot stand for a layer.
    /// `WORKDIR` is not among them, since it creates the directory.
    var isConfigOnly: Bool {
        switch verb {
        case "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "USER", "HEALTHCHECK", "STOPSIGNAL", "SHELL", "ARG",
            "MAINTAINER", "VOLUME", "ONBUILD":
            true
        default: false
        }
    }
}
