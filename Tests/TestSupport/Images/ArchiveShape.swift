// SPDX-License-Identifier: Apache-2.0

/// The writers whose archives `ImageArchive` imitates, member by member.
public enum ArchiveShape: Sendable, Hashable {
    /// Docker up to 1.9: `repositories` and a parent chain of `<id>/json`, no manifest.json, a directory for every
    /// history entry, empty ones with an empty tar.
    case dockerLegacy
    /// Docker 1.10 to 24: `<v1 id>/layer.tar`, repeated layers as symbolic links, `<image id>.json`.
    case docker24
    /// Docker 25 and later, classic store: plain layers in `blobs/sha256`, `LayerSources`, unreferenced v1 blobs.
    case docker25
    /// Docker with the containerd store: nested index, gzip, attestation, one platform whose blobs are missing.
    case containerdStore
    /// podman and skopeo docker-archive: `<diff id>.tar` and symbolic links to it.
    case podman
    /// `buildx --output type=oci`, skopeo oci-archive: no manifest.json.
    case ociArchive(Codec)
    /// crane, kaniko: config named `sha256:<hex>`, layers `<hex>.tar.gz`.
    case crane(Codec)
    /// jib: `config.json`, keys of manifest.json in lower case.
    case jib
    /// Bazel rules_oci: manifest.json first, `blobs/sha256/<hex>.tar.gz`.
    case rulesOCI
    /// nixpkgs' streamLayeredImage: `<sha>/layer.tar`, history with comments only.
    case nix

    public static let all: [ArchiveShape] = [
        .dockerLegacy, .docker24, .docker25, .containerdStore, .podman, .ociArchive(.plain), .ociArchive(.gzip),
        .ociArchive(.zstd), .crane(.gzip), .crane(.zstd), .jib, .rulesOCI, .nix,
    ]

    /// The codec of a layer that names none itself.
    var codec: Codec {
        switch self {
        case .dockerLegacy, .docker24, .docker25, .podman, .nix: .plain
        case .containerdStore, .jib, .rulesOCI: .gzip
        case .ociArchive(let codec), .crane(let codec): codec
        }
    }

    /// Whether layers are stored as they come, so that a layer's own codec cannot be honoured.
    var isPlainOnly: Bool {
        switch self {
        case .dockerLegacy, .docker24, .podman: true
        default: false
        }
    }
}
