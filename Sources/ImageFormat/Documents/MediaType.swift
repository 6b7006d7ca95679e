// SPDX-License-Identifier: Apache-2.0

/// The media types of documents. Layers are never judged by theirs: writers get them wrong, the bytes tell.
/// Sources: OCI image-spec, media-types.md; Docker image manifest v2 schema 2.
public enum MediaType {
    public static let ociIndex = "application/vnd.oci.image.index.v1+json"
    public static let ociManifest = "application/vnd.oci.image.manifest.v1+json"
    public static let ociConfig = "application/vnd.oci.image.config.v1+json"
    public static let dockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json"
    public static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
    public static let dockerConfig = "application/vnd.docker.container.image.v1+json"
    public static let inToto = "application/vnd.in-toto+json"

    /// Layers that the license forbids to pass on: listed, and usually absent.
    public static func isForeignLayer(_ type: String?) -> Bool {
        guard let type else { return false }
        return type.hasPrefix("application/vnd.oci.image.layer.nondistributable.")
            || type.hasPrefix("application/vnd.docker.image.rootfs.foreign.")
    }
}
