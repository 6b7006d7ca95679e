// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// A JSON document of an image: read from bytes or from a value that was parsed before.
///
/// Keys are taken in any case, unknown fields are ignored and null means missing, since writers differ; digests, sizes
/// and the types of arrays must be right.
public protocol ImageDocument: Sendable, Equatable {
    /// `document` names it in errors.
    init(_ value: JSONValue, document: String) throws(FormatError)
}

extension ImageDocument {
    /// Parses the text; `document` names it in errors.
    public init(
        parsing bytes: [UInt8],
        document: String,
        limits: JSONLimits = .standard
    ) throws(FormatError) {
        try self.init(try parsed(bytes, document, limits), document: document)
    }
}

/// The JSON value, with its error as a `FormatError`.
func parsed(_ bytes: [UInt8], _ document: String, _ limits: JSONLimits) throws(FormatError) -> JSONValue {
    do {
        return try JSONReader.parse(bytes, limits: limits)
    } catch {
        throw FormatError(error, document: document)
    }
}
