#!/bin/bash
# Builds big real images to measure on: corpus.sh NAME [DIRECTORY], as root on Debian 12. Needs the package mirror.
#
#   node-single   a Node app in one badly written stage, from Debian packages with all they recommend: > 1 GB
#   python-data   Python with numpy, scipy and pandas from wheels, pip and its compiler left in: needs PyPI too
#   java-maven    a JDK and Maven from Debian packages
#   many-files    200,000 small files in 40 layers with overwrites and whiteouts
#
# Each comes as a plain docker-archive and as OCI archives with gzip and zstd layers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

fail() { echo "corpus.sh: $*" >&2; exit 1; }
[ $# -ge 1 ] || fail "usage: corpus.sh node-single|python-data|java-maven|many-files [DIRECTORY]"
[ "$(id -u)" = 0 ] || fail "must run as root, because the images hold files of several owners"
name=$1
mkdir -p "${2:-$here/.corpus}"
target=$(cd "${2:-$here/.corpus}" && pwd)

tools=(buildah podman skopeo mmdebstrap git python3 python3-pip)
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

debian_base() {
    mkdir "$work/base"
    mmdebstrap --quiet --variant=minbase bookworm "$work/base/rootfs.tar"
    build -f "$here/recipes/debian" -t localhost/bench-debian "$work/base"
}

save() { # what was built under the corpus' name, in all its forms
    rm -f "$target/$name.tar"
    podman "${store[@]}" save --quiet --format docker-archive -o "$target/$name.tar" "localhost/$name"
    compressed "$name"
}

python_data() {
    debian_base
    # Debian 12's Python is 3.11; the wheels are there while the recipe runs and in no layer of their own.
    python3 -m pip download --quiet --only-binary=:all: --python-version 3.11 --dest "$work/wheels" numpy scipy pandas
    build -v "$work/wheels:/mnt:ro" -f "$here/recipes/python-data" -t localhost/python-data "$work/base"
    save
}

java_maven() {
    debian_base
    build -f "$here/recipes/java-maven" -t localhost/java-maven "$work/base"
    save
}

node_single() {
    debian_base
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
    save
}

many_files() {
    python3 "$here/many_files.py" "$work/many-files.tar"
    mv "$work/many-files.tar" "$target/many-files.tar"
    compressed many-files
}

case $name in
    node-single) node_single ;;
    python-data) python_data ;;
    java-maven) java_maven ;;
    many-files) many_files ;;
    *) fail "unknown corpus $name; there are node-single, python-data, java-maven and many-files" ;;
esac
ls -l "$target/$name".*
