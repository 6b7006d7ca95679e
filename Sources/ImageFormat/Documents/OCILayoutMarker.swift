// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// The `oci-layout` file. Source: OCI image-spec, image-layout.md.
public struct OCILayoutMarker: ImageDocument {
    /// `1.0.0` in all layouts known.
    public let version: String

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        version = try DocumentNode(value, document: document).requiredString("imageLayoutVersion")
    }
}
