# Sourced by the scripts that build the apps of this directory: needs `here` (Benchmarks) and `program` (for messages).
# Leaves `work`, `dunnage`, `apps`, `store` and the functions below.

fail() { echo "$program: $*" >&2; exit 2; }

# APP…: root, tools and a place to work, or a sentence what is missing.
prepare_builder() {
    [ "$(id -u)" = 0 ] || fail "must run as root, because the images hold files of several owners"
    dunnage=${DUNNAGE:-$here/../.build/release/dunnage}
    [ -x "$dunnage" ] || fail "$dunnage is not there: make release first"
    local app tool missing=()
    for app in "${apps[@]}"; do
        [ -d "$here/estimates/$app" ] || fail "unknown app $app; there are: ${all[*]}"
    done
    for tool in buildah git mmdebstrap python3 python3-pip; do
        dpkg-query -W -f '${Status}' "$tool" 2>/dev/null | grep -q 'ok installed' || missing+=("$tool")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
    fi
    mkdir -p "$work"
    store=(--root "$work/store" --runroot "$work/run" --storage-driver overlay)
    export STORAGE_DRIVER=overlay BUILDAH_ISOLATION=chroot
    trap clean_builder EXIT
}

clean_builder() {
    umount "$work/store/overlay" 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}

# --layers keeps every instruction a layer of its own, as docker build does.
build() { buildah "${store[@]}" bud --quiet --layers --format docker --pull-never "$@" >/dev/null; }

base() { # NAME [OPTION…]: a Debian root as mmdebstrap makes it
    mkdir -p "$work/$1"
    [ -f "$work/$1/rootfs.tar" ] || mmdebstrap --quiet --variant=minbase "${@:2}" bookworm "$work/$1/rootfs.tar"
    build -f "$here/estimates/base" -t "localhost/$1" -t "localhost/$1:12.1" "$work/$1"
}

prepare_app() { # APP: sets `recipes`, `context` and `mounts`
    recipes=$here/estimates/$1
    context=$recipes/app
    mounts=()
    [ -x "$recipes/prepare" ] || return 0
    rm -rf "$work/context"
    mkdir "$work/context"
    "$recipes/prepare" "$work/context" "${store[@]}"
    context=$work/context
    # `tools` is there while the recipe runs and in no image.
    rm -rf "$work/tools-$1"
    [ ! -d "$context/tools" ] || { mv "$context/tools" "$work/tools-$1"; mounts=(-v "$work/tools-$1:/mnt:ro"); }
}

export_image() { # NAME: writes NAME.tar and what dunnage says of it, NAME.json
    rm -f "$work/$1.tar"
    buildah "${store[@]}" push --quiet "localhost/$1" "docker-archive:$work/$1.tar:localhost/$1:latest"
    "$dunnage" check --fail-on never --no-verify --config /dev/null --report "json=$work/$1.json" "$work/$1.tar" >/dev/null
}
