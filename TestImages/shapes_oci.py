"""The shapes with blobs and an OCI index: Docker 25 and later, its containerd store, buildx."""
import hashlib

from planted import PLANTED, stream
from repack import OCI, WHEN, Tar, dump, gz, relabel, sha
from shapes_docker import v1_ids

class Blobs:
    def __init__(self):
        self.blobs = {}

    def put(self, data, kind, algorithm="sha256", **more):
        digest = hashlib.new(algorithm, data).hexdigest()
        self.blobs[f"blobs/{algorithm}/{digest}"] = data
        return {"mediaType": kind, "digest": f"{algorithm}:{digest}", "size": len(data), **more}

    def manifest(self, image, encode=gz, kind=OCI + ".layer.v1.tar+gzip", **more):
        config = self.put(dump(image.config), OCI + ".config.v1+json")
        layers = [self.put(encode(layer), kind) for layer in image.layers]
        return self.put(dump({"schemaVersion": 2, "mediaType": OCI + ".manifest.v1+json", "config": config,
                              "layers": layers}), OCI + ".manifest.v1+json", **more), config, layers

    def index(self, manifests):
        return {"schemaVersion": 2, "mediaType": OCI + ".index.v1+json", "manifests": manifests}

    def tar(self, documents, folders=True):
        """Blobs first, then the documents, sorted by name as containerd's exporter writes them."""
        tar = Tar()
        if folders:
            for folder in sorted({name.rsplit("/", 1)[0] for name in self.blobs} | {"blobs"}):
                tar.folder(folder + "/")
        for name in sorted(self.blobs):
            tar.file(name, self.blobs[name], 0o444)
        for name in sorted(documents):
            tar.file(name, dump(documents[name]), 0o444)
        return tar.bytes()


LAYOUT = {"imageLayoutVersion": "1.0.0"}


def legacy_manifest(tag, config, layers):
    path = lambda descriptor: "blobs/" + descriptor["digest"].replace(":", "/")
    return {"Config": path(config), "RepoTags": [tag], "Layers": [path(layer) for layer in layers]}


def docker25(image, tag):
    """Docker 25 and later, classic store: plain layer blobs, LayerSources, repositories, v1 configs as stray blobs."""
    blobs, ids = Blobs(), v1_ids(image)
    manifest, config, layers = blobs.manifest(image, lambda layer: layer, OCI + ".layer.v1.tar", annotations={
        "io.containerd.image.name": tag, "org.opencontainers.image.ref.name": "latest"})
    for number, id in enumerate(ids):
        v1 = {"id": id, "created": WHEN, "container_config": {"Cmd": None}, "os": "linux"}
        blobs.put(dump({**v1, "parent": ids[number - 1]} if number else v1), "")
    legacy = legacy_manifest(tag, config, layers)
    legacy["LayerSources"] = {layer["digest"]: layer for layer in layers}
    name, version = tag.split(":")
    return blobs.tar({"index.json": blobs.index([manifest]), "manifest.json": [legacy], "oci-layout": LAYOUT,
                      "repositories": {name: {version: layers[-1]["digest"].split(":")[1]}}})


def provenance(subject, platform, arguments):
    """An in-toto statement with SLSA provenance 0.2, as BuildKit writes it in mode=max."""
    return dump({
        "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://slsa.dev/provenance/v0.2",
        "subject": [{"name": f"pkg:docker/shop@latest?platform={platform.replace('/', '%2F')}",
                     "digest": {"sha256": subject["digest"].split(":")[1]}}],
        "predicate": {
            "builder": {"id": "https://github.com/example/shop/actions/runs/42"},
            "buildType": "https://mobyproject.org/buildkit@v1",
            "materials": [{"uri": f"pkg:docker/alpine@3.20?platform={platform.replace('/', '%2F')}",
                           "digest": {"sha256": stream("alpine", 32).hex()}},
                          {"uri": "https://github.com/example/shop.git#refs/heads/main",
                           "digest": {"sha1": stream("commit", 20).hex()}}],
            "invocation": {
                "configSource": {"uri": "https://github.com/example/shop.git#refs/heads/main",
                                 "digest": {"sha1": stream("commit", 20).hex()}, "entryPoint": "Dockerfile"},
                "parameters": {"frontend": "dockerfile.v0", "args": arguments},
                "environment": {"platform": platform}},
            "metadata": {
                "buildInvocationID": "k3v9x2m1q8", "buildStartedOn": WHEN, "buildFinishedOn": WHEN, "reproducible": False,
                "completeness": {"parameters": True, "environment": True, "materials": False},
                "https://mobyproject.org/buildkit@v1#metadata": {
                    "vcs": {"revision": stream("commit", 20).hex(), "source": "https://github.com/example/shop.git"}}}}})


def attest(blobs, subject, platform, arguments):
    """BuildKit's attestation manifest: an image-like manifest of platform unknown/unknown."""
    statement = provenance(subject, platform, arguments)
    config = blobs.put(dump({"architecture": "unknown", "os": "unknown", "config": {},
                             "rootfs": {"type": "layers", "diff_ids": ["sha256:" + sha(statement)]}}),
                       OCI + ".config.v1+json")
    layer = blobs.put(statement, "application/vnd.in-toto+json",
                      annotations={"in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2"})
    return blobs.put(dump({"schemaVersion": 2, "mediaType": OCI + ".manifest.v1+json", "config": config,
                           "layers": [layer]}), OCI + ".manifest.v1+json",
                     annotations={"vnd.docker.reference.digest": subject["digest"],
                                  "vnd.docker.reference.type": "attestation-manifest"},
                     platform={"architecture": "unknown", "os": "unknown"})


def containerd(image, tag):
    """Docker with the containerd store: index.json → index → manifests; the arm64 half is not in the archive."""
    blobs = Blobs()
    manifest, config, layers = blobs.manifest(image, platform={"architecture": "amd64", "os": "linux"})
    attestation = attest(blobs, manifest, "linux/amd64", {})
    absent = {"mediaType": OCI + ".manifest.v1+json", "digest": "sha256:" + stream("arm64", 32).hex(), "size": 1234,
              "platform": {"architecture": "arm64", "os": "linux", "variant": "v8"}}
    nested = blobs.put(dump(blobs.index([manifest, absent, attestation])), OCI + ".index.v1+json", annotations={
        "io.containerd.image.name": tag, "org.opencontainers.image.ref.name": "latest"})
    return blobs.tar({"index.json": blobs.index([nested]), "manifest.json": [legacy_manifest(tag, config, layers)],
                      "oci-layout": LAYOUT})


def for_arm(image):
    """The same image for arm64: the machine field of every ELF header is changed, nothing else."""
    def change(info, data):
        return info, data[:18] + b"\xb7\0" + data[20:] if data.startswith(b"\x7fELF") else data

    other = image.with_layers([relabel(layer, change) for layer in image.layers])
    other.config.update(architecture="arm64", variant="v8")
    return other


def buildx_oci(image, tag):
    """buildx --output type=oci, two platforms with provenance: no manifest.json. A token came in as a build argument."""
    blobs = Blobs()
    amd, _, _ = blobs.manifest(image, platform={"architecture": "amd64", "os": "linux"})
    arm, _, _ = blobs.manifest(for_arm(image), platform={"architecture": "arm64", "os": "linux"})
    arguments = {"build-arg:NPM_TOKEN": PLANTED["NPM_BUILD_ARG"], "build-arg:NODE_ENV": "production"}
    both = [amd, arm, attest(blobs, amd, "linux/amd64", arguments), attest(blobs, arm, "linux/arm64", arguments)]
    nested = blobs.put(dump(blobs.index(both)), OCI + ".index.v1+json", annotations={
        "io.containerd.image.name": tag, "org.opencontainers.image.created": WHEN,
        "org.opencontainers.image.ref.name": "latest"})
    return blobs.tar({"index.json": blobs.index([nested]), "oci-layout": LAYOUT})


def buildx_docker(image, tag):
    """buildx --output type=docker: one platform, gzip layers, manifest.json beside index.json."""
    blobs = Blobs()
    manifest, config, layers = blobs.manifest(image, annotations={
        "io.containerd.image.name": tag, "org.opencontainers.image.ref.name": "latest"})
    return blobs.tar({"index.json": blobs.index([manifest]), "manifest.json": [legacy_manifest(tag, config, layers)],
                      "oci-layout": LAYOUT})
