"""What every row works on: processors, a directory, the processes, and how long to measure."""

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

    @contextlib.contextmanager
    def scene(self):
        """Ends at its end whatever was started in it."""
        mark = len(self.processes.running)
        try:
            yield
        finally:
            self.processes.end_since(mark)

    def new_directory(self):
        # nginx' worker is another user and has to read here.
        path = Path(tempfile.mkdtemp(dir=self.directory))
        path.chmod(0o755)
        return path

    def write_lines(self, lines):
        """A file of these lines, for a client to read."""
        path = self.new_directory() / "lines"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    def ask(self, argv):
        """Runs a client to its end. Returns what it printed."""
        done = subprocess.run(
            pinned(argv, self.client), capture_output=True, text=True, check=False
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
