#!/usr/bin/env python3
"""Writes the records of an Alpine-like root: alpine.py ROOT. The apk database owns every file that is there."""
import base64
import hashlib
import os
import sys


def put(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, mode)


def record(root, name, version, matches):
    lines = [f"P:{name}", f"V:{version}", "A:x86_64", "L:GPL-2.0-only"]
    for place, folders, files in os.walk(root):
        folders.sort()
        own = []
        for file in sorted(files):
            path = os.path.join(place, file)
            if not matches(os.path.relpath(path, root)):
                continue
            body = os.readlink(path).encode() if os.path.islink(path) else open(path, "rb").read()
            own += [f"R:{file}", "a:0:0:755", "Z:Q1" + base64.b64encode(hashlib.sha1(body).digest()).decode()]
        if own:
            lines += [f"F:{os.path.relpath(place, root)}"] + own
    return "\n".join(lines) + "\n\n"


def main(root):
    put(f"{root}/etc/os-release", 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME="Alpine Linux v3.22"\n')
    put(f"{root}/etc/alpine-release", "3.22.1\n")
    put(f"{root}/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n")
    put(f"{root}/etc/group", "root:x:0:root\nnobody:x:65534:\n")
    put(f"{root}/etc/shadow", "root:*::0:::::\nnobody:!::0:::::\n", 0o640)
    put(f"{root}/etc/apk/world", "alpine-baselayout\nbusybox\nmusl\n")
    put(f"{root}/etc/apk/repositories", "https://dl-cdn.alpinelinux.org/alpine/v3.22/main\n")
    database = record(root, "musl", "1.2.5-r10", lambda path: path.startswith("lib/ld-musl"))
    database += record(root, "apk-tools", "2.14.9-r2", lambda path: path == "sbin/apk")
    database += record(root, "busybox", "1.37.0-r18",
                       lambda path: path.startswith(("bin/", "sbin/", "usr/")) and path != "sbin/apk")
    database += record(root, "alpine-baselayout", "3.7.0-r0", lambda path: path.startswith("etc/"))
    put(f"{root}/lib/apk/db/installed", database)


main(*sys.argv[1:])
