#!/bin/bash
# Makes the archives of this directory anew: see README.md. Runs as root on Debian 12.
set -euo pipefail
cd "$(dirname "$0")"

fail() { echo "make.sh: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "must run as root, because the images hold files of several owners"

tools=(podman buildah skopeo umoci busybox-static rpm sqlite3 lz4 zstd xz-utils bzip2 gcc libc6-dev git python3)
missing=()
for tool in "${tools[@]}"; do
    dpkg-query -W -f '${Status}' "$tool" 2>/dev/null | grep -q 'ok installed' || missing+=("$tool")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
fi

work=$(mktemp -d)
clean() {
    # The overlay store mounts itself.
    umount "$work/store-overlay/overlay" 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT
out=$work/out
mkdir -p "$out"

# Stores of their own, so that nothing of the machine's images is seen or touched.
export PYTHONDONTWRITEBYTECODE=1
export BUILDAH_ISOLATION=chroot SOURCE_DATE_EPOCH=1718006400
use_store() { # driver [name]
    local place=$work/store-$1${2:+-$2}
    export STORAGE_DRIVER=$1
    store=(--root "$place" --runroot "$place-run" --storage-driver "$1")
    in_store="$1@$place+$place-run"
}
in_store() { echo "containers-storage:[$in_store]localhost/$1"; }

build() { # content name context [option...]
    local content=$1 name=$2 context=$3
    shift 3
    buildah "${store[@]}" bud --quiet --layers --no-cache --format docker --timestamp "$SOURCE_DATE_EPOCH" \
        --pull-never --network none -v "$content/mnt:/mnt:ro" -v "$content/mnt/wrapper:/bin/busybox:ro" "$@" \
        -f "$content/recipes/${name%%:*}" -t "localhost/$name" "$context" >/dev/null
}

build_pair() { # content bad-name good-name
    local content=$1
    build "$content" alpine:3.20 "$content/alpine"
    build "$content" node:20-alpine "$content/node"
    build "$content" bad "$content/app" --build-context "keys=$content/keys"
    build "$content" good "$content/app"
    local name
    for name in alpine:3.20 node:20-alpine bad:latest good:latest; do fix_ids "$name"; done
}

# buildah writes the random id of its build container and of its intermediate images into every config.
fix_ids() { # name
    skopeo copy --quiet "$(in_store "$1")" "dir:$work/fixed" >/dev/null
    python3 fixids.py "$work/fixed"
    podman "${store[@]}" rmi --force "localhost/$1" >/dev/null
    skopeo copy --quiet "dir:$work/fixed" "$(in_store "$1")" >/dev/null
    rm -rf "$work/fixed"
}

podman_save() { podman "${store[@]}" save --quiet "$@"; }

. ./known.sh

use_store vfs
python3 content.py "$work/content"
build_pair "$work/content"

# Written by podman
for name in bad good; do
    podman_save --format docker-archive -o "$out/$name.docker-archive.tar" "localhost/$name"
done
podman_save --format oci-archive -o "$out/bad.oci-archive.tar" localhost/bad
podman_save --format oci-archive -o "$out/good.oci-archive.tar" localhost/good
podman_save --format docker-archive -m -o "$out/several.docker-archive.tar" \
    localhost/alpine:3.20 localhost/node:20-alpine localhost/good
podman_save --format docker-dir -o "$out/good.docker-dir" localhost/good

# Written by skopeo
copy() { skopeo copy --quiet "$@" >/dev/null; }
copy "$(in_store good:latest)" "docker-archive:$out/good.skopeo.docker-archive.tar"
copy "$(in_store good:latest)" "oci:$out/good.oci-layout:latest"
copy --dest-compress-format zstd "$(in_store bad:latest)" "oci-archive:$out/bad.zstd.oci-archive.tar:latest"
copy --dest-oci-accept-uncompressed-layers "$(in_store good:latest)" "oci-archive:$out/good.plain.oci-archive.tar:latest"

# Written by umoci: a layer of its own on top, with a file changed, one added and one removed
copy "$(in_store good:latest)" "oci:$work/layout:latest"
umoci unpack --image "$work/layout:latest" "$work/bundle"
rm "$work/bundle/rootfs/app/node_modules/.package-lock.json"
echo "exports.version = '1.4.1';" > "$work/bundle/rootfs/app/dist/version.js"
chmod 755 "$work/bundle/rootfs/app/package.json"
find "$work/bundle/rootfs/app" -newermt "@$((SOURCE_DATE_EPOCH + 86400))" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
umoci repack --image "$work/layout:latest" --history.created 2024-06-10T08:00:00Z --history.author shop \
    --history.created_by 'umoci repack' "$work/bundle"
umoci gc --layout "$work/layout"
mv "$work/layout" "$out/good.umoci-layout"

# The outer file compressed
for codec in 'gzip -9n gz' 'zstd -q19 zst' 'xz -6 xz' 'bzip2 -9 bz2' 'lz4 -q9 lz4'; do
    read -r tool level suffix <<< "$codec"
    $tool "$level" -c < "$out/good.docker-archive.tar" > "$out/good.docker-archive.tar.$suffix"
done

# Packed by `tar -C directory .`
mkdir "$work/dot"
tar -C "$work/dot" -xf "$out/good.docker-archive.tar"
tar -C "$work/dot" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -cf "$out/good.dot-slash.docker-archive.tar" .

# Put together by hand in the shape of writers that Debian does not have
python3 reshape.py "$out/good.docker-archive.tar" "$out/bad.docker-archive.tar" "$out"
python3 known_layers.py "$out"
make_known

# The pair with tools and modules of real size: padded with zeros, so gzip makes it small again
use_store vfs full-size
python3 content.py "$work/full" full-size
build_pair "$work/full"
for name in bad good; do
    podman_save --format oci-archive -o "$out/$name.full-size.oci-archive.tar" "localhost/$name"
done

# In place, where something changed
for path in "$out"/*; do
    name=$(basename "$path")
    if [ -f "$name" ] && python3 keep_same.py "$path" "$name"; then continue; fi
    rm -rf "./$name"
    cp -a --no-preserve=ownership "$path" .
done
chmod -R u+rwX,go+rX,go-w ./*.tar* ./*/
archives=(*.tar *.tar.* *.docker-dir *-layout)
python3 reference.py "${archives[@]}" > expected.tsv
python3 reference.py --layers "${archives[@]}" > expected-layers.tsv

for name in "${archives[@]}"; do
    size=$(du -sb --apparent-size "$name" | cut -f1)
    [ "$size" -le 300000 ] || fail "$name has $size bytes, more than the 300,000 an archive may have"
done
echo "make.sh: ${#archives[@]} archives, $(du -cb --apparent-size "${archives[@]}" | tail -1 | cut -f1) bytes"
