"""The process table: every process started here is ended here, by its id, whatever happens.

Each process dies with this one (setpriv --pdeathsig), so that even kill -9 of the benchmark leaves
no server behind.
"""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

PATIENCE = 30  # seconds for a server to become ready or to end
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A process failed."""


class Process:
    """A process pinned to `processors`, one number or several with commas. `bare` starts the program
    without the wrappers that pin it, because their start would be measured too; it is pinned a moment
    later."""

    def __init__(self, argv, processors, log, bare=False):
        self.name = Path(argv[0]).name
        self.log = log
        argv = list(map(str, argv))
        with log.open("w") as stderr:
            self.popen = subprocess.Popen(
                argv if bare else ["setpriv", "--pdeathsig", "KILL", *pinned(argv, processors)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        if bare:
            os.sched_setaffinity(self.pid, map(int, str(processors).split(",")))

    @property
    def pid(self):
        return self.popen.pid

    def said(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until(self, what, condition, pause=0.005):
        """The condition's first true value."""
        deadline = time.monotonic() + PATIENCE
        while not (value := condition()):
            if self.popen.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"{self.name}: gave up waiting for {what}\n{self.said()[-2000:]}")
            time.sleep(pause)
        return value

    def family(self):
        """The process and its children, such as nginx's worker."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [self.pid, *map(int, children.split())]

    def cpu_seconds(self):
        """User and system time of all threads and children."""
        return sum(cpu_ticks(pid) for pid in self.family()) / TICKS

    def resident(self):
        """Bytes of private memory, without mapped files."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024

    def end(self):
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
            try:
                self.popen.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()
        self.popen.stdout.close()


def pinned(argv, processors):
    return ["taskset", "--cpu-list", str(processors), *map(str, argv)]


def cpu_ticks(pid):
    # The second field, the program's name, may contain anything; it ends at the last parenthesis.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # utime, stime


class Processes:
    """The running processes, as a context that ends them all."""

    def __init__(self, directory):
        self.directory = directory
        self.running = []
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end_since(0)

    def start(self, argv, processors, **options):
        self.count += 1
        log = self.directory / f"{self.count}-{Path(argv[0]).name}.log"
        process = Process(argv, processors, log, **options)
        self.running.append(process)
        return process

    def end_since(self, mark):
        """Ends all processes but the first `mark`, the last one first."""
        while len(self.running) > mark:
            self.running[-1].end()
            self.running.pop()
