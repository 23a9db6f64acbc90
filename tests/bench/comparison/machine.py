"""The machine: its processors, their use, and its description in a table."""

import contextlib
import datetime
import os
import platform
import re
import resource
import subprocess
from pathlib import Path

# Load average, without this benchmark.
BUSY = 0.5

PEERS = ("nginx", "redis-server", "wrk", "python3-fastapi", "uvicorn", "libsqlite3-0")


class TooSmall(Exception):
    """The machine has too few processors to measure anything."""


def split_processors():
    """(server, client): two different processors."""
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise TooSmall("One processor cannot hold a server and its client: two are needed")
    return allowed[0], allowed[-1]


DESCRIPTORS = 25_000


def raise_descriptors():
    """Allows 20,000 connections, here and in child processes, or as many as this user may have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, PermissionError):  # root may raise the hard limit, too
        resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, max(hard, DESCRIPTORS)))
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def processor_name():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return re.sub(r"\s+", " ", line.partition(":")[2]).strip()
    return platform.machine()


def package_version(package):
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Version}", package],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return shown.stdout or None


def commit_of(top):
    """None where it is not known: in a copy of the sources, or without git, as in the roots of tests/run --root."""
    try:
        command = ["git", "-C", str(top), "describe", "--always", "--dirty"]
        described = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return described.stdout.strip() or None


def describe(top):
    return {
        "processor": processor_name(),
        "processors": os.cpu_count(),
        "kernel": platform.release(),
        "date": datetime.date.today().isoformat(),
        "commit": commit_of(top),
        "load_before": os.getloadavg()[0],
        "packages": {package: package_version(package) for package in PEERS},
    }


def title(about):
    """Machine, date and commit on one line; and a warning if other processes were running."""
    line = (
        f"{about['processor']}, {about['processors']} processors, Linux {about['kernel']}, "
        f"{about['date']}, {about['commit'] or 'unknown commit'}"
    )
    if about["load_before"] > BUSY:
        line += f".\nThe machine was busy before: its load was {about['load_before']:.1f}"
    return line
