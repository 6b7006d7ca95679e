"""An image taken apart, and tars with fixed order and times: what every hand-made shape is put together from."""
import copy
import gzip
import hashlib
import io
import json
import subprocess
import tarfile

WHEN = "2024-06-10T08:00:00Z"
OCI = "application/vnd.oci.image"


def sha(data):
    return hashlib.sha256(data).hexdigest()


def dump(value):
    return json.dumps(value, separators=(",", ":")).encode()


def run(*command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def gz(data):
    return gzip.compress(data, 9, mtime=0)


class Image:
    def __init__(self, config, layers):
        self.config, self.layers = config, layers

    @classmethod
    def load(cls, path):
        with tarfile.open(path) as tar:
            entry = json.load(tar.extractfile("manifest.json"))[0]
            return cls(json.load(tar.extractfile(entry["Config"])),
                       [tar.extractfile(name).read() for name in entry["Layers"]])

    def with_layers(self, layers):
        """The same image with other layer bytes, their diffIDs set anew."""
        other = Image(copy.deepcopy(self.config), layers)
        other.config["rootfs"]["diff_ids"] = ["sha256:" + sha(layer) for layer in layers]
        return other

    def add(self, layer, created_by):
        other = self.with_layers(self.layers + [layer])
        other.config["history"].append({"created": WHEN, "created_by": created_by})
        return other

    def buildkit_history(self):
        """The same steps in BuildKit's spelling. A copied path is not in buildah's line, so it is put in by hand."""
        sources = {"/": "alpine-minirootfs-3.20.3-x86_64.tar.gz", "/usr/local/bin/": "docker-entrypoint.sh",
                   ".": ".", "/root/.ssh/id_ed25519": "id_ed25519", "./node_modules": "/app/node_modules",
                   "./dist": "/app/dist", "./": "/app/package.json"}
        other = Image(copy.deepcopy(self.config), self.layers)
        for step in other.config["history"]:
            line = step["created_by"].rstrip()
            nop = "/bin/sh -c #(nop) "
            if line.startswith(nop):
                word, rest = line[len(nop):].split(" ", 1)
                if word in ("ADD", "COPY"):
                    target = rest.split(" in ", 1)[1]
                    rest = f"{sources[target]} {target}"
                line = f"{word} {rest}" + (" # buildkit" if word in ("ADD", "COPY") else "")
            else:
                line = f"RUN {line} # buildkit"
            step.update(created_by=line, comment="buildkit.dockerfile.v0")
        return other


class Tar:
    """A tar in a fixed order with fixed times, so that a re-run gives the same bytes."""

    def __init__(self):
        self.memory = io.BytesIO()
        self.tar = tarfile.open(fileobj=self.memory, mode="w", format=tarfile.GNU_FORMAT)

    def entry(self, name, kind, mode, size=0, link=""):
        info = tarfile.TarInfo()
        info.name, info.type, info.mode, info.size, info.linkname = name, kind, mode, size, link
        info.mtime = 1718006400
        return info

    def file(self, name, data, mode=0o644):
        self.tar.addfile(self.entry(name, tarfile.REGTYPE, mode, len(data)), io.BytesIO(data))

    def folder(self, name):
        self.tar.addfile(self.entry(name, tarfile.DIRTYPE, 0o755))

    def link(self, name, target, kind=tarfile.SYMTYPE):
        self.tar.addfile(self.entry(name, kind, 0o777, link=target))

    def bytes(self):
        self.tar.close()
        return self.memory.getvalue()


def layer_of(files):
    """A small layer: path → bytes, or a target in a tuple for a symlink, or None for a directory."""
    tar = Tar()
    for path, content in files.items():
        if content is None:
            tar.folder(path)
        elif isinstance(content, tuple):
            tar.link(path, content[0])
        else:
            tar.file(path, content, 0o755 if content.startswith(b"\x7fELF") else 0o644)
    return tar.bytes()


def relabel(layer, change):
    """The layer re-written with each member's TarInfo passed through change; data stays."""
    memory = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(layer)) as source, \
            tarfile.open(fileobj=memory, mode="w", format=tarfile.GNU_FORMAT) as target:
        for info in source:
            data = source.extractfile(info).read() if info.isreg() else b""
            info, data = change(info, data)
            info.size = len(data)
            target.addfile(info, io.BytesIO(data))
    return memory.getvalue()
