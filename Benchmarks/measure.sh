#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Everything that docs/performance.md says, measured anew: builds Dunnage, the corpus, the peers and the floors where
# they are missing, then runs them in turns. Wants a machine that does nothing else; takes a quarter of an hour, most of
# it the peers, and more where the corpus has to be built. As root on Debian 12.
#
# usage: Benchmarks/measure.sh [--quick] [--corpus DIRECTORY] > docs/performance.md
#        --quick   three runs of each instead of five, no growth curves
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
corpus=$here/.corpus
quick=()
while [ $# -gt 0 ]; do
    case $1 in
        --quick) quick=(--quick) ;;
        --corpus) corpus=$(cd "$2" && pwd); shift ;;
        *) echo "usage: Benchmarks/measure.sh [--quick] [--corpus DIRECTORY]" >&2; exit 2 ;;
    esac
    shift
done
work=$here/.corpus
mkdir -p "$work"
make -C "$here/.." release >&2
for name in node-single python-data java-maven many-files; do
    [ -e "$corpus/$name.oci-gzip.tar" ] || "$here/corpus.sh" "$name" "$corpus" >&2
done
peers=$corpus/venv
[ -x "$peers/bin/dive" ] || { peers=$work/venv; [ -x "$peers/bin/dive" ] || "$here/peers.sh" >&2; }
cc -O2 -o "$work/floor" "$here/floor.c" -larchive
command -v igzip >/dev/null || apt-get install -qy isal >&2
exec python3 "$here/measure.py" --dunnage "$here/../.build/release/dunnage" --corpus "$corpus" --peers "$peers/bin" \
    --work "$work" "${quick[@]}"
