"""The sources change and the daemon is told to read them again."""

import os
import signal
from pathlib import Path

INSTALLED = Path("/usr/share")
CHANGING = "unicode/NameAliases.txt"
# Two thirds of the time to build an index; with WordNet, which is not linked. What matters here is
# how often the index is replaced.
SLOW = "Unihan_*"


def make_sources(folder):
    """A folder like /usr/share of links to its files, without those that cost the most time, and with
    a copy of the one that changes."""
    (folder / "unicode").mkdir(parents=True)
    for entry in (INSTALLED / "unicode").iterdir():
        if entry.name != Path(CHANGING).name and not entry.match(SLOW):
            (folder / "unicode" / entry.name).symlink_to(entry)
    for part in ("xml", "aglfn", "X11", "m17n"):
        (folder / part).symlink_to(INSTALLED / part)
    (folder.parent / "include").symlink_to(INSTALLED.parent / "include")
    change(folder, 0)


def change(folder, number):
    """A comment more: another generation of the index, with the same characters."""
    text = (INSTALLED / CHANGING).read_bytes() + b"# %d\n" % number
    new = folder / (CHANGING + ".new")
    new.write_bytes(text)
    new.rename(folder / CHANGING)


def run(folder, pid, stop, pause, counts):
    """Every second time the sources have not changed."""
    number = 0
    while not stop.wait(pause):
        number += 1
        if number % 2:
            change(folder, number)
        os.kill(pid, signal.SIGHUP)
        counts.reply()
