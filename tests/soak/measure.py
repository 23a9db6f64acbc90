"""What a process uses, from /proc."""

import os
import statistics
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def resident(pid):
    """Bytes of memory."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def slope(samples):
    """Bytes a minute of [(second, bytes)], by least squares over the second half."""
    half = samples[len(samples) // 2 :]
    if len(half) < 3:
        return 0.0
    return statistics.linear_regression(*zip(*half)).slope * 60


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0
