#!/usr/bin/env python3
"""The sizes of an image archive, computed the plain way: the answer book of the tests, not part of Dunnage.

reference.py ARCHIVE...          one row an image
reference.py --layers ARCHIVE... one row a layer

size      content bytes of all regular-file members; a hard link costs 0
live      of these, the bytes of inodes that still have a name in the final tree; dead is the rest
files     regular-file members; hardlinks, symlinks, folders and whiteouts are counted apart
live files are inodes that still have a name
A layer's dead bytes are those of its own members that no later layer (or later member) left a name.
"""
import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile


def decode(data):
    """Decompresses by the first bytes, whatever the name says, until nothing is compressed."""
    while True:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        elif data[:4] == b"\x28\xb5\x2f\xfd" or (data[1:4] == b"\x2a\x4d\x18" and data[0] >> 4 == 5):
            data = pipe("zstd", data)
        elif data[:6] == b"\xfd7zXZ\0":
            data = lzma.decompress(data)
        elif data[:3] == b"BZh":
            data = bz2.decompress(data)
        elif data[:4] == b"\x04\x22\x4d\x18":
            data = pipe("lz4", data)
        else:
            return data


def pipe(tool, data):
    return subprocess.run([tool, "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout


def clean(name):
    return "/".join(part for part in name.split("/") if part not in ("", "."))


class Store:
    """The members of an archive or the files of a directory, by clean name; symlinks are followed."""

    def __init__(self, path):
        self.files, self.links = {}, {}
        if os.path.isdir(path):
            for folder, _, names in os.walk(path):
                for name in names:
                    with open(f"{folder}/{name}", "rb") as file:
                        self.files[clean(os.path.relpath(f"{folder}/{name}", path))] = file.read()
            return
        with open(path, "rb") as file:
            data = decode(file.read())
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for info in tar:
                if info.isreg():
                    self.files[clean(info.name)] = tar.extractfile(info).read()
                elif info.issym():
                    target = os.path.normpath(os.path.join(os.path.dirname(info.name), info.linkname))
                    self.links[clean(info.name)] = clean(target)

    def get(self, name):
        name = clean(name)
        return self.files.get(self.links.get(name, name))

    def document(self, name):
        data = self.get(name)
        return None if data is None else json.loads(data)

    def blob(self, descriptor):
        algorithm, value = descriptor["digest"].split(":")
        data = self.get(f"blobs/{algorithm}/{value}")
        return self.get(value) if data is None else data

    def images(self):
        """(reference, config, layer bytes) for each image; manifest.json first, as it names what was saved."""
        manifest = self.document("manifest.json")
        index = self.document("index.json")
        if isinstance(manifest, list):
            for entry in manifest:
                entry = {key.lower(): value for key, value in entry.items()}
                yield ((entry.get("repotags") or ["-"])[0], self.document(entry["config"]),
                       [self.get(name) for name in entry["layers"]])
        elif isinstance(manifest, dict):
            yield "-", json.loads(self.blob(manifest["config"])), [self.blob(layer) for layer in manifest["layers"]]
        elif index:
            yield from self.indexed(index, "-")
        else:
            yield from self.chained()

    def indexed(self, index, above):
        for descriptor in index["manifests"]:
            notes = descriptor.get("annotations", {})
            data = self.blob(descriptor)
            if data is None or notes.get("vnd.docker.reference.type") == "attestation-manifest":
                continue
            name = notes.get("io.containerd.image.name") or notes.get("org.opencontainers.image.ref.name") or above
            document = json.loads(data)
            if "manifests" in document:
                yield from self.indexed(document, name)
            else:
                yield name, json.loads(self.blob(document["config"])), [self.blob(layer) for layer in document["layers"]]

    def chained(self):
        """Docker before 1.10: from the id that repositories names down to the layer without a parent."""
        for name, tags in self.document("repositories").items():
            for tag, id in tags.items():
                layers, top = [], self.document(f"{id}/json")
                while id:
                    layers.insert(0, self.get(f"{id}/layer.tar"))
                    id = self.document(f"{id}/json").get("parent")
                yield f"{name}:{tag}", top, layers


class Inode:
    def __init__(self, layer, size):
        self.layer, self.size, self.names = layer, size, 0


class Overlay:
    """path → Inode for a file, None for everything else; folder → the names in it, for folders without a member too."""

    def __init__(self):
        self.tree, self.inside, self.inodes, self.rows = {}, {}, [], []

    def remove(self, path, inside_only=False):
        for name in list(self.inside.get(path, ())):
            self.remove(f"{path}/{name}" if path else name)
        if inside_only:
            return
        inode = self.tree.pop(path, None)
        if inode:
            inode.names -= 1
        folder, _, name = path.rpartition("/")
        self.inside.get(folder, set()).discard(name)

    def put(self, path, inode, folder=False):
        if not (folder and path in self.tree and self.tree[path] is None):
            self.remove(path)
        self.tree[path] = inode
        if inode:
            inode.names += 1
        while path:
            above, _, name = path.rpartition("/")
            if name in self.inside.setdefault(above, set()):
                break
            self.inside[above].add(name)
            path = above

    def add(self, data):
        row = dict.fromkeys(("files", "hardlinks", "symlinks", "folders", "whiteouts", "size"), 0)
        row["tarSize"] = len(data)
        number = len(self.rows)
        self.rows.append(row)
        members = []
        if data.strip(b"\0"):
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                members = [(clean(info.name), info) for info in tar]
        below = dict(self.tree)
        # Whiteouts speak of lower layers only, wherever they stand in the tar.
        for path, _ in members:
            folder, _, name = path.rpartition("/")
            if name == ".wh..wh..opq":
                self.remove(folder, inside_only=True)
            elif name.startswith(".wh.") and not name.startswith(".wh..wh."):
                self.remove(f"{folder}/{name[4:]}" if folder else name[4:])
        for path, info in members:
            if path.rpartition("/")[2].startswith(".wh."):
                row["whiteouts"] += 1
            elif info.islnk():
                row["hardlinks"] += 1
                target = clean(info.linkname)
                inode = self.tree.get(target) or below.get(target)
                if inode is not self.tree.get(path) or inode is None:
                    self.put(path, inode)
            elif info.isreg():
                row["files"] += 1
                row["size"] += info.size
                inode = Inode(number, info.size)
                self.inodes.append(inode)
                self.put(path, inode)
            else:
                row["symlinks"] += info.issym()
                row["folders"] += info.isdir()
                if path:
                    self.put(path, None, folder=info.isdir())

    def result(self):
        for row in self.rows:
            row["live"] = row["liveFiles"] = 0
        for inode in self.inodes:
            if inode.names > 0:
                self.rows[inode.layer]["live"] += inode.size
                self.rows[inode.layer]["liveFiles"] += 1
        for row in self.rows:
            row["dead"] = row["size"] - row["live"]
        return self.rows


SUMS = ("size", "live", "dead", "files", "liveFiles", "hardlinks", "symlinks", "folders", "whiteouts")


def main(arguments):
    by_layer = arguments[0] == "--layers"
    head = ("archive", "image", "platform") + (("layer", "diffID", "tarSize", "storedSize") if by_layer else ("layers",))
    print(*head, *SUMS, sep="\t")
    for path in arguments[by_layer:]:
        for name, config, blobs in Store(path).images():
            overlay, plain = Overlay(), [decode(blob) if blob is not None else b"" for blob in blobs]
            for data in plain:
                overlay.add(data)
            rows = overlay.result()
            start = (path.rstrip("/"), name, f"{config['os']}/{config['architecture']}")
            if by_layer:
                for number, (row, data, blob) in enumerate(zip(rows, plain, blobs)):
                    diff = "absent" if blob is None else "sha256:" + hashlib.sha256(data).hexdigest()
                    print(*start, number, diff, row["tarSize"], len(blob or b""), *(row[key] for key in SUMS), sep="\t")
            else:
                print(*start, len(rows), *(sum(row[key] for row in rows) for key in SUMS), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
