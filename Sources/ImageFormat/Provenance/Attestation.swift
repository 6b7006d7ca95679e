// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// An in-toto statement that a builder attached to an image. Source: in-toto attestation framework v0.1 and v1.
public enum Attestation: ImageDocument {
    case provenance(Provenance)
    /// A bill of materials, recognised and passed over; the value is its predicate type.
    case sbom(String)
    /// Another predicate type.
    case other(String)

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        let node = try DocumentNode(value, document: document)
        let type = try node.requiredString("predicateType")
        if type.hasPrefix("https://slsa.dev/provenance/") {
            self = .provenance(try Provenance(node, type: type))
        } else if ["spdx", "cyclonedx", "syft"].contains(where: { type.lowercased().contains($0) }) {
            self = .sbom(type)
        } else {
            self = .other(type)
        }
    }
}
