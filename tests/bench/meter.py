"""What a program takes: processor, time, memory. And what two take in turn."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

# A measurement of less than this many seconds is repeated, and the mean taken.
LEAST_SECONDS = 0.1
MOST_REPEATS = 50


class Failed(Exception):
    """Something that was to be measured did not work."""


@dataclass
class Took:
    """What one run took, or the mean of some: seconds of processor, seconds, peak memory in MiB."""

    cpu: float
    wall: float
    mib: float


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "without a word"


def first_error(text):
    """The line that says what went wrong."""
    lines = [line for line in text.splitlines() if line.startswith("error")]
    return lines[0] if lines else last_line(text)


def expect_done(argv, code, errors):
    """Findings (1) are as good as none (0); anything else is a failure."""
    if code not in (0, 1):
        raise Failed(f"{Path(argv[0]).name} ended with {code}: {first_error(errors)}")


class Meter:
    """Measures programs on two processors, or on as many as there are."""

    def __init__(self, folder):
        self.errors = folder / "errors.txt"
        self.cpus = sorted(os.sched_getaffinity(0))[:2]
        starter = [sys.executable, "-I", "-S", str(Path(__file__).with_name("starter.py"))]
        self.starter = subprocess.Popen(
            starter, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self):
        self.starter.stdin.close()
        self.starter.wait()

    def once(self, argv, cpus=None):
        argv = [str(word) for word in argv]
        order = {"argv": argv, "cpus": cpus or self.cpus, "errors": str(self.errors)}
        print(json.dumps(order), file=self.starter.stdin, flush=True)
        took = json.loads(self.starter.stdout.readline())
        expect_done(argv, took.pop("code"), self.errors.read_text(errors="replace"))
        return Took(**took)

    def mean(self, argv, times, cpus=None):
        runs = [self.once(argv, cpus) for _ in range(times)]
        cpu, wall = (sum(getattr(run, what) for run in runs) / times for what in ("cpu", "wall"))
        return Took(cpu, wall, max(run.mib for run in runs))

    def pairs(self, first, second, count, repeat=True):
        """Measures two programs in turn, after a run of each that does not count."""
        sides = [side if isinstance(side, Side) else Side(side) for side in (first, second)]
        warm = [self.once(side.argv, side.cpus) for side in sides]
        times = [repeats(took) if repeat else 1 for took in warm]
        return Pairs([
            tuple(self.mean(side.argv, n, side.cpus) for side, n in zip(sides, times))
            for _ in range(count)
        ])


def repeats(took):
    """How often to repeat what is over so soon."""
    return min(MOST_REPEATS, 1 + int(LEAST_SECONDS / took.wall))


@dataclass
class Side:
    """A program of a pair, and the processors it may use if not all."""

    argv: list
    cpus: list = None


@dataclass
class Pairs:
    """Measurements of two programs in turn."""

    runs: list

    def ratio(self, what):
        """The median of the ratios pair by pair: a machine that slows down slows both."""
        return median(getattr(a, what) / getattr(b, what) for a, b in self.runs)

    def first(self, what):
        return median(getattr(a, what) for a, _ in self.runs)

    def second(self, what):
        return median(getattr(b, what) for _, b in self.runs)

    def peak(self):
        """The most memory that the first one took, in MiB."""
        return max(a.mib for a, _ in self.runs)
