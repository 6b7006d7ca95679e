#!/bin/bash
# Holds the estimates against the truth: estimates.sh [APP…], as root on Debian 12. Needs the package mirror, and PyPI
# for python.
#
# Builds each app three times from Debian packages: in one careless stage, in two stages on the same base, and in two
# stages on a slim base. Then asks dunnage about the first: `dockerfileEstimate` should be the size of the second and
# `slimEstimate` that of the third, each within a tenth. Writes a table; exits with 1 when one misses.
#
#   DUNNAGE=FILE   the program to ask (default: .build/release/dunnage)
#   KEEP=1         keep archives and layers in Benchmarks/.corpus/estimates, for a quicker run after this one
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
all=(node python java go c)

fail() { echo "estimates.sh: $*" >&2; exit 2; }
[ "$(id -u)" = 0 ] || fail "must run as root, because the images hold files of several owners"
dunnage=${DUNNAGE:-$here/../.build/release/dunnage}
[ -x "$dunnage" ] || fail "$dunnage is not there: make release first"
apps=("$@")
[ $# -gt 0 ] || apps=("${all[@]}")
for app in "${apps[@]}"; do [ -d "$here/estimates/$app" ] || fail "unknown app $app; there are: ${all[*]}"; done

missing=()
for tool in buildah mmdebstrap python3 python3-pip; do
    dpkg-query -W -f '${Status}' "$tool" 2>/dev/null | grep -q 'ok installed' || missing+=("$tool")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
fi

work=$here/.corpus/estimates
mkdir -p "$work"
store=(--root "$work/store" --runroot "$work/run" --storage-driver overlay)
export STORAGE_DRIVER=overlay BUILDAH_ISOLATION=chroot
clean() {
    umount "$work/store/overlay" 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap clean EXIT

# --layers keeps every instruction a layer of its own, as docker build does.
build() { buildah "${store[@]}" bud --quiet --layers --format docker --pull-never "$@" >/dev/null; }

base() { # NAME [OPTION…]: a Debian root as mmdebstrap makes it
    mkdir -p "$work/$1"
    [ -f "$work/$1/rootfs.tar" ] || mmdebstrap --quiet --variant=minbase "${@:2}" bookworm "$work/$1/rootfs.tar"
    build -f "$here/estimates/base" -t "localhost/$1" "$work/$1"
}

# What debian:12-slim leaves out of debian:12.
slim=()
for path in doc man info locale groff lintian linda bug; do slim+=(--dpkgopt="path-exclude=/usr/share/$path/*"); done
slim+=(--dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-include=/usr/share/locale/locale.alias')
base bench-debian
base bench-debian-slim "${slim[@]}"

for app in "${apps[@]}"; do
    echo "building $app" >&2
    recipes=$here/estimates/$app
    context=$recipes/app
    mounts=()
    if [ -x "$recipes/prepare" ]; then
        rm -rf "$work/context"
        mkdir "$work/context"
        "$recipes/prepare" "$work/context" "${store[@]}"
        context=$work/context
        # `tools` is there while the recipe runs and in no image.
        rm -rf "$work/tools-$app"
        [ -d "$context/tools" ] && { mv "$context/tools" "$work/tools-$app"; mounts=(-v "$work/tools-$app:/mnt:ro"); }
    fi
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian -f "$recipes/single" -t "localhost/$app-single" "$context"
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian -f "$recipes/multi" -t "localhost/$app-multi" "$context"
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian-slim -f "$recipes/multi" -t "localhost/$app-slim" "$context"
    for kind in single multi slim; do
        rm -f "$work/$app-$kind.tar"
        buildah "${store[@]}" push --quiet "localhost/$app-$kind" "docker-archive:$work/$app-$kind.tar:localhost/$app-$kind:latest"
        "$dunnage" check --fail-on never --no-verify --report "json=$work/$app-$kind.json" "$work/$app-$kind.tar" >/dev/null
    done
done
python3 "$here/estimates/table.py" "$work" "${apps[@]}"
