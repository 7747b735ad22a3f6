"""The programs that are measured, and what they say of what they saw."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from meter import Failed, expect_done

REPOSITORY = Path(__file__).resolve().parents[2]
LIMIT_CRATE = Path(__file__).resolve().with_name("limit")


@dataclass
class Programs:
    """Paths of flowproof, of the limit, and of the program that does nothing."""

    flowproof: Path
    limit: Path
    noop: Path

    def check(self, *paths):
        return [self.flowproof, "check", *paths, "--format", "json"]

    def read(self, *paths, threads=2):
        return [self.limit, "--threads", str(threads), *paths]


def programs(flowproof):
    """The programs, of which the limit is built first."""
    target = REPOSITORY / "target" / "bench"
    build = ["cargo", "build", "--quiet", "--release", "--locked"]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
    if subprocess.run(build, cwd=LIMIT_CRATE, env=environment).returncode:
        raise Failed("the limit cannot be built")
    return Programs(flowproof.resolve(), target / "release" / "limit", target / "release" / "noop")


def output_of(argv, folder):
    """What a program prints as JSON."""
    argv = [str(word) for word in argv]
    run = subprocess.run(argv, cwd=folder, capture_output=True, text=True)
    expect_done(argv, run.returncode, run.stderr)
    return json.loads(run.stdout)


def seen(programs, paths, folder):
    """What both saw, in words. A ratio of two that saw different files is void."""
    read = output_of(programs.read(*paths), folder)
    checked = output_of(programs.check(*paths), folder)
    pages, passed = checked["documents"], len(checked["skipped"])
    if len(pages) + passed != read["files"]:
        raise Failed(f"flowproof saw {len(pages) + passed} files, the limit {read['files']}")
    rows = sum(page["rows"] for page in pages)
    return (
        f"{read['files']} files, {read['bytes'] / 1e6:.1f} MB, {read['tables']} tables, {read['rows']} rows, "
        f"{read['cells']} cells; flowproof: {len(pages)} pages with {rows} rows, {passed} files passed over"
    )
