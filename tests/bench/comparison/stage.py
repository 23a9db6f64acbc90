"""What every row gets: processors, a directory, the processes, and the duration of a turn."""

import contextlib
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from processes import Failed, Processes, pinned

TOP = Path(__file__).resolve().parents[3]
BUILD = TOP / "build-bench"


@dataclass
class Stage:
    processes: Processes
    directory: Path
    server: int  # the servers' processor
    client: int  # the clients'
    turns: int
    seconds: float  # of one turn of one variant
    quick: bool

    @property
    def both(self):
        """The processors of the servers and of the clients, for what has no client beside it."""
        return f"{self.server},{self.client}"

    @contextlib.contextmanager
    def scene(self):
        """A context that ends all processes started in it."""
        mark = len(self.processes.running)
        try:
            yield
        finally:
            self.processes.end_since(mark)

    def new_directory(self):
        # nginx's worker runs as another user and reads this directory.
        path = Path(tempfile.mkdtemp(dir=self.directory))
        path.chmod(0o755)
        return path

    def write_lines(self, lines):
        """Writes these lines to a file for a client."""
        path = self.new_directory() / "lines"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    def ask(self, argv):
        """Runs a client to its end. Returns what it printed."""
        done = subprocess.run(
            pinned(argv, self.client), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Failed(f"{' '.join(map(str, argv))}: {done.stderr}")
        return done.stdout


@contextlib.contextmanager
def stage_open(server, client, turns, seconds, quick):
    with tempfile.TemporaryDirectory(prefix="charfinder-bench-") as directory:
        path = Path(directory)
        path.chmod(0o755)
        with Processes(path) as processes:
            yield Stage(processes, path, server, client, turns, seconds, quick)
