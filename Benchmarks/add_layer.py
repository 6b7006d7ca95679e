#!/usr/bin/env python3
"""Adds one layer to a docker-archive without touching the rest: add_layer.py IN OUT.

The layer is what a careless COPY brings: a 120 MB core dump, 2,000 small files, and a newer copy of one file that is
there already. Layers of IN are copied byte for byte, so that both archives share them.
"""
import hashlib
import io
import json
import random
import sys
import tarfile

source, target = sys.argv[1:]
noise = random.Random(7)


def layer():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        def file(path, data):
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(data), 1700000000
            tar.addfile(info, io.BytesIO(data))
        file("app/debug/server.core", noise.randbytes(120_000_000))
        for number in range(2_000):
            file(f"app/assets/part{number % 40}/item{number}.json", noise.randbytes(2_000))
        file("etc/motd", b"changed\n")
    return out.getvalue()


added = layer()
diff_id = hashlib.sha256(added).hexdigest()
with tarfile.open(source) as old, tarfile.open(target, "w", format=tarfile.GNU_FORMAT) as new:
    manifest = json.load(old.extractfile("manifest.json"))
    config = json.load(old.extractfile(manifest[0]["Config"]))
    config["rootfs"]["diff_ids"].append("sha256:" + diff_id)
    config.setdefault("history", []).append({"created_by": "COPY . /app # buildkit"})
    config = json.dumps(config).encode()
    skipped = {"manifest.json", manifest[0]["Config"], "repositories"}
    manifest[0]["Config"] = hashlib.sha256(config).hexdigest() + ".json"
    manifest[0]["Layers"].append(diff_id + ".tar")
    for member in old:
        if member.name not in skipped:
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
    for name, data in ((diff_id + ".tar", added), (manifest[0]["Config"], config),
                       ("manifest.json", json.dumps(manifest).encode())):
        info = tarfile.TarInfo(name)
        info.size = len(data)
        new.addfile(info, io.BytesIO(data))
