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
trap 'rm -rf "$work"' EXIT
out=$work/out
mkdir -p "$out"

# A store of its own, so that nothing of the machine's images is seen or touched.
export PYTHONDONTWRITEBYTECODE=1
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot SOURCE_DATE_EPOCH=1718006400
store=(--root "$work/store" --runroot "$work/run" --storage-driver vfs)
in_store() { echo "containers-storage:[vfs@$work/store+$work/run]localhost/$1"; }

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

python3 content.py "$work/content"
build_pair "$work/content"
podman_save --format docker-archive -o "$out/bad.docker-archive.tar" localhost/bad
podman_save --format docker-archive -o "$out/good.docker-archive.tar" localhost/good
cp -a "$out"/. .
