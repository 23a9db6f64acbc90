"""Programs on a pseudo-terminal."""

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time

from daemon import PATIENCE


def read_terminal(master):
    """Everything that a program shows until it ends."""
    shown = b""
    try:
        while piece := os.read(master, 65536):
            shown += piece
    except OSError:  # how Linux reports the end of a terminal
        pass
    os.close(master)
    return shown


class Terminal:
    """A running program, what is typed to it, and what it shows."""

    def __init__(self, command, *, controlling=False, **environment):
        """With `controlling`, its keys also make signals of the program, such as Ctrl-C."""
        self.master, slave = pty.openpty()
        self.screen = b""
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={**os.environ, **environment},
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlling else None,
        )  # fmt: skip
        os.close(slave)

    def type(self, keys):
        os.write(self.master, keys)

    def press(self, keys):
        """One byte at a time, as from a keyboard."""
        for key in keys:
            self.type(bytes([key]))

    def wait(self, pattern):
        """Waits until the pattern is on the screen; returns and removes everything up to it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.screen)):
            assert time.monotonic() < deadline, f"no {pattern!r} in {self.screen[-500:]!r}"
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.screen += os.read(self.master, 65536)
                except OSError:  # the program has exited
                    assert re.search(pattern, self.screen), self.screen[-500:]
        taken, self.screen = self.screen[: found.end()], self.screen[found.end() :]
        return taken.decode("utf-8", "replace")  # an interrupt may cut a character

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)
