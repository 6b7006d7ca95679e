"""Layers stored in unusual ways: eStargz, zstd:chunked, one codec a layer."""
import io
import tarfile

from repack import OCI, Tar, dump, gz, run
from shapes_oci import LAYOUT, Blobs

def entries(layer):
    """(info, raw bytes) for each member of a tar, and the rest."""
    with tarfile.open(fileobj=io.BytesIO(layer)) as tar:
        members = list(tar)
    starts = [info.offset for info in members] + [members[-1].offset_data + -(-members[-1].size // 512) * 512]
    return [(info, layer[start:end]) for info, start, end in zip(members, starts, starts[1:])], layer[starts[-1]:]


def estargz(image, tag):
    """eStargz: one gzip member a file, the table of contents as a last tar entry, a 51-byte empty member as footer."""
    layers, blobs = [], Blobs()
    encoded = {}
    for layer in image.layers:
        rows, _ = entries(layer)
        parts, toc = [], []
        for info, raw in rows:
            kind = {tarfile.DIRTYPE: "dir", tarfile.SYMTYPE: "symlink", tarfile.LNKTYPE: "hardlink"}.get(info.type, "reg")
            toc.append({"name": info.name, "type": kind, "size": info.size, "offset": sum(map(len, parts))})
            parts.append(gz(raw))
        index = Tar()
        index.file("stargz.index.json", dump({"version": 1, "entries": toc}))
        end = index.bytes()
        offset = sum(map(len, parts))
        subfield = b"SG" + (22).to_bytes(2, "little") + f"{offset:016x}STARGZ".encode()
        footer = (b"\x1f\x8b\x08\x04\0\0\0\0\0\xff" + len(subfield).to_bytes(2, "little") + subfield
                  + b"\x01\0\0\xff\xff" + bytes(8))
        plain = b"".join(raw for _, raw in rows) + end
        encoded[plain] = b"".join(parts) + gz(end) + footer
        layers.append(plain)
    manifest, _, _ = blobs.manifest(image.with_layers(layers), encoded.get,
                                    annotations={"org.opencontainers.image.ref.name": tag})
    return blobs.tar({"index.json": blobs.index([manifest]), "oci-layout": LAYOUT})


def skippable(data):
    return b"\x50\x2a\x4d\x18" + len(data).to_bytes(4, "little") + data


def zstd(data):
    return run("zstd", "-q", "-19", "-c", "-", data=data)


def zstd_chunked(image, tag):
    """zstd:chunked: one frame a file, then the table of contents and a footer in skippable frames. The second layer
    starts with a skippable frame too, as pzstd writes."""
    encoded = {}
    for number, layer in enumerate(image.layers):
        rows, rest = entries(layer)
        blob = skippable(bytes(4)) if number == 1 else b""
        blob += b"".join(zstd(raw) for _, raw in rows) + zstd(rest)
        toc = zstd(dump({"version": 1, "entries": [{"name": info.name, "size": info.size} for info, _ in rows]}))
        footer = b"".join(value.to_bytes(8, "little") for value in (len(blob) + 8, len(toc), len(toc), 1)) + bytes(24)
        encoded[layer] = blob + skippable(toc) + skippable(footer + b"GNUlInUx")
    blobs = Blobs()
    manifest, _, _ = blobs.manifest(image, encoded.get, OCI + ".layer.v1.tar+zstd",
                                    annotations={"org.opencontainers.image.ref.name": tag})
    return blobs.tar({"index.json": blobs.index([manifest]), "oci-layout": LAYOUT})


def mixed_codecs(image, tag):
    """Every layer stored another way under media types that say gzip, the last under a sha512 digest."""
    blobs, layers = Blobs(), []
    codecs = [gz, lambda layer: layer, zstd, lambda layer: run("xz", "-c", data=layer),
              lambda layer: run("bzip2", "-c", data=layer)]
    for number, layer in enumerate(image.layers):
        layers.append(blobs.put(codecs[number % 5](layer), OCI + ".layer.v1.tar+gzip",
                                "sha512" if number == len(image.layers) - 1 else "sha256"))
    config = blobs.put(dump(image.config), OCI + ".config.v1+json")
    manifest = blobs.put(dump({"schemaVersion": 2, "config": config, "layers": layers}), OCI + ".manifest.v1+json",
                         annotations={"org.opencontainers.image.ref.name": tag})
    return blobs.tar({"index.json": blobs.index([manifest]), "oci-layout": LAYOUT}, folders=False)
