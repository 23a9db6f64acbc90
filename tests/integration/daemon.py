"""A charfinderd process: started on free ports, watched on stderr, ended by a signal.

Nothing here sleeps for a fixed time. It polls for a condition until a timeout, which is longer for
sanitized builds.
"""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CHARFINDERD", TOP / "build-dev/charfinderd")
FINDER = os.environ.get("CHARFINDER", TOP / "build-dev/charfinder")
# How much slower this build is than a plain one. Its memory use means something only at 1.
SLOWNESS = float(os.environ.get("CHARFINDER_SLOWNESS", "1"))
# How much slower this machine is than a quiet one.
BUSY = max(1, os.getloadavg()[0] / os.cpu_count())
# Seconds to wait for something that must happen: more for a slow build, and on a busy machine. Only a
# failure takes so long. An index is built by a thread of a low priority, which other tests keep waiting.
PATIENCE = 40 * SLOWNESS * BUSY

INDEX_SUFFIX = ".charindex"
NEW_SUFFIX = INDEX_SUFFIX + ".new"  # while it is written
LOCK_FILE = "lock"  # of the writers; it stays
DIGESTS_FILE = "digests"  # of the sources
# What a program is told in order to build a small index: in a quarter of the time.
SMALL = ("--sources-dir", "/nonexistent")
# What a line of the log begins with that tells an operator about something that does not work.
COMPLAINT = r"^[\d-]+T[\d:.]+Z (error|warning|notice): "
ANY_PORTS = ("--telnet", "127.0.0.1:0", "--http", "127.0.0.1:0")

# What a sanitizer or a failed assertion prints.
REPORT = re.compile(r"Sanitizer|runtime error:|Assertion .* failed")


def wait_for(what, condition, patience=PATIENCE):
    """Returns the condition's first true value; fails after the timeout, naming what."""
    deadline = time.monotonic() + patience
    while not (value := condition()):
        assert time.monotonic() < deadline, f"timeout after {patience:.0f} s: {what}"
        time.sleep(0.01)
    return value


def free_port():
    """A TCP port of the loopback interface that nothing uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def index_file(folder):
    """The index file in a state directory, the last one if there are several, or the path of none."""
    found = [path for path in Path(folder).glob("*" + INDEX_SUFFIX) if path.name[0] != "."]
    found.sort(key=lambda path: path.lstat().st_mtime_ns)
    return found[-1] if found else Path(folder, "unicode-none" + INDEX_SUFFIX)


def clean_environment(**changes):
    """This process's environment without the variables of systemd."""
    unwanted = {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID",
                "LISTEN_FDNAMES", "STATE_DIRECTORY"}  # fmt: skip
    kept = {key: value for key, value in os.environ.items() if key not in unwanted}
    return {**kept, **changes}


class Daemon:
    """A running charfinderd. `lines` is its stderr so far."""

    def __init__(self, *arguments, command=(), program=PROGRAM, environment=None, **popen):
        self.lines = []
        self.process = subprocess.Popen(
            [*map(str, [*command, program, *arguments])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment or clean_environment(),
            text=True,
            encoding="utf-8",
            errors="backslashreplace",
            **popen,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))

    @property
    def pid(self):
        return self.process.pid

    @property
    def stderr(self):
        return "\n".join(self.lines)

    def has_line(self, pattern):
        """The match in the first line of stderr that contains the pattern, or None."""
        found = (re.search(pattern, line) for line in list(self.lines))
        return next(filter(None, found), None)

    def wait_line(self, pattern):
        def look():
            match = self.has_line(pattern)
            ended = self.process.poll() is not None
            assert match or not ended, f"exited without writing {pattern!r}:\n{self.stderr}"
            return match

        return wait_for(f"{pattern!r} on stderr, which is:\n{self.stderr}", look)

    @property
    def telnet(self):
        return int(self.wait_line(r"^Serving telnet on .*:(\d+)$")[1])

    @property
    def http(self):
        return int(self.wait_line(r"^Serving HTTP on http://.*:(\d+)/$")[1])

    def status(self):
        """The current /api/v1/status."""
        url = f"http://127.0.0.1:{self.http}/api/v1/status"
        with urllib.request.urlopen(url, timeout=PATIENCE) as reply:
            return json.load(reply)

    def _is_ready(self):
        assert self.process.poll() is None, f"exited with {self.process.poll()}:\n{self.stderr}"
        try:
            return self.status()["state"] == "ready"
        except urllib.error.HTTPError:
            return False

    def wait_ready(self, patience=PATIENCE):
        self.wait_line(r"^Hit CTRL-C to stop\.$")
        wait_for("state ready", self._is_ready, patience)
        return self

    def wait_saved(self, directory):
        """Waits until the index is on disk (after the rename, the last step but one)."""
        wait_for("the saved index", lambda: index_file(directory).exists())
        return self

    def resident(self):
        """VmRSS in bytes."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read())[1]) * 1024

    def send(self, number):
        self.process.send_signal(number)

    def wait_end(self):
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code

    def ends_well(self):
        """Checks that it exits with 0 and without reports on stderr."""
        code = self.wait_end()
        assert not REPORT.search(self.stderr), self.stderr
        assert code == 0, f"exit code {code}:\n{self.stderr}"

    def stop(self, number=signal.SIGTERM):
        """Ends it by a signal and checks that it exits cleanly."""
        if self.process.poll() is None:
            self.send(number)
        self.ends_well()

    def kill(self):
        """Kills it, as a power failure would."""
        self.process.kill()
        return self.wait_end()
