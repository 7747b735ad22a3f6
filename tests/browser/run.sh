#!/usr/bin/env bash
# Opens the reports in headless Chromium: accessibility, policy, requests, hostile content, pages
# without script, print, narrow screens, filters, many findings. Installs what it lacks (Debian's
# chromium and poppler-utils; playwright-core and axe-core from npm) and leaves nothing in the tree.
# Usage: run.sh [path of the flowproof binary [sample|real|hostile|comparison|one-file|lighthouse|languages|many]]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=$(realpath "${1:-$root/target/release/flowproof}")

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
command -v pdftotext >/dev/null 2>&1 || missing+=(poppler-utils)
command -v npm >/dev/null 2>&1 || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi
modules="$root/target/browser"
mkdir -p "$modules"
if ! cmp -s "$here/package.json" "$modules/package.json"; then
    cp "$here/package.json" "$modules/package.json"
    [ -f "$here/package-lock.json" ] && cp "$here/package-lock.json" "$modules/"
    (cd "$modules" && npm install --no-audit --no-fund --loglevel=error)
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
NODE_PATH="$modules/node_modules" FLOWPROOF="$binary" WORK="$work" node "$here/run.js" ${2:+"$2"}
