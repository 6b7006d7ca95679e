#!/usr/bin/env python3
"""Re-packs the layers of a real image in the shape of writers that Debian does not have.

reshape.py GOOD.tar BAD.tar OUT: the two are docker-archives by podman. Each function of the shapes_ files is one
writer and says what is particular to its shape. Layers stay as buildah made them unless the function says otherwise.
"""
import io
import sys
import tarfile

from layer_codecs import estargz, mixed_codecs, zstd_chunked
from repack import Image, gz
from shapes_docker import crane, docker19, docker24, foreign, jib, kaniko, nix, rules_oci
from shapes_oci import buildx_docker, buildx_oci, containerd, docker25


def main(good_path, bad_path, out):
    good, bad = Image.load(good_path), Image.load(bad_path)
    with tarfile.open(fileobj=io.BytesIO(good.layers[1])) as tar:
        elf = tar.extractfile("usr/bin/node").read()
    repeated = good.add(bytes(1024), "/bin/sh -c true").add(good.layers[-1], good.config["history"][-5]["created_by"])
    repeated = repeated.add(bytes(1024), "/bin/sh -c true")
    results = {
        "good.docker-1.9.tar": docker19(good, "good:latest"),
        "good.docker-24.tar": docker24(repeated, "shop.example/good:latest"),
        "good.docker-25.tar": docker25(good.buildkit_history(), "shop.example/good:latest"),
        "bad.containerd.tar": containerd(bad.buildkit_history(), "shop.example/bad:latest"),
        "good.buildx-docker.tar": buildx_docker(good.buildkit_history(), "shop.example/good:latest"),
        "good.buildx-oci.tar": buildx_oci(good.buildkit_history(), "shop.example/good:latest"),
        "good.crane.tar": crane(good, "shop.example/good:latest"),
        "good.kaniko.tar": kaniko(good, "shop.example/good:latest"),
        "java.jib.tar": jib(elf),
        "good.rules-oci.tar": rules_oci(good, "shop.example/good:latest"),
        "shop.nix.tar.gz": gz(nix(elf)),
        "good.estargz.oci-archive.tar": estargz(good, "latest"),
        "good.zstd-chunked.oci-archive.tar": zstd_chunked(good, "latest"),
        "bad.mixed-codecs.oci-archive.tar": mixed_codecs(bad, "latest"),
        "good.foreign-layer.docker-24.tar": foreign(good, "shop.example/good:latest"),
    }
    for name, data in results.items():
        with open(f"{out}/{name}", "wb") as file:
            file.write(data)


main(*sys.argv[1:])
