#!/usr/bin/env bash
# How long two builds of one image take to compare, as archives and as snapshots: diff.sh [DUNNAGE]
# Needs hyperfine (Debian). The images are made once, in Benchmarks/.corpus/.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dunnage=${1:-$here/../.build/release/dunnage}
corpus=$here/.corpus/pair
mkdir -p "$corpus"
[ -e "$corpus/after.tar" ] || python3 "$here/gigabyte_pair.py" "$corpus"
cd "$corpus"
for name in before after; do "$dunnage" snapshot $name.tar -o $name.snapshot --config /dev/null; done
ls -l before.tar after.tar before.snapshot after.snapshot
"$dunnage" diff before.snapshot after.snapshot --config /dev/null || true
for report in archives:before.tar:after.tar mixed:before.snapshot:after.tar snapshots:before.snapshot:after.snapshot; do
  IFS=: read -r name old new <<<"$report"
  "$dunnage" diff "$old" "$new" --config /dev/null --report json | sed "s/$old\|$new/IMAGE/g" > "$name.json" || true
done
cmp archives.json mixed.json && cmp archives.json snapshots.json && echo "the three JSON reports are the same"
time=(hyperfine -N --ignore-failure --warmup 1)
"${time[@]}" --runs 5 "$dunnage snapshot before.tar -o again.snapshot --config /dev/null"
"${time[@]}" --runs 5 "$dunnage diff before.tar after.tar --config /dev/null"
"${time[@]}" --runs 5 "$dunnage diff before.snapshot after.tar --config /dev/null"
"${time[@]}" --runs 20 "$dunnage diff before.snapshot after.snapshot --config /dev/null"
"${time[@]}" --runs 10 "$dunnage diff before.snapshot after.snapshot --config /dev/null --report html=page.html"
ls -l page.html
