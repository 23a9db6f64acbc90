"""The command, from start to exit, with an index on disk."""

import os
import statistics
import time

import peers
from results import Result, at_most
from stage import BUILD
from turns import in_turn

RUNS = 20  # per turn


def measure(stage):
    argv = [str(BUILD / "charfinder"), "--state-dir", str(peers.warm_state(stage)), "cat", "face"]
    taken = in_turn({"ours": lambda: {"ms": median_of_runs(argv)}}, stage.turns)["ours"]
    yield Result("command line", "charfinder cat face", "ms", taken["ms"], None, at_most(6))


def median_of_runs(argv):
    return statistics.median(run_once(argv) for _ in range(RUNS)) * 1000


def run_once(argv):
    nowhere = (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)
    began = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[nowhere])
    _, status = os.waitpid(pid, 0)
    assert status == 0, f"charfinder exited with {status}"
    return time.perf_counter() - began
