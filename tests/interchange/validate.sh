#!/usr/bin/env bash
# Reads the interchange files with the programs that they are made for: openpyxl, fideslang, rdflib,
# and the JSON Schema of CycloneDX. Usage: validate.sh FLOWPROOF, the built program. It makes the
# reports of the bundled sample, of the catalog of an invented vendor and, if it is at hand, of the
# real corpus, and checks those in reports/ too. Needs Python 3.10 or later and the package index.
set -euo pipefail
flowproof=$(realpath "$1")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The consumers live in a folder of their own, which a second run finds again.
venv=${FLOWPROOF_VENV:-target/interchange-venv}
wanted=$(sha256sum tests/interchange/requirements.txt | cut -c1-64)
if [ "$(cat "$venv/made-from" 2>/dev/null || true)" != "$wanted" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv" || {
        apt-get update && apt-get install -y python3-venv
        python3 -m venv "$venv"
    }
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r tests/interchange/requirements.txt
    echo "$wanted" >"$venv/made-from"
fi

report() {
    "$flowproof" report "$@" 2>"$work/log" || {
        cat "$work/log" >&2
        return 1
    }
}

# An invented vendor, whose terms are mapped to nothing, with hostile text on a page.
mkdir -p "$work/pages/en-US" "$work/pages/fr-FR" "$work/acme"
cp -r tests/catalog/acme/. tests/catalog/acme-protocol/. "$work/acme"
cp tests/cli/pages/en-US.md "$work/pages/en-US/data-acme-sends-to-hub.md"
sed 's/| Hello | Topic |/| Hello | =HYPERLINK("x","`<\/script>`") \xe2\x80\xae@all |/' \
    tests/cli/pages/fr-FR.md >"$work/pages/fr-FR/data-acme-sends-to-hub.md"
(cd "$work/pages" && report . --catalog ../acme --out ../acme-reports)

folders=(reports "$work/acme-reports")
if [ -d ../shared/corpus/docs ]; then
    report ../shared/corpus/docs --out "$work/corpus-reports"
    report ../shared/corpus/docs --out "$work/corpus-bom" --csv-bom
    cmp <(printf '\xef\xbb\xbf'; cat "$work/corpus-reports/inventory.csv") "$work/corpus-bom/inventory.csv"
    folders+=("$work/corpus-reports" "$work/corpus-bom")
fi
"$venv/bin/python" tests/interchange/validate.py "${folders[@]}"
