// SPDX-License-Identifier: Apache-2.0

/// The manifest document of an image.
public struct ManifestReport: Sendable, Equatable {
    public var mediaType: String?
    public var annotations: [String: String]

    public init(mediaType: String? = nil, annotations: [String: String] = [:]) {
        self.mediaType = mediaType
        self.annotations = annotations
    }
}
