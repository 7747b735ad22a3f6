"""Starts programs and says what each took. Run by meter.py, which talks to it in lines of JSON.

A process of its own, since a program inherits the peak memory of the one that started it: this one
imports next to nothing.
"""

import json
import os
import sys
import time


def start(argv, cpus, errors):
    """Runs a program to its end; its standard error goes to the file `errors`."""
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    told = (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.sched_setaffinity(0, cpus)
    began = time.perf_counter()
    child = os.posix_spawn(argv[0], argv, os.environ, file_actions=[*null, told])
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - began
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": wall,
        "mib": used.ru_maxrss / 1024,
        "code": os.waitstatus_to_exitcode(status),
    }


for line in sys.stdin:
    print(json.dumps(start(**json.loads(line))), flush=True)
