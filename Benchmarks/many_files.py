#!/usr/bin/env python3
"""Writes a docker-archive of 200,000 small files in 40 plain layers: many_files.py FILE [FILES] [LAYERS]

From layer 1 on, a fifth of a layer's files overwrite a path of a lower layer; every layer also deletes 60 files and
one folder of a lower layer and makes one folder opaque. The same arguments give the same bytes.
"""
import hashlib
import io
import json
import random
import sys
import tarfile
import tempfile

WORDS = ("const value return await function import from export price order item stock basket customer total error "
         "result query table column index cache token header response request server client number string").split()


def main(target, files=200_000, layers=40):
    chance = random.Random(20240610)
    text = " ".join(chance.choice(WORDS) for _ in range(400_000)).encode()
    per_layer, alive, made, blobs = files // layers, {}, 0, []

    with tarfile.open(target, "w", format=tarfile.GNU_FORMAT) as archive:
        for number in range(layers):
            with tempfile.TemporaryFile() as spool:
                with tarfile.open(fileobj=spool, mode="w", format=tarfile.GNU_FORMAT) as layer:
                    def put(name, data, kind=tarfile.REGTYPE, mode=0o644):
                        info = tarfile.TarInfo(name)
                        info.type, info.mode, info.size, info.mtime = kind, mode, len(data), 1718006400 + number
                        layer.addfile(info, io.BytesIO(data))

                    if alive:
                        # One whole folder, one folder made opaque, and single files, all of lower layers.
                        gone, opaque = chance.sample(sorted(alive), 2)
                        parent, _, base = gone.rpartition("/")
                        put(f"{parent}/.wh.{base}", b"")
                        put(opaque, b"", tarfile.DIRTYPE, 0o755)
                        put(f"{opaque}/.wh..wh..opq", b"")
                        del alive[gone]
                        alive[opaque] = []
                        for folder in chance.sample([name for name in sorted(alive) if alive[name]], 60):
                            victim = alive[folder].pop()
                            put(f"{folder}/.wh.{victim}", b"")
                    lower = [f"{folder}/{name}" for folder in sorted(alive) for name in alive[folder]]
                    fresh = per_layer if number == 0 else per_layer * 4 // 5
                    for path in chance.sample(lower, per_layer - fresh):
                        start = chance.randrange(len(text) - 4096)
                        put(path, text[start:start + chance.randrange(100, 3000)])
                    for _ in range(fresh):
                        folder = f"srv/data/part{made // 2500:03d}/group{made // 50 % 50:02d}"
                        if folder not in alive:
                            put(folder, b"", tarfile.DIRTYPE, 0o755)
                            alive[folder] = []
                        name = f"item-{made:06d}.json"
                        start = chance.randrange(len(text) - 4096)
                        put(f"{folder}/{name}", text[start:start + chance.randrange(100, 3000)])
                        alive[folder].append(name)
                        made += 1
                size = spool.tell()
                spool.seek(0)
                digest = hashlib.file_digest(spool, "sha256").hexdigest()
                spool.seek(0)
                info = tarfile.TarInfo(f"{digest}.tar")
                info.size, info.mode = size, 0o444
                archive.addfile(info, spool)
                blobs.append(digest)
        config = json.dumps({
            "created": "2024-06-10T08:00:00Z", "architecture": "amd64", "os": "linux",
            "config": {"Cmd": ["/bin/sh"], "User": "1000"},
            "history": [{"created": "2024-06-10T08:00:00Z", "created_by": f"COPY part{number} /srv/data # buildkit"}
                        for number in range(layers)],
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}" for digest in blobs]}}).encode()
        name = hashlib.sha256(config).hexdigest() + ".json"
        manifest = json.dumps([{"Config": name, "RepoTags": ["localhost/many-files:latest"],
                                "Layers": [f"{digest}.tar" for digest in blobs]}]).encode()
        for member, data in ((name, config), ("manifest.json", manifest)):
            info = tarfile.TarInfo(member)
            info.size, info.mode = len(data), 0o444
            archive.addfile(info, io.BytesIO(data))


main(sys.argv[1], *map(int, sys.argv[2:]))
