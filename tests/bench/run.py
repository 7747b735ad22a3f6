#!/usr/bin/env python3
"""The bench: what flowproof takes, against what reading the pages takes. See README.md.

    python3 tests/bench/run.py target/release/flowproof
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import SAMPLE, SOURCE, TRANSLATIONS, make
from meter import Failed, Meter, Side, last_line
from programs import REPOSITORY, output_of, programs, seen
from rows import MISSED, MUST, SKIPPED, Row, number, printed, rated

SHARED = REPOSITORY.parent / "shared" / "corpus"
BULK_COPIES = 6
# What is over in milliseconds is started this often at least.
STARTS = 100


class Skipped(Exception):
    """What would be measured is not there."""


class Bench:
    """What all measurements need."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.programs = programs(options.binary)
        self.meter = Meter(folder)
        self.notes = []

    def corpus(self, kind, count):
        folder = self.folder / f"{kind}-{count}"
        return folder if folder.exists() else make(kind, folder, count)

    def pairs(self, first, second):
        return self.meter.pairs(first, second, self.options.pairs)

    def against_limit(self, corpus):
        """flowproof and the limit in turn on the same files."""
        self.notes.append(f"{corpus.name}: {seen(self.programs, [corpus], self.folder)}")
        return self.pairs(self.programs.check(corpus), self.programs.read(corpus))


def shared(name):
    """A folder of real documents, which are no part of this repository."""
    folder = SHARED / name
    if not folder.is_dir():
        raise Skipped(f"{folder} is not there")
    return folder


def bulk(bench):
    corpus = among_pages(shared("bulk"), bench.folder / "bulk", BULK_COPIES)
    pairs = bench.against_limit(corpus)
    yield rated("10,000 documents, few of them pages, CPU", pairs.ratio("cpu"), "L", 0.75, 0.5)
    yield rated("the same, time", pairs.ratio("wall"), "L", 0.75, 0.5)
    peaks = f"the limit {pairs.second('mib'):.0f} MiB"
    yield rated("the same, peak memory", pairs.peak(), "MiB", 32, 24, beside=peaks)
    yield threads(bench, corpus)
    shutil.rmtree(corpus)


def among_pages(real, corpus, copies):
    """Real documents, maybe several times over, and the pages of the sample in all languages: a run
    needs a page to check."""
    files = {file.relative_to(real): file for file in real.rglob("*") if file.is_file()}
    for copy in range(copies):
        copy_files(files, corpus / f"copy-{copy}")
    for locale in [SOURCE, *TRANSLATIONS]:
        copy_files({page.name: page for page in (SAMPLE / locale).iterdir()}, corpus / locale)
    return corpus


def copy_files(files, folder):
    """Copies files by their new names, without the rights of the old ones."""
    for name, file in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)


def threads(bench, corpus):
    what = "the same, 1 → 2 threads, time"
    if len(bench.meter.cpus) < 2:
        return Row(what, "there is one processor only", met=SKIPPED)

    def gain(argv):
        return bench.pairs(Side(argv, bench.meter.cpus[:1]), argv).ratio("wall")

    limit = f"the limit {gain(bench.programs.read(corpus)):.2f} ×"
    own = gain(bench.programs.check(corpus))
    return rated(what, own, "×", 1.7, 1.9, more_is_better=True, beside=limit)


def docs(bench):
    pairs = bench.against_limit(shared("docs"))
    took = f"{pairs.first('cpu') * 1000:.0f} ms"
    yield rated("22 pages, 11 languages, CPU", pairs.ratio("cpu"), "L", 8, 4, beside=took)


def starts(bench):
    flowproof = bench.programs.flowproof
    yield start(bench, "`--version`, start to exit", [flowproof, "--version"], 2, 1.2)
    yield start(bench, "`explain`, start to exit", [flowproof, "explain"], 2, 1.2)
    seeds = bench.programs.check(shared("seeds"))
    yield start(bench, "the five seeds, start to exit", seeds, 10, 5)


def start(bench, what, argv, must, stretch):
    """Beside a program that does nothing, measured in the same pairs."""
    count = max(STARTS, bench.options.pairs)
    pairs = bench.meter.pairs(argv, [bench.programs.noop], count, repeat=False)
    nothing = f"a program that does nothing {pairs.second('wall') * 1000:.2f} ms"
    return rated(what, pairs.first("wall") * 1000, "ms", must, stretch, beside=nothing)


def translations(bench):
    few, many = (bench.programs.check(bench.corpus("translations", n)) for n in (100, 400))
    pairs = bench.pairs(many, few)
    took = f"{pairs.first('cpu'):.2f} s"
    yield rated("400 translations over 100, CPU", pairs.ratio("cpu"), "×", 4.4, 4.1, beside=took)


def table(bench):
    few, many = (bench.corpus("table", n) for n in (6000, 60000))
    growth = bench.pairs(bench.programs.check(many), bench.programs.check(few))
    yield rated("one table, 60,000 rows over 6,000, CPU", growth.ratio("cpu"), "×", 12)
    yield every_row(bench, many)
    pairs = bench.against_limit(many)
    yield rated("the same, 60,000 rows, CPU", pairs.ratio("cpu"), "L", 3, 1.5)


def every_row(bench, corpus):
    """Whether every row was read, and every planted fault told."""
    planted = json.loads((corpus / "planted.json").read_text())
    checked = output_of(bench.programs.check(corpus), bench.folder)
    rows = [page["rows"] for page in checked["documents"]]
    found = [f for f in checked["findings"] if f["path"].endswith(planted["path"])]

    def is_told(fault):
        return any(f["check"] in fault["checks"] and fault["row"] in f["rows"] for f in found)

    told, faults = sum(map(is_told, planted["planted"])), len(planted["planted"])
    measured = f"{' and '.join(map(str, rows))} rows, {told} of {faults} faults told"
    met = MUST if rows == [planted["rows"]] * 2 and told == faults else MISSED
    return Row("the same, no row lost", measured, f"{planted['rows']} rows, all faults", met=met)


def report(bench):
    baseline = bench.options.baseline
    if baseline is None:
        raise Skipped("give an earlier binary with --baseline")

    def into(binary, name):
        return [binary, "report", shared("docs"), "--out", bench.folder / name]

    pairs = bench.pairs(into(bench.programs.flowproof, "now"), into(baseline.resolve(), "before"))
    took = f"{pairs.first('cpu') * 1000:.0f} ms"
    what = "`report` on the 22 pages, CPU, over the baseline"
    yield rated(what, pairs.ratio("cpu"), "×", 0.5, 0.25, beside=took)


def builds(bench):
    if not bench.options.builds:
        raise Skipped("takes minutes: give --builds")
    release = seconds_of(bench, "release", ["build", "--release"])
    yield rated("`cargo build --release` from nothing", release, "s", 100, 75)
    compiled = seconds_of(bench, "tests", ["test", "--no-run"])
    tested = seconds_of(bench, "tests", ["test"])
    parts = f"{compiled:.0f} s build + {tested:.0f} s run"
    yield rated("`cargo test` from nothing", compiled + tested, "s", 240, 150, beside=parts)


def seconds_of(bench, target, words):
    """How long a command of cargo takes that builds into a folder of its own."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(bench.folder / f"target-{target}")}
    began = time.monotonic()
    command = ["cargo", *words, "--locked"]
    run = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    if run.returncode:
        raise Failed(f"`{' '.join(command)}` failed: {last_line(run.stderr)}")
    return time.monotonic() - began


def generated(bench):
    """For information: what has no bar of its own, and can be measured anywhere."""
    for kind, count, what in [
        ("sparse", 3000, "3,000 made documents, a fifth with tables"),
        ("dense", 1000, "1,000 made documents full of tables"),
        ("drifted", 50, "50 translations, most rows changed"),
    ]:
        yield compared(bench, what, bench.corpus(kind, count))


def office(bench):
    corpus = among_pages(shared("office"), bench.folder / "office", 1)
    yield compared(bench, "14 pages of long lists (office), of which none is known", corpus)


def compared(bench, what, corpus):
    pairs = bench.against_limit(corpus)
    beside = f"time {number(pairs.ratio('wall'))} L, {pairs.peak():.0f} MiB"
    return rated(f"{what}, CPU", pairs.ratio("cpu"), "L", beside=beside)


# What is measured, and under what name it can be asked for.
GROUPS = [bulk, docs, starts, translations, table, report, builds, generated, office]


def measure(bench, group):
    """The lines of a group, up to the one that fails."""
    try:
        for row in group(bench):
            print(f"  {row.what}: {row.measured} {row.met}", file=sys.stderr)
            yield row
    except Skipped as reason:
        yield Row(group.__name__, str(reason), met=SKIPPED)
    except Failed as reason:
        why = str(reason).replace(f"{bench.folder}/", "")
        yield Row(f"{group.__name__}: cannot be measured", why, met=MISSED)


def arguments():
    parser = argparse.ArgumentParser(description="Measures flowproof against the limit.")
    parser.add_argument("binary", type=Path, help="a release build of flowproof")
    parser.add_argument("--pairs", type=int, default=5, help="measurements of each kind (5)")
    parser.add_argument("--baseline", type=Path, help="an earlier binary, to compare `report` with")
    parser.add_argument("--builds", action="store_true", help="measure how long cargo takes too")
    names = [group.__name__ for group in GROUPS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="some groups only")
    return parser.parse_args()


def main():
    options = arguments()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="flowproof-bench-") as folder:
        bench = Bench(options, Path(folder))
        chosen = [group for group in GROUPS if group.__name__ in options.only]
        rows = [row for group in chosen for row in measure(bench, group)]
        bench.meter.close()
    print(printed(rows))
    print("\nL is what the limit takes on the same files: tests/bench/README.md. It saw of")
    print("\n".join(f"- {note}" for note in bench.notes))
    print(f"Load of the machine: {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    return 1 if any(row.met == MISSED for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
