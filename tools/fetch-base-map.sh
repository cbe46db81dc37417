#!/bin/sh
# Make the land that Birlik draws under its maps anew: tools/fetch-base-map.sh [FOLDER]
# FOLDER is a world-atlas package that is already unpacked; without it, npm fetches the package.
# Whoever uses Birlik needs neither this nor npm: what it makes is part of the product.
set -eu

version=2.0.2
file=land-10m.json
sha256=9b9f584709c119d63fbadf484ce425260497697b7166be7a2fe360e8c0b171a8

folder=
if [ $# -gt 0 ]; then
    folder=$(cd "$1" && pwd)
fi
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "$folder" ]; then
    if ! command -v npm >/dev/null; then
        echo "Fetching world-atlas needs npm; or name the folder of the unpacked package." >&2
        exit 1
    fi
    (cd "$work" && npm pack --silent "world-atlas@$version" >&2)
    tar -xzf "$work/world-atlas-$version.tgz" -C "$work"
    folder=$work/package
fi

if ! echo "$sha256  $folder/$file" | sha256sum --check --quiet -; then
    echo "$file is not that of world-atlas $version." >&2
    exit 1
fi

python=.venv/bin/python
"${PYTHON:-$python}" tools/convert_base_map.py "$folder" src/birlik/formats/basemap
