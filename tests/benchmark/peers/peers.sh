#!/bin/sh
# Runs other tools on the pages and on a sample of the benchmark's changes, and writes
# reports/benchmark/peers.tsv. Needs Python 3 and, for the two packages, a network; touches nothing
# outside a temporary folder and the results.
#
#   tests/benchmark/peers/peers.sh [OPTIONS OF drift-benchmark, such as --docs DIR]
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
out=${PEERS_OUT:-$root/reports/benchmark/peers.tsv}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    translate-toolkit==3.20.4 rumdl==0.3.0

cd "$root"
cargo run --quiet ${PEERS_PROFILE---release} --example drift-benchmark -- \
    --export "$work/pages" "$@"
PATH="$work/venv/bin:$PATH" "$work/venv/bin/python" "$root/tests/benchmark/peers/peers.py" \
    "$work/pages" "$out"
