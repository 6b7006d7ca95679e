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
program=estimates.sh
work=$here/.corpus/estimates
all=(node python java go c)
apps=("$@")
[ $# -gt 0 ] || apps=("${all[@]}")
. "$here/estimates/builder.sh"
prepare_builder

# What debian:12-slim leaves out of debian:12.
slim=()
for path in doc man info locale groff lintian linda bug; do slim+=(--dpkgopt="path-exclude=/usr/share/$path/*"); done
slim+=(--dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-include=/usr/share/locale/locale.alias')
base bench-debian
base bench-debian-slim "${slim[@]}"

for app in "${apps[@]}"; do
    echo "building $app" >&2
    prepare_app "$app"
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian -f "$recipes/single" -t "localhost/$app-single" "$context"
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian -f "$recipes/multi" -t "localhost/$app-multi" "$context"
    build "${mounts[@]}" --build-arg BASE=localhost/bench-debian-slim -f "$recipes/multi" -t "localhost/$app-slim" "$context"
    for kind in single multi slim; do export_image "$app-$kind"; done
done
python3 "$here/estimates/table.py" "$work" "${apps[@]}"
