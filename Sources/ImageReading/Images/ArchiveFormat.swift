// SPDX-License-Identifier: Apache-2.0

/// How an archive lays out its images.
public enum ArchiveFormat: String, Sendable {
    /// `manifest.json` names configs and layers: Docker 1.10–24, podman, skopeo, crane, kaniko, jib, Nix.
    case dockerArchive = "docker-archive"
    /// `repositories` and a chain of parents: Docker before 1.10.
    case dockerLegacy = "docker-legacy"
    /// Both `manifest.json` and an OCI layout: Docker 25 and later, buildx `type=docker`.
    case dockerHybrid = "docker-hybrid"
    /// An OCI layout in a tar.
    case ociArchive = "oci-archive"
    /// An OCI layout in a directory.
    case ociLayout = "oci-layout"
    /// A manifest and blobs named by bare hex: `podman save --format docker-dir`, skopeo's `dir:`.
    case dockerDirectory = "docker-dir"
}
