"""The command, from start to exit, with an index on disk; beside `uni` (arp242.net/uni), where the machine
has it."""

import os
import shutil
import statistics
import subprocess
import time

import peers
from results import Result, at_most
from stage import BUILD
from turns import in_turn

RUNS = 20  # per turn
ROW = "command line"
COMMAND = "charfinder cat face"


def measure(stage):
    state = str(peers.warm_state(stage))
    commands = {"ours": [str(BUILD / "charfinder"), "--state-dir", state, "cat", "face"]}
    if uni := find_uni():
        commands["uni"] = [uni, "search", "cat", "face"]

    def timing(argv):
        return lambda: {"ms": median_of_runs(argv)}

    taken = in_turn({name: timing(argv) for name, argv in commands.items()}, stage.turns)
    yield Result(ROW, COMMAND, "ms", taken["ours"]["ms"], None, at_most(6))
    if uni:
        what = f"{COMMAND} ÷ uni search cat face"
        yield Result(ROW, what, "ms", taken["ours"]["ms"], taken["uni"]["ms"], at_most(0.8))


def find_uni():
    """The program that finds characters, not another one of that name."""
    path = shutil.which("uni")
    if path is None:
        return None
    asked = subprocess.run(
        [path, "search", "cat", "face"], capture_output=True, text=True, check=False, timeout=30
    )
    return path if asked.returncode == 0 and "CAT FACE" in asked.stdout else None


def median_of_runs(argv):
    return statistics.median(run_once(argv) for _ in range(RUNS)) * 1000


def run_once(argv):
    nowhere = (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)
    began = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[nowhere])
    _, status = os.waitpid(pid, 0)
    assert status == 0, f"{argv[0]} exited with {status}"
    return time.perf_counter() - began


UNITS = {"": measure}
