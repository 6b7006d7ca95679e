#!/usr/bin/env python3
"""Two builds of one image and what differs between them, exactly: pair.py OUT.

Writes before.oci-archive.tar, after.oci-archive.tar and expected.tsv. Between the builds an early layer
is rebuilt (one package in, with two it needs, one out), a 120 MB core dump gets into the app layer, one file moves,
and one bundle changes under a name that carries its hash. Contents are blanks, so that 160 MB pack into 200 kB.
"""
import gzip
import hashlib
import io
import json
import sys
import tarfile

WHEN = "2024-01-02T03:04:05Z"
EPOCH = 1704164645


def blanks(name, size):
    return name.encode().ljust(size)


def layer(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        folders = set()
        for path, content in files.items():
            parts = path.split("/")[:-1]
            for depth in range(1, len(parts) + 1):
                folder = "/".join(parts[:depth])
                if folder not in folders:
                    folders.add(folder)
                    info = tarfile.TarInfo(folder)
                    info.type, info.mode, info.mtime = tarfile.DIRTYPE, 0o755, EPOCH
                    tar.addfile(info)
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(content), EPOCH
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


PACKAGES = {  # name: (version, needs, {path: size})
    "libc6": ("2.36-9+deb12u10", "", {"usr/lib/x86_64-linux-gnu/libc.so.6": 30000000}),
    "base-files": ("12.4+deb12u11", "", {"usr/share/base-files/motd": 286}),
    "wget": ("1.21.3-1+deb12u1", "libc6", {"usr/bin/wget": 984000, "usr/share/info/wget.info": 47000}),
    "curl": ("7.88.1-10+deb12u14", "libc6, libcurl4", {"usr/bin/curl": 264000}),
    "libcurl4": ("7.88.1-10+deb12u14", "libc6, libnghttp2-14", {"usr/lib/x86_64-linux-gnu/libcurl.so.4": 728000}),
    "libnghttp2-14": ("1.52.0-1+deb12u2", "libc6", {"usr/lib/x86_64-linux-gnu/libnghttp2.so.14": 188000}),
}


def status(names):
    text = ""
    for name in names:
        version, needs, _ = PACKAGES[name]
        text += f"Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n"
        text += (f"Depends: {needs}\n" if needs else "") + "Description: part of a test image\n\n"
    return text.encode()


def extended(automatic):
    return "".join(f"Package: {name}\nArchitecture: amd64\nAuto-Installed: 1\n\n" for name in automatic).encode()


def installed(new, all_names, automatic):
    files = {}
    for name in new:
        paths = PACKAGES[name][2]
        for path, size in paths.items():
            files[path] = blanks(path, size)
        lines = "/.\n" + "".join(f"/{path}\n" for path in paths)
        files[f"var/lib/dpkg/info/{name}.list"] = lines.encode()
    files["var/lib/dpkg/status"] = status(all_names)
    files["var/lib/apt/extended_states"] = extended(automatic)
    return files


BASE = ["base-files", "libc6"]


def image(tag, app_packages, automatic, app, command):
    base = installed(BASE, BASE, [])
    base["etc/os-release"] = b'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n'
    base["etc/passwd"] = b"root:x:0:0:root:/root:/bin/bash\napp:x:1001:1001::/app:/bin/false\n"
    steps = [
        ("/bin/sh -c #(nop) ADD file:0123456789abcdef in / ", layer(base)),
        ('/bin/sh -c #(nop)  CMD ["bash"]', None),
        (f"RUN /bin/sh -c apt-get update && {command} # buildkit",
         layer(installed(app_packages, BASE + app_packages, automatic))),
        ("COPY package.json /app/ # buildkit", layer({"app/package.json": b'{"name": "shop", "version": "1.0.0"}\n'})),
        ("COPY . /app # buildkit", layer(app)),
        ("USER 1001", None),
        ('CMD ["/app/server"]', None),
    ]
    blobs, layers, diff_ids, history = {}, [], [], []
    for created_by, tar in steps:
        entry = {"created": WHEN, "created_by": created_by}
        if tar is None:
            entry["empty_layer"] = True
        else:
            blob = gzip.compress(tar, 9, mtime=0)
            digest = hashlib.sha256(blob).hexdigest()
            blobs[digest] = blob
            layers.append({"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                           "digest": "sha256:" + digest, "size": len(blob)})
            diff_ids.append("sha256:" + hashlib.sha256(tar).hexdigest())
        history.append(entry)

    def add(document):
        data = json.dumps(document, sort_keys=True).encode()
        digest = hashlib.sha256(data).hexdigest()
        blobs[digest] = data
        return {"digest": "sha256:" + digest, "size": len(data)}

    config = add({
        "created": WHEN, "architecture": "amd64", "os": "linux", "history": history,
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
        "config": {"User": "1001", "Env": ["PATH=/usr/bin:/bin", f"APP_VERSION={tag}"], "Cmd": ["/app/server"],
                   "Labels": {"version": tag}}})
    manifest = add({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **config}, "layers": layers})
    index = {"schemaVersion": 2, "manifests": [{
        "mediaType": "application/vnd.oci.image.manifest.v1+json", **manifest,
        "platform": {"architecture": "amd64", "os": "linux"},
        "annotations": {"io.containerd.image.name": f"registry.example/team/shop:{tag}",
                        "org.opencontainers.image.ref.name": tag}}]}
    members = {"oci-layout": b'{"imageLayoutVersion": "1.0.0"}', "index.json": json.dumps(index).encode()}
    members.update({f"blobs/sha256/{digest}": data for digest, data in sorted(blobs.items())})
    return layer(members)


COMMON = {"app/server": b"#!/bin/sh\nexec sleep infinity\n", "app/static/style.css": blanks("style", 12000)}
BEFORE = {**COMMON, "app/data/old/catalog.bin": blanks("catalog", 4000000),
          "app/static/main.3f9c2.js": blanks("main one", 300000), "app/app.js": blanks("app one", 20000)}
AFTER = {**COMMON, "app/data/new/catalog.bin": blanks("catalog", 4000000),
         "app/static/main.8d01a.js": blanks("main two", 341000), "app/app.js": blanks("app two", 35000),
         "app/debug/shop-debug.core": blanks("core", 120000000)}


def records(app_packages, automatic):
    return sum(len(content) for path, content in installed(app_packages, BASE + app_packages, automatic).items()
               if path.startswith("var/lib/"))


def size(name):
    return sum(PACKAGES[name][2].values())


def expected():
    came, went = ["curl", "libcurl4", "libnghttp2-14"], ["wget"]
    rows = [
        ("file", "/app/debug/shop-debug.core", "added", 120000000, 3),
        ("package", "curl", "added", sum(size(name) for name in came), 1),
        ("package", "wget", "removed", -size("wget"), 1),
        ("file", "/app/static/main.8d01a.js", "changed", 41000, 3),
        ("file", "/app/app.js", "changed", 15000, 3),
        ("records", "", "changed", records(came, came[1:]) - records(went, []), 1),
    ]
    total = sum(row[3] for row in rows)
    return "kind\tname\tchange\tbytes\tlayer\n" + "".join(
        "\t".join(str(cell) for cell in row) + "\n" for row in rows + [("total", "", "", total, "")])


out = sys.argv[1]
before = image("v1", ["wget"], [], BEFORE, "apt-get install -y --no-install-recommends wget")
after = image("v2", ["curl", "libcurl4", "libnghttp2-14"], ["libcurl4", "libnghttp2-14"], AFTER,
              "apt-get install -y --no-install-recommends curl")
for name, data in (("before", before), ("after", after)):
    with open(f"{out}/{name}.oci-archive.tar", "wb") as file:
        file.write(data)
with open(f"{out}/expected.tsv", "w") as file:
    file.write(expected())
