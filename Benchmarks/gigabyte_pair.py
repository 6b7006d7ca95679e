#!/usr/bin/env python3
"""Writes two builds of one image as docker-archives of plain layers: gigabyte_pair.py FOLDER [FILES]

50,000 files in eight layers, one gigabyte. Of the second build the third layer was built again with other times, the
sixth has two hundred files with other contents, and the last one brings a core dump of 120 MB. The same arguments give
the same bytes.
"""
import hashlib
import io
import json
import pathlib
import random
import sys
import tarfile

folder = pathlib.Path(sys.argv[1])
FILES = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
LAYERS = 8
SIZE = 1_000_000_000 // FILES
noise = random.Random(11).randbytes(64 << 20)


def layer(number, second):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        def file(path, data, time=1_700_000_000):
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(data), time
            tar.addfile(info, io.BytesIO(data))
        for index in range(number, FILES, LAYERS):
            changed = second and number == 5 and index // LAYERS < 200
            start = (index * 4_001 + (1 if changed else 0)) % (len(noise) - 2 * SIZE)
            size = SIZE // 2 + (index * 7_919) % SIZE
            file(f"srv/app/part{index % 97}/dir{index % 1_009}/item{index}.bin", noise[start:start + size],
                 1_700_000_000 + (1 if second and number == 2 else 0))
        if second and number == LAYERS - 1:
            file("srv/app/debug/server.core", random.Random(7).randbytes(120_000_000))
    return out.getvalue()


for name, second in [("before", False), ("after", True)]:
    with tarfile.open(folder / f"{name}.tar", "w", format=tarfile.GNU_FORMAT) as archive:
        def add(path, data):
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(data), 1_700_000_000
            archive.addfile(info, io.BytesIO(data))
        digests = []
        for number in range(LAYERS):
            data = layer(number, second)
            digests.append("sha256:" + hashlib.sha256(data).hexdigest())
            add(f"layer{number}/layer.tar", data)
        config = json.dumps({
            "architecture": "amd64", "os": "linux", "config": {"User": "1000", "Cmd": ["/srv/app/run"]},
            "history": [{"created_by": f"COPY part{number} /srv/app # buildkit"} for number in range(LAYERS)],
            "rootfs": {"type": "layers", "diff_ids": digests}}).encode()
        add("config.json", config)
        add("manifest.json", json.dumps([{
            "Config": "config.json", "RepoTags": [f"bench/pair:{name}"],
            "Layers": [f"layer{number}/layer.tar" for number in range(LAYERS)]}]).encode())
