// SPDX-License-Identifier: Apache-2.0
import Digests

/// What SLSA provenance (v0.2 or v1, as BuildKit writes them) says of a build. Nothing of it is verified.
public struct Provenance: Sendable, Equatable {
    /// `https://slsa.dev/provenance/v0.2` or `…/v1`.
    public let predicateType: String
    /// Who built; nil when not said (BuildKit leaves it empty by default).
    public let builderID: String?
    /// Where the source came from, by the build's version-control notes or its remote context.
    public let sourceRepository: String?
    /// The commit.
    public let sourceRevision: String?
    /// All images that took part, in the document's order: bases of every stage, and the builder's own tools.
    public let images: [BaseImage]
    /// Values given for `ARG`s, sorted by name. They may hold secrets.
    public let buildArguments: [Instruction.BuildArgument]

    /// The images that stages were built on, without the builder's own (Dockerfile frontend, SBOM scanner).
    public var baseImages: [BaseImage] { images.filter { !$0.isBuilderTool } }

    init(_ statement: DocumentNode, type: String) throws(FormatError) {
        predicateType = type
        guard let predicate = try statement.node("predicate") else {
            throw statement.error(.missing, "predicate", "“predicate” is missing")
        }
        let isV1 = predicate.value("buildDefinition") != nil
        let definition = try isV1 ? predicate.node("buildDefinition") : predicate
        let run = try isV1 ? predicate.node("runDetails") : predicate
        let builder = try run?.node("builder")?.string("id") ?? ""
        builderID = builder.isEmpty ? nil : builder

        let dependencies = try definition?.nodes(isV1 ? "resolvedDependencies" : "materials") ?? []
        images = dependencies.compactMap { BaseImage(uri: $0.string("uri") ?? "", digest: Provenance.digest(of: $0)) }

        let outer = try definition?.node(isV1 ? "externalParameters" : "invocation")
        let request = try outer?.node(isV1 ? "request" : "parameters")
        let arguments = request?.strings("args") ?? [:]
        let prefix = "build-arg:"
        buildArguments = arguments.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
            .map { Instruction.BuildArgument(name: String($0.key.dropFirst(prefix.count)), value: $0.value) }

        let notes = try run?.node("metadata").flatMap { metadata throws(FormatError) in
            try metadata.node(isV1 ? "buildkit_metadata" : "https://mobyproject.org/buildkit@v1#metadata")
        }
        let control = try notes?.node("vcs")
        let context = try outer?.node("configSource")
        let contextURI = context?.string("uri").map(Provenance.repository)
        sourceRepository = control?.string("source") ?? arguments["vcs:source"] ?? contextURI
        let commit = try context?.node("digest")?.string("sha1")
        sourceRevision = control?.string("revision") ?? arguments["vcs:revision"] ?? commit
    }

    private static func digest(of dependency: DocumentNode) -> Digest? {
        let digests = dependency.strings("digest")
        return digests["sha256"].flatMap { Digest(.sha256, hex: $0) }
            ?? digests["sha512"].flatMap { Digest(.sha512, hex: $0) }
    }

    /// A remote context without the branch or directory after `#`.
    private static func repository(_ uri: String) -> String {
        String(uri.prefix { $0 != "#" })
    }
}
