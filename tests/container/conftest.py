"""Containers from the image that tests/container/run has built, each removed at the end of its test."""

import re
import resource
import shlex
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/integration"))

from daemon import free_port, wait_for  # noqa: E402 (from the folder above)

LONGEST = 300  # seconds that a command of podman may take


def podman(*arguments, check=True):
    done = subprocess.run(
        ["podman", *map(str, arguments)], cwd=TOP, capture_output=True, text=True, timeout=LONGEST
    )
    assert done.returncode == 0 or not check, f"podman {arguments}: {done.stderr}"
    return done


def documented(command):
    """The words of the command of podman that server/RUNNING.md tells to copy."""
    text = (TOP / "server/RUNNING.md").read_text(encoding="utf-8").replace("\\\n", "")
    [line] = re.findall(rf"^    podman {command} .*$", text, re.MULTILINE)
    return shlex.split(line)[2:]


# Podman as root raises these to the kernel's most, which a root without CAP_SYS_RESOURCE may not.
LIMITS = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}


def low_limits():
    for name, limit in LIMITS.items():
        _, hard = resource.getrlimit(limit)
        low = 4096 if hard == resource.RLIM_INFINITY else min(hard, 4096)
        yield from ("--ulimit", f"{name}={low}:{low}")


class Container:
    """A container of that command, under a name and on ports of its own."""

    def __init__(self, volume, without=(), arguments=()):
        self.name = f"charfinder-{uuid.uuid4().hex[:8]}"
        self.telnet, self.http = free_port(), free_port()
        places = {
            "2323:2323": f"127.0.0.1:{self.telnet}:2323",
            "8888:8888": f"127.0.0.1:{self.http}:8888",
            "charfinder:/var/lib/charfinder": f"{volume}:/var/lib/charfinder",
        }
        words = [places.get(word, word) for word in documented("run")]
        words[words.index("--name") + 1] = self.name
        for option in without:  # with the word before it
            at = words.index(option)
            del words[at - 1 : at + 1]
        podman("run", *low_limits(), *words, *arguments)

    def log(self):
        done = podman("logs", self.name)
        return done.stdout + done.stderr

    def state(self):
        """(status, exit code)"""
        state = podman("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", self.name)
        status, code = state.stdout.split()
        return status, int(code)

    def run(self, *command, check=True):
        return podman("exec", self.name, *command, check=check)

    def wait_line(self, pattern):
        return wait_for(
            f"{pattern!r} in the log", lambda: re.search(pattern, self.log(), re.MULTILINE)
        )

    def wait_end(self):
        wait_for("the end", lambda: self.state()[0] in ("exited", "stopped"))
        return self.state()[1]

    def stop(self):
        podman("stop", self.name)
        return self.wait_end()

    def remove(self):
        podman("rm", "--force", "--time", "0", self.name)


@pytest.fixture
def volume():
    name = f"charfinder-{uuid.uuid4().hex[:8]}"
    yield name
    podman("volume", "rm", "--force", name)


@pytest.fixture
def start(volume):
    started = []

    def start_one(**options):
        started.append(Container(volume, **options))
        return started[-1]

    yield start_one
    for one in started:
        one.remove()
