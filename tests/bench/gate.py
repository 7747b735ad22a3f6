#!/usr/bin/env python3
"""The gates that no noise can shut: instructions, counted by callgrind at one thread, and peak
memory, on made corpora. See README.md.

    python3 tests/bench/gate.py target/release/flowproof
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import SAMPLE, SOURCE, TRANSLATIONS, make
from meter import Failed, Meter, expect_done
from programs import programs, seen
from rows import MISSED, Row, printed, rated

# The limits, each with its reason. To try another one: --limit NAME=VALUE.
LIMITS = {
    # The bar is 0.75 L on 10,000 documents; on 300 the start and the two pages weigh more.
    "documents": 0.8,
    # The bar for the 22 real pages is 8 L of CPU. That is 12 L of instructions, since much of what so
    # few pages take of the limit is its start, in the system: 150 L of CPU were 219 L.
    "pages": 12,
    # Ten times the documents are ten times the work; a twentieth more is what sorting may take.
    "documents-growth": 10.5,
    # The bar for 10,000 documents. These 3,000 have 37 MiB, so that to keep them is to miss it.
    "documents-memory": 32,
    # The bar for 400 translations over 100.
    "translations-growth": 4.4,
    # The bar for 60,000 rows over 6,000.
    "table-growth": 12,
}
# Sizes at which all of it takes a few minutes under callgrind.
DOCUMENTS = (300, 3000)
TRANSLATED = (50, 200)
ROWS = (600, 6000)


class Gates:
    """The measurements by the names of their limits: `documents-growth` is `documents_growth`."""

    def __init__(self, flowproof, folder):
        self.folder = folder
        self.programs = programs(flowproof)

    def corpus(self, kind, count):
        folder = self.folder / f"{kind}-{count}"
        return folder if folder.exists() else make(kind, folder, count)

    def instructions(self, argv):
        """Counts the instructions of a run on one processor, which makes it one thread."""
        argv = [str(word) for word in argv]
        profile = self.folder / "callgrind.out"
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *argv],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]),
        )
        expect_done(argv, run.returncode, run.stderr)
        return int(re.search(r"Collected : (\d+)", run.stderr)[1])

    def over_limit(self, *paths):
        seen(self.programs, paths, self.folder)
        own = self.instructions(self.programs.check(*paths))
        limit = self.instructions(self.programs.read(*paths, threads=1))
        return own / limit, "L", f"{own / 1e6:.0f} million"

    def growth(self, kind, sizes):
        few, many = (self.instructions(self.programs.check(self.corpus(kind, n))) for n in sizes)
        return many / few, "×", f"{few / 1e6:.0f} to {many / 1e6:.0f} million"

    def documents(self):
        return self.over_limit(self.corpus("sparse", DOCUMENTS[0]))

    def pages(self):
        return self.over_limit(*(SAMPLE / locale for locale in [SOURCE, *TRANSLATIONS]))

    def documents_growth(self):
        return self.growth("sparse", DOCUMENTS)

    def documents_memory(self):
        meter = Meter(self.folder)
        took = meter.once(self.programs.check(self.corpus("sparse", DOCUMENTS[1])))
        meter.close()
        return took.mib, "MiB", ""

    def translations_growth(self):
        return self.growth("translations", TRANSLATED)

    def table_growth(self):
        return self.growth("table", ROWS)


WHAT = {
    "documents": f"{DOCUMENTS[0]} made documents, instructions",
    "pages": "the 12 pages of the sample, instructions",
    "documents-growth": f"{DOCUMENTS[1]:,} made documents over {DOCUMENTS[0]}, instructions",
    "documents-memory": f"{DOCUMENTS[1]:,} made documents, peak memory",
    "translations-growth": f"{TRANSLATED[1]} translations over {TRANSLATED[0]}, instructions",
    "table-growth": f"one table, {ROWS[1]:,} rows over {ROWS[0]}, instructions",
}


def gate(gates, name, limit):
    """The line of a gate."""
    try:
        value, unit, beside = getattr(gates, name.replace("-", "_"))()
        return rated(f"{name}: {WHAT[name]}", value, unit, limit, beside=beside)
    except Failed as reason:
        why = str(reason).replace(f"{gates.folder}/", "")
        return Row(f"{name}: {WHAT[name]}", why, met=MISSED)


def limit_of(text):
    name, value = text.split("=")
    if name not in LIMITS:
        raise ValueError(name)
    return name, float(value)


def arguments():
    parser = argparse.ArgumentParser(description="Fails where flowproof takes more than it may.")
    parser.add_argument("binary", type=Path, help="a release build of flowproof")
    parser.add_argument("--only", nargs="+", choices=LIMITS, default=list(LIMITS), help="some gates only")
    parser.add_argument("--limit", type=limit_of, action="append", default=[], metavar="NAME=VALUE")
    return parser.parse_args()


def main():
    options = arguments()
    if shutil.which("valgrind") is None:
        print("error: valgrind is missing; install it with `apt-get install valgrind`", file=sys.stderr)
        return 2
    limits = LIMITS | dict(options.limit)
    with tempfile.TemporaryDirectory(prefix="flowproof-gate-") as folder:
        gates = Gates(options.binary, Path(folder))
        rows = [gate(gates, name, limits[name]) for name in options.only]
    print(printed(rows))
    return 1 if any(row.met == MISSED for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
