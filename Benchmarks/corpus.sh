#!/bin/bash
# Builds big real images to measure on: corpus.sh NAME [DIRECTORY], as root on Debian 12. Needs the package mirror.
#
#   node-single   a Node app in one badly written stage, from Debian packages with all they recommend: > 1 GB
#   many-files    200,000 small files in 40 layers with overwrites and whiteouts
#
# Each comes as a plain docker-archive and as OCI archives with gzip and zstd layers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

fail() { echo "corpus.sh: $*" >&2; exit 1; }
[ $# -ge 1 ] || fail "usage: corpus.sh node-single|many-files [DIRECTORY]"
[ "$(id -u)" = 0 ] || fail "must run as root, because the images hold files of several owners"
name=$1
mkdir -p "${2:-$here/.corpus}"
target=$(cd "${2:-$here/.corpus}" && pwd)

tools=(buildah podman skopeo mmdebstrap git python3)
missing=()
for tool in "${tools[@]}"; do
    dpkg-query -W -f '${Status}' "$tool" 2>/dev/null | grep -q 'ok installed' || missing+=("$tool")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
fi

work=$target/work-$name
mkdir "$work" 2>/dev/null || fail "$work exists: another run, or one that was broken off; delete it first"
clean() {
    umount "$work/store/overlay" 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT
store=(--root "$work/store" --runroot "$work/run" --storage-driver overlay)
export STORAGE_DRIVER=overlay BUILDAH_ISOLATION=chroot

compressed() { # name: the gzip and zstd variants of a docker-archive
    local from=docker-archive:$target/$1.tar
    skopeo copy --quiet "$from" "oci-archive:$work/gzip.tar:latest"
    mv "$work/gzip.tar" "$target/$1.oci-gzip.tar"
    skopeo copy --quiet --dest-compress-format zstd "$from" "oci-archive:$work/zstd.tar:latest"
    mv "$work/zstd.tar" "$target/$1.oci-zstd.tar"
}

build() { buildah "${store[@]}" bud --quiet --layers --format docker --pull-never "$@" >/dev/null; }

node_single() {
    mkdir "$work/base"
    mmdebstrap --quiet --variant=minbase bookworm "$work/base/rootfs.tar"
    build -f "$here/recipes/debian" -t localhost/bench-debian "$work/base"
    # Without a name: the app's Dockerfile is one, in two parts for the stand-in below, and only what it is FROM is its
    # base.
    build -f "$here/recipes/node" --iidfile "$work/node.id" "$work/base"

    # Real modules, from Debian's packages, in an image of their own.
    build -f "$here/recipes/node-modules" -t localhost/bench-modules "$work/base"
    local container modules
    container=$(buildah "${store[@]}" from --pull-never localhost/bench-modules)
    modules=$(buildah "${store[@]}" mount "$container")
    python3 "$here/node_app.py" "$work" "$modules/usr/share/nodejs"
    buildah "${store[@]}" rm "$container" >/dev/null

    # /usr/bin/npm is there by now, so that the stand-in can be mounted over it and leaves nothing behind.
    build -v "$work/npm:/mnt:ro" -v "$work/npm/npm:/usr/share/nodejs/npm/bin/npm-cli.js:ro" \
        --build-arg NODE="$(sed 's/^sha256://' "$work/node.id")" \
        -f "$work/recipe" -t localhost/node-single "$work/context"
    rm -f "$target/node-single.tar"
    podman "${store[@]}" save --quiet --format docker-archive -o "$target/node-single.tar" localhost/node-single
    compressed node-single
}

many_files() {
    python3 "$here/many_files.py" "$work/many-files.tar"
    mv "$work/many-files.tar" "$target/many-files.tar"
    compressed many-files
}

case $name in
    node-single) node_single ;;
    many-files) many_files ;;
    *) fail "unknown corpus $name; there are node-single and many-files" ;;
esac
ls -l "$target/$name".*
