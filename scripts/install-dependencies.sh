#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the C libraries that Dunnage is built on, where they are missing (Debian, Ubuntu).
set -euo pipefail

# pkg-config name → Debian package. Vectorscan has not reached every release; Hyperscan is its older twin.
missing=()
command -v pkg-config >/dev/null || missing+=(pkg-config)
has() { command -v pkg-config >/dev/null && pkg-config --exists "$1"; }
has libarchive || missing+=(libarchive-dev)
has libxxhash || missing+=(libxxhash-dev)
has libisal || missing+=(libisal-dev)
has libpcre2-8 || missing+=(libpcre2-dev)
has yaml-0.1 || missing+=(libyaml-dev)
needs_scanner=false
has libhs || needs_scanner=true
if [ ${#missing[@]} -eq 0 ] && [ "$needs_scanner" = false ]; then exit 0; fi

if ! command -v apt-get >/dev/null; then
    echo "Dunnage needs these development packages, and there is no apt-get to install them:" >&2
    echo "  libarchive, Vectorscan or Hyperscan (libhs), xxHash, ISA-L, libyaml, and pkg-config" >&2
    exit 2
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run this as root, or install sudo: packages are missing: ${missing[*]}" >&2; exit 2; }
    as_root=(sudo)
fi
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
"${as_root[@]}" apt-get update -qq
if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}"
    install "${missing[@]}"
fi
if [ "$needs_scanner" = true ]; then
    echo "Installing Vectorscan (or Hyperscan)"
    install libvectorscan-dev || install libhyperscan-dev
fi
