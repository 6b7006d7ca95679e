#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many images on few bases: what a run over all of them costs beside what their different bytes cost.

usage: many_images.py DUNNAGE [DIRECTORY]

Writes 500 docker-archives (plain layers, as «docker save» writes them) on 40 bases into DIRECTORY, and one archive with
every layer once, and checks: 100 images, all 500, and the one. The numbers stand in README.md beside this file.
"""

import hashlib
import io
import json
import os
import random
import sys
import tarfile
import tempfile
import time

IMAGES, BASES = 500, 40


def layer(seed, files, size):
    """A tar of text files, the same for the same seed."""
    source = random.Random(seed)
    words = [bytes(source.choices(b"abcdefghijklmnopqrstuvwxyz_=./", k=source.randint(3, 12))) for _ in range(400)]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for number in range(files):
            content = b" ".join(source.choices(words, k=size // 8))
            entry = tarfile.TarInfo(f"usr/share/p{seed}/d{number // 50}/f{number}.txt")
            entry.size, entry.mtime = len(content), 1_700_000_000
            tar.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def archive(path, images):
    """`images`: a name and layers each; equal layers are stored once."""
    with tarfile.open(path, "w") as tar:
        stored = set()

        def add(name, content):
            if name not in stored:
                stored.add(name)
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
            return name

        manifest = []
        for name, layers in images:
            digests = [hashlib.sha256(content).hexdigest() for content in layers]
            config = json.dumps({
                "architecture": "amd64", "os": "linux", "config": {"User": "1001", "Cmd": ["/app"]},
                "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest for digest in digests]},
            }).encode()
            manifest.append({
                "Config": add(hashlib.sha256(config).hexdigest() + ".json", config), "RepoTags": [name],
                "Layers": [add(digest + ".tar", content) for digest, content in zip(digests, layers)],
            })
        add("manifest.json", json.dumps(manifest).encode())


def run(name, command):
    """Wall, processor time and peak memory of one run."""
    began = time.monotonic()
    null = os.open(os.devnull, os.O_WRONLY)
    process = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, usage = os.wait4(process, 0)
    os.close(null)
    wall = time.monotonic() - began
    assert os.waitstatus_to_exitcode(status) in (0, 1), name
    print(f"| {name} | {wall:.1f} s | {usage.ru_utime + usage.ru_stime:.1f} s | {usage.ru_maxrss / 1024:.0f} MiB |", flush=True)


def write(paths, once):
    bases = [layer(number, 400, 20_000) for number in range(BASES)]
    tops = [layer(1_000 + number, 20, 5_000) for number in range(IMAGES)]
    for number, path in enumerate(paths):
        if not os.path.exists(path):
            archive(path, [(f"app-{number}:1", [bases[number % BASES], tops[number]])])
    if not os.path.exists(once):
        archive(once, [("bases:1", bases), ("tops:1", tops)])


def main():
    dunnage = os.path.abspath(sys.argv[1])
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="many-images-")
    os.makedirs(folder, exist_ok=True)
    paths = [os.path.join(folder, f"image-{number:03}.tar") for number in range(IMAGES)]
    once = os.path.join(folder, "once.oci")
    # In a process of its own: what a program's peak memory is said to be begins with that of who started it.
    writer = os.fork()
    if writer == 0:
        write(paths, once)
        os._exit(0)
    assert os.waitpid(writer, 0)[1] == 0
    total = sum(os.path.getsize(path) for path in paths)
    print(f"{IMAGES} images on {BASES} bases: {total / 1e6:.0f} MB of archives, {os.path.getsize(once) / 1e6:.0f} MB different\n")
    print("| run | wall | processor | peak memory |\n|---|---:|---:|---:|")
    for report in (["--report", "findings-ndjson"], ["-q"], ["--report", "json"]):
        command = [dunnage, "check", "--no-cache", "--progress", "never", *report]
        run("every layer once, one archive, " + report[-1], [*command, once])
        run("100 images, " + report[-1], [*command, *paths[:100]])
        run("500 images, " + report[-1], [*command, *paths])
    # Each by itself: what a run a image costs.
    began = time.monotonic()
    for path in paths:
        process = os.posix_spawn(
            dunnage, [dunnage, "check", "-q", "--no-cache", path], os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
        os.waitpid(process, 0)
    print(f"| 500 images, a run each | {time.monotonic() - began:.1f} s | | |")


if __name__ == "__main__":
    main()
