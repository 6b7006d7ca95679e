#!/bin/bash
# Holds the rules against good images: precision.sh [IMAGE…], as root on Debian 12. Needs the package mirror, and PyPI for
# python.
#
# Builds well-built images on slim Debian, distroless-like and Alpine-like roots from Debian packages. No finding of medium
# or above may be told of them, but for those that are true, which precision/expected.tsv names with the reason. Writes a
# table; exits with 1 when a finding is told that is not named there, or a named one is not told any more.
#
#   DUNNAGE=FILE   the program to ask (default: .build/release/dunnage)
#   KEEP=1         keep archives and layers in Benchmarks/.corpus/precision, for a quicker run after this one
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=precision.sh
work=$here/.corpus/precision
all=(slim distroless alpine node.slim node.distroless python.slim ruby.slim java.slim java.jdk php.slim
    postgres.slim go.alpine go.scratch web.slim)
images=("$@")
[ $# -gt 0 ] || images=("${all[@]}")
apps=()
. "$here/estimates/builder.sh"
for image in "${images[@]}"; do [[ " ${all[*]} " = *" $image "* ]] || fail "unknown image $image; there are: ${all[*]}"; done
prepare_builder

# What debian:12-slim leaves out of debian:12.
slim=()
for path in doc man info locale groff lintian linda bug; do slim+=(--dpkgopt="path-exclude=/usr/share/$path/*"); done
slim+=(--dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-include=/usr/share/locale/locale.alias')
base bench-debian-slim "${slim[@]}"

# As distroless bases are made: packages unpacked without dpkg, their records in status.d, no shell, no package manager.
distroless() { # PACKAGE…
    local root=$work/distroless/root container mounted package name
    mkdir -p "$work/distroless"
    if [ ! -f "$work/distroless/rootfs.tar" ]; then
        container=$(buildah "${store[@]}" from --pull-never localhost/bench-debian-slim)
        mounted=$(buildah "${store[@]}" mount "$container")
        buildah "${store[@]}" run "$container" -- sh -c 'apt-get update -q && mkdir /debs && cd /debs && apt-get download -q $(
            apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
                '"$*"' | grep "^[a-z]" | grep -vE "^(debconf|dpkg|perl-base|tar|cdebconf|debconf-2.0|libdebconfclient0|install-info)$" | sort -u)' >/dev/null
        rm -rf "$root"
        mkdir -p "$root/var/lib/dpkg/status.d" "$root/tmp" "$root/home/nonroot" "$root/root"
        chmod 1777 "$root/tmp"
        for package in "$mounted"/debs/*.deb; do
            name=$(dpkg-deb -f "$package" Package)
            dpkg-deb -x "$package" "$root"
            dpkg-deb -f "$package" >"$root/var/lib/dpkg/status.d/$name"
            dpkg-deb --ctrl-tarfile "$package" | tar -xO ./md5sums >"$root/var/lib/dpkg/status.d/$name.md5sums" || true
        done
        rm -rf "$root"/usr/share/{doc,man,info,locale,lintian,bug} "$root"/{bin,usr/bin}/{sh,dash,bash,perl*}
        mkdir -p "$root/etc"
        printf 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$root/etc/passwd"
        printf 'root:x:0:\nnogroup:x:65534:\nnonroot:x:65532:\n' >"$root/etc/group"
        chown 65532:65532 "$root/home/nonroot"
        tar -C "$root" --sort=name -cf "$work/distroless/rootfs.tar" .
        buildah "${store[@]}" rm "$container" >/dev/null
    fi
    build -f "$here/precision/base" -t localhost/bench-distroless:12.1 "$work/distroless"
}

# As alpine:3.19: musl and busybox with its applets, an apk database that owns them.
alpine() {
    local root=$work/alpine/root container mounted
    mkdir -p "$work/alpine"
    if [ ! -f "$work/alpine/rootfs.tar" ]; then
        container=$(buildah "${store[@]}" from --pull-never localhost/bench-debian-slim)
        mounted=$(buildah "${store[@]}" mount "$container")
        buildah "${store[@]}" run "$container" -- sh -c \
            'apt-get update -q && mkdir /debs && cd /debs && apt-get download -q busybox-static musl' >/dev/null
        rm -rf "$root"
        mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,etc/apk,lib/apk/db,tmp,var/log,root,proc,sys,dev,run,var/cache/apk}
        chmod 1777 "$root/tmp"
        for package in "$mounted"/debs/*.deb; do dpkg-deb -x "$package" "$work/alpine/unpacked"; done
        install -m 755 "$work/alpine/unpacked/bin/busybox" "$root/bin/busybox"
        # Nothing runs it: what counts is that there is a package manager, as Alpine has.
        install -m 755 /usr/bin/true "$root/sbin/apk"
        install -m 755 "$work"/alpine/unpacked/lib/*/libc.so "$root/lib/ld-musl-x86_64.so.1" 2>/dev/null ||
            install -m 755 "$work"/alpine/unpacked/usr/lib/*/libc.so "$root/lib/ld-musl-x86_64.so.1"
        "$root/bin/busybox" --list-full | while read -r applet; do
            [ "$applet" = bin/busybox ] || { mkdir -p "$root/$(dirname "$applet")"; ln -sf /bin/busybox "$root/$applet"; }
        done
        python3 "$here/precision/alpine.py" "$root"
        tar -C "$root" --sort=name -cf "$work/alpine/rootfs.tar" .
        buildah "${store[@]}" rm "$container" >/dev/null
    fi
    build -f "$here/precision/shell-base" -t localhost/bench-alpine:12.1 "$work/alpine"
}

mkdir -p "$work/empty"
distroless base-files netbase tzdata ca-certificates libssl3 nodejs
alpine
# A development kit as the base to run on, as many images have it.
[[ " ${images[*]} " != *" java.jdk "* ]] || build -f "$here/precision/jdk-base" -t localhost/bench-jdk:17 "$work/empty"

for image in "${images[@]}"; do
    echo "building $image" >&2
    app=${image%%.*} root=${image#*.} mounts=() context=$here/precision/${image%%.*}
    case $image in
        slim) buildah "${store[@]}" tag localhost/bench-debian-slim:12.1 localhost/good-slim:12.1 ;;
        distroless | alpine) buildah "${store[@]}" tag "localhost/bench-$image:12.1" "localhost/good-$image:12.1" ;;
        *)
            case $app in
                python) prepare_app python ;;
                go | java) context=$here/estimates/$app/app ;;
            esac
            case $root in
                slim) root=debian-slim:12.1 ;;
                jdk) root=jdk:17 ;;
                *) root=$root:12.1 ;;
            esac
            build "${mounts[@]}" --build-arg "BASE=localhost/bench-$root" --build-arg SLIM=localhost/bench-debian-slim:12.1 \
                -f "$here/precision/$image" -t "localhost/good-$image:12.1" "$context"
            ;;
    esac
    rm -f "$work/good-$image.tar"
    buildah "${store[@]}" push --quiet "localhost/good-$image:12.1" "docker-archive:$work/good-$image.tar:localhost/good-$image:12.1"
    profile=default
    # What others build on has no user of its own.
    [ "$app" != "$image" ] || profile=base
    "$dunnage" check --fail-on never --no-verify --config /dev/null --profile "$profile" --report "json=$work/good-$image.json" \
        "$work/good-$image.tar" >/dev/null
done
python3 "$here/precision/judge.py" "$here/precision/expected.tsv" "$work" "${images[@]}"
