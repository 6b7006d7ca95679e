#!/usr/bin/env python3
"""Writes what the test images are built from: content.py DIRECTORY [full-size].

DIRECTORY/base     an alpine-like root, packed as minirootfs.tar.gz
DIRECTORY/mnt      mounted at /mnt while RUN instructions run: a real busybox and stand-ins for apk, npm, adduser
DIRECTORY/app      the shop's working tree, the build context
DIRECTORY/keys     a deploy key
"""
import base64
import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile

import app
import packages
from packages import ADDED, APPLETS_BIN, APPLETS_USR, BASE, ELF, LINK
from planted import fill

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD_TIME = 1718006400  # 2024-06-10


def stub(name, size=0):
    """A half-kilobyte ELF, padded with zeros when a full-size image is asked for."""
    if shutil.which("gcc") is None:
        sys.exit("content.py: gcc is missing; make.sh installs it")
    out = f"{WORK}/stub"
    subprocess.run(["gcc", "-nostdlib", "-static", "-Os", "-s", "-fno-asynchronous-unwind-tables", "-Wl,-n",
                    "-Wl,--build-id=none", f'-DNAME="{name}"', "-o", out, f"{HERE}/stub.c"], check=True)
    with open(out, "rb") as file:
        data = file.read()
    os.remove(out)
    return data.ljust(size, b"\0")


def q1(data):
    return "Q1" + base64.b64encode(hashlib.sha1(data).digest()).decode()


def write_package(root, name, description):
    """Writes the files of one package below root; returns its entry for lib/apk/db/installed."""
    version, origin, depends, provides, files = description
    folders, total = {}, 0
    for path, (content, mode, *size) in files.items():
        target = f"{root}/{path}"
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if content.startswith(LINK):
            link = content[len(LINK):]
            os.symlink(link, target)
            data = link.encode()
        else:
            padded = size[0] if FULL_SIZE and size else 0
            if content == ELF:
                data = stub(path, padded)
            elif content.startswith("@"):
                data = packages.ACCOUNTS[content[1:]].encode()
            else:
                data = content.encode("latin-1").ljust(padded, b"\0")
            app.put(target, data, mode)
            total += len(data)
        rest = [f"a:0:0:{mode:o}"] if mode not in (0o644,) else []
        folder, base = os.path.split(path)
        folders.setdefault(folder, []).extend([f"R:{base}", *rest, f"Z:{q1(data)}"])
    lines = [f"C:{q1(name.encode())}", f"P:{name}", f"V:{version}", "A:x86_64", f"S:{total // 2 + 1000}",
             f"I:{total}", f"T:{name} as a stub", "L:MIT", f"o:{origin}"]
    lines += [f"D:{depends}"] * bool(depends) + [f"p:{provides}"] * bool(provides)
    for folder in sorted(folders):
        lines += [f"F:{folder}", *folders[folder]]
    return "\n".join(lines) + "\n\n"


def closure(wanted):
    """The packages that `apk add` of these brings, providers of so: names included, dependencies first."""
    known = {**BASE, **ADDED}
    provider = {word.split("=")[0]: name for name, row in known.items() for word in row[3].split()}
    order, seen = [], set()

    def visit(name):
        name = name.split("=")[0].split(">")[0]
        name = provider.get(name, name)
        if name in seen or name not in known:
            return
        seen.add(name)
        for need in known[name][2].split():
            visit(need)
        order.append(name)

    for name in wanted:
        visit(name)
    return [name for name in order if name not in BASE]


def write_base():
    root = f"{WORK}/base"
    for folder in "bin dev etc/apk home lib/apk/db mnt proc root run sbin sys tmp usr/bin usr/lib usr/local/bin " \
                  "var/cache/apk".split():
        os.makedirs(f"{root}/{folder}", exist_ok=True)
    for folder, mode in {"root": 0o700, "tmp": 0o1777, "proc": 0o555, "sys": 0o555}.items():
        os.chmod(f"{root}/{folder}", mode)
    entries = "".join(write_package(root, name, BASE[name]) for name in sorted(BASE))
    for names, folder in ((APPLETS_BIN, "bin"), (APPLETS_USR, "usr/bin")):
        for name in names:
            if name != "sh":
                os.symlink("/bin/busybox", f"{root}/{folder}/{name}")
    app.put(f"{root}/lib/apk/db/installed", entries)
    app.put(f"{root}/etc/apk/world", "alpine-baselayout\nalpine-release\napk-tools\nbusybox\n")
    app.put(f"{root}/etc/apk/repositories", "https://mirror.example/alpine/v3.20/main\n")
    pack(root, f"{WORK}/alpine/alpine-minirootfs-3.20.3-x86_64.tar.gz")


def pack(root, target):
    """A tar.gz whose bytes depend on the tree alone: sorted, root-owned, one time."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files + folders):
                path = f"{folder}/{name}"
                info = tar.gettarinfo(path, os.path.relpath(path, root))
                info.uid = info.gid = 0
                info.uname = info.gname = ""
                info.mtime = BUILD_TIME
                if info.isreg():
                    with open(path, "rb") as file:
                        tar.addfile(info, file)
                else:
                    tar.addfile(info)
    with open(target, "wb") as file:
        file.write(gzip.compress(memory.getvalue(), 9, mtime=0))


STAND_INS = {
    # /bin/busybox while building: puts the stand-ins first, then is the busybox of the build machine.
    "wrapper": """#!/mnt/busybox sh
name=${0##*/}
PATH=/mnt/bin:$PATH exec /mnt/busybox "$name" "$@"
""",
    "bin/apk": """#!/mnt/busybox sh
# apk add [--no-cache] NAME...: copies prepared packages and their entries. apk del NAME...: takes them out again.
set -eu
action=$1; shift
if [ "$action" = del ]; then
    for name in $(cat "/mnt/packages/$(echo "$*" | tr ' ' '+').closure"); do
        (cd "/mnt/packages/$name"; find . -type f -o -type l) | while read -r path; do rm -f "/$path"; done
        awk -v name="P:$name" 'BEGIN { RS = ""; ORS = "\\n\\n"; FS = "\\n" } $2 != name' /lib/apk/db/installed > /tmp/left
        cat /tmp/left > /lib/apk/db/installed
        rm /tmp/left
    done
    for name in "$@"; do sed -i "/^$name$/d" /etc/apk/world; done
    exit
fi
cache=yes
case $1 in --no-cache) cache=no; shift ;; esac
key=$(echo "$*" | tr ' ' '+')
for name in $(cat "/mnt/packages/$key.closure"); do
    grep -qx "P:$name" /lib/apk/db/installed && continue
    cp -a "/mnt/packages/$name/." /
    cat "/mnt/packages/$name.entry" >> /lib/apk/db/installed
done
for name in "$@"; do echo "$name" >> /etc/apk/world; done
sort -u -o /etc/apk/world /etc/apk/world
if [ $cache = yes ]; then cp /mnt/APKINDEX.tar.gz /var/cache/apk/APKINDEX.d8b2a6f4.tar.gz; fi
""",
    "bin/npm": """#!/mnt/busybox sh
# npm ci | npm run build | npm prune --omit=dev
set -eu
case "$*" in
ci) rm -rf node_modules; cp -a /mnt/npm/all/node_modules .; mkdir -p /root; cp -a /mnt/npm/cache /root/.npm ;;
"run build") mkdir -p dist; cp -a /mnt/npm/dist/. dist ;;
"prune --omit=dev") rm -rf node_modules; cp -a /mnt/npm/prod/node_modules . ;;
*) echo "npm stand-in: unknown: $*" >&2; exit 1 ;;
esac
""",
    "bin/addgroup": """#!/mnt/busybox sh
# addgroup -g ID [-S] NAME
echo "$(echo "$*" | sed 's/-S//; s/-g *\\([0-9]*\\) *\\(.*\\)/\\2:x:\\1:/; s/ //g')" >> /etc/group
""",
    "bin/adduser": """#!/mnt/busybox sh
# adduser -u ID -G GROUP [-s SHELL] [-S] [-D] NAME
shell=/sbin/nologin
while getopts u:G:s:SD flag; do
    case $flag in u) id=$OPTARG ;; s) shell=$OPTARG ;; esac
done
shift $((OPTIND - 1))
echo "$1:x:$id:$id:$1:/home/$1:$shell" >> /etc/passwd
echo "$1:!:19884:0:99999:7:::" >> /etc/shadow
mkdir -p "/home/$1"
chown "$id:$id" "/home/$1"
""",
}


def write_mount():
    mnt = f"{WORK}/mnt"
    for path, body in STAND_INS.items():
        app.put(f"{mnt}/{path}", body, 0o755)
    shutil.copy("/usr/bin/busybox" if os.path.exists("/usr/bin/busybox") else "/bin/busybox", f"{mnt}/busybox")
    for name, row in ADDED.items():
        os.makedirs(f"{mnt}/packages/{name}")
        app.put(f"{mnt}/packages/{name}.entry", write_package(f"{mnt}/packages/{name}", name, row))
    for wanted in (["nodejs"], ["nodejs", "npm"], ["build-base", "git", "python3"]):
        app.put(f"{mnt}/packages/{'+'.join(wanted)}.closure", "\n".join(closure(wanted)) + "\n")
    app.put(f"{mnt}/APKINDEX.tar.gz", gzip.compress(b"index of a mirror\n" * 40, mtime=0))
    app.write_modules(f"{mnt}/npm/all", app.MODULES, FULL_SIZE)
    app.write_modules(f"{mnt}/npm/prod", [name for name, row in app.MODULES.items() if not row[1]], FULL_SIZE)
    for name, body in app.DIST.items():
        app.put(f"{mnt}/npm/dist/{name}", body)
    app.put(f"{mnt}/npm/cache/_cacache/content-v2/sha512/3f/a1/9c44", gzip.compress(b"express\n" * 99, mtime=0))
    app.put(f"{mnt}/npm/cache/_logs/2024-06-10T08_00_00_000Z-debug-0.log", "0 verbose cli npm ci\n" * 5)


def set_times(root, when):
    """So that a copy of the same file from another place always counts as changed, as it does with npm's own."""
    for folder, folders, files in os.walk(root):
        for name in files + folders:
            os.utime(f"{folder}/{name}", (when, when), follow_symlinks=False)


def main():
    write_base()
    write_mount()
    os.makedirs(f"{WORK}/recipes")
    for name in os.listdir(f"{HERE}/recipes"):
        with open(f"{HERE}/recipes/{name}") as file:
            app.put(f"{WORK}/recipes/{name}", fill(file.read()))
    with open(f"{HERE}/recipes/bad") as file:
        dockerfile = file.read().replace("@DB_PASSWORD@", "set-me").replace("localhost/", "")
    app.write_app(f"{WORK}/app", dockerfile, FULL_SIZE)
    app.put(f"{WORK}/keys/id_ed25519", fill("@SSH_KEY@"), 0o600)
    app.put(f"{WORK}/node/docker-entrypoint.sh",
            '#!/bin/sh\nset -e\nif [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ]; then\n'
            '  set -- node "$@"\nfi\nexec "$@"\n', 0o755)
    set_times(f"{WORK}/app", BUILD_TIME - 86400)
    set_times(f"{WORK}/mnt", 499162500)


WORK = os.path.abspath(sys.argv[1])
FULL_SIZE = "full-size" in sys.argv[2:]
main()
