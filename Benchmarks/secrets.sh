#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How well and how fast secrets are found, beside kingfisher on the same files: secrets.sh lab|speed|debian [DIRECTORY]
#
#   lab     planted secrets and decoys from secret_lab.py: recall and precision of both
#   speed   the files of DIRECTORY, or of the node-single corpus: time of both, three runs each
#   debian  a Debian root of some 40,000 package files: everything at medium or above is a false alarm
#
# Needs a release build (`make release`), peers.sh for kingfisher, corpus.sh node-single for speed, root for debian.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dunnage=${DUNNAGE:-$here/../.build/release/dunnage}
kingfisher=${KINGFISHER:-$here/.corpus/venv/bin/kingfisher}
work=${WORK:-$here/.corpus/secrets}
fail() { echo "secrets.sh: $*" >&2; exit 2; }
[ -x "$dunnage" ] || fail "no $dunnage: make release"
mkdir -p "$work"

image() { # directory of files, directory of the image: a docker-dir of one plain layer
    rm -rf "$2"
    mkdir -p "$2"
    tar --sort=name --exclude=./dev -cf "$2/layer.tar" -C "$1" .
    echo '{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:'"$(
        sha256sum "$2/layer.tar" | cut -d' ' -f1)"'"]},"history":[{"created_by":"COPY . / # buildkit"}]}' > "$2/config.json"
    echo '[{"Config":"config.json","RepoTags":["tree:1"],"Layers":["layer.tar"]}]' > "$2/manifest.json"
}

# Both end with another code than 0 when they find something.
check() { "$dunnage" check --fail-on never "$@"; }
scan() { "$kingfisher" scan "$1" --no-validate --format json --output "$2" > "$work/kingfisher.log" 2>&1 || true; }

case ${1:-} in
    lab)
        rm -rf "$work/lab" "$work/lab.tsv"
        python3 "$here/secret_lab.py" "$work/lab" "${SEED:-1}"
        image "$work/lab" "$work/lab-image"
        check -q --report json="$work/dunnage.json" "$work/lab-image" > /dev/null
        python3 "$here/secret_score.py" "$work/lab.tsv" "$work/dunnage.json" dunnage
        [ -x "$kingfisher" ] || fail "no $kingfisher: peers.sh"
        rm -f "$work/kingfisher.json"
        scan "$work/lab" "$work/kingfisher.json"
        python3 "$here/secret_score.py" "$work/lab.tsv" "$work/kingfisher.json" kingfisher "$work/lab/"
        ;;
    speed)
        tree=${2:-}
        if [ -z "$tree" ]; then
            tree=$work/tree
            corpus=${CORPUS:-$here/.corpus}/node-single.tar
            [ -f "$corpus" ] || fail "no $corpus: corpus.sh node-single"
            rm -rf "$tree" "$work/unpacked"
            mkdir -p "$tree" "$work/unpacked"
            tar -xf "$corpus" -C "$work/unpacked"
            python3 -c 'import json,sys; print("\n".join(json.load(open(sys.argv[1]))[0]["Layers"]))' \
                "$work/unpacked/manifest.json" | while read -r layer; do
                tar --no-same-owner --exclude='dev/*' -xf "$work/unpacked/$layer" -C "$tree"
            done
            rm -rf "$work/unpacked"
            chmod -R u+rX "$tree"
        fi
        image "$tree" "$work/tree-image"
        echo "$(find "$tree" -type f | wc -l) files, $(du -sb "$tree" | cut -f1) bytes"
        for _ in 1 2 3; do
            /usr/bin/time -f "dunnage, one core, all kinds   %e s wall  %U s user" \
                "$dunnage" check -q --fail-on never --no-verify --no-nested --jobs 1 "$work/tree-image" > /dev/null
            /usr/bin/time -f "dunnage, without secrets       %e s wall  %U s user" \
                "$dunnage" files --no-verify --jobs 1 "$work/tree-image" > /dev/null
            [ -x "$kingfisher" ] || continue
            rm -f "$work/kingfisher.json"
            /usr/bin/time -o "$work/time" -f "kingfisher, all cores          %e s wall  %U s user" \
                "$kingfisher" scan "$tree" --no-validate --format json --output "$work/kingfisher.json" \
                > "$work/kingfisher.log" 2>&1 || true
            grep kingfisher "$work/time"
        done
        ;;
    debian)
        [ "$(id -u)" = 0 ] || fail "must run as root"
        command -v mmdebstrap > /dev/null || fail "mmdebstrap is missing"
        root=$work/debian.tar
        packages=openssl,openssh-server,python3-cryptography,python3-requests,python3-botocore,nodejs,npm,git,curl,wget
        packages+=,nginx,postgresql,redis-server,ruby-full,php-cli,golang-go,libnet-ssleay-perl,gnupg,vim,ansible
        [ -f "$root" ] || mmdebstrap --quiet --variant=minbase --include="$packages" bookworm "$root"
        rm -rf "$work/debian"
        mkdir -p "$work/debian"
        ln "$root" "$work/debian/layer.tar"
        echo '{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:'"$(
            sha256sum "$root" | cut -d' ' -f1)"'"]},"history":[{"created_by":"ADD rootfs /"}]}' > "$work/debian/config.json"
        echo '[{"Config":"config.json","RepoTags":["debian:1"],"Layers":["layer.tar"]}]' > "$work/debian/manifest.json"
        echo "$(tar -tvf "$root" | grep -c '^-') files"
        check -q --report json="$work/debian.json" "$work/debian" > /dev/null
        python3 - "$work/debian.json" <<'PYTHON'
import collections, json, sys
found = [f for i in json.load(open(sys.argv[1]))["images"] for f in i["findings"] if f["rule"] == "secret"]
print(dict(collections.Counter(f["severity"] for f in found)))
for f in found:
    if f["severity"] in ("critical", "high", "medium"): print(f["severity"], f["kind"], f["path"], f["line"])
PYTHON
        ;;
    *) fail "usage: secrets.sh lab|speed|debian [DIRECTORY]" ;;
esac
