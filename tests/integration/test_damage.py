"""A daemon that is killed, a disk that fails, and files that are not an index."""

import errno
import os
import random
import signal
import time

import pytest

from answers import assert_well, left_over, same_bytes
from daemon import COMPLAINT, NEW_SUFFIX, SLOWNESS, SMALL, index_file, wait_for

WARNING = r"\S+Z warning: "


# What is in the index does not matter here: a small one is built sooner.


@pytest.fixture(scope="module")
def lean_sources():
    return SMALL


# Killing.


def test_kill_9_at_any_moment_of_the_build(start, empty_state, small_index, oracle):
    """Moments from a fixed seed, spread over the duration of a whole build."""
    began = time.monotonic()
    start(state=empty_state).wait_ready().wait_saved(empty_state).stop()
    whole = time.monotonic() - began
    moments = random.Random(1)
    for _ in range(8 if SLOWNESS == 1 else 3):
        index_file(empty_state).unlink(missing_ok=True)
        victim = start(state=empty_state)
        time.sleep(moments.uniform(0, whole))
        victim.kill()
        successor = start(state=empty_state).wait_ready().wait_saved(empty_state)
        assert_well(successor, oracle)
        successor.stop()
        assert same_bytes(index_file(empty_state), index_file(small_index))
        assert left_over(empty_state) == [index_file(empty_state).name]


# strace stops a process at exactly the right system call, which no sleep can. Leak detection does
# not work under it, so sanitized builds skip these tests.
under_strace = pytest.mark.skipif(SLOWNESS > 1, reason="LeakSanitizer does not work under strace")


def injected(calls, fault):
    """A command that makes the first of these system calls on our file fail."""
    inject = f"inject={calls}:{fault}:when=1"
    return ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", inject)


@under_strace
@pytest.mark.parametrize("call", ["fsync", "renameat,rename,renameat2"])
def test_killed_during_a_system_call_of_saving(start, empty_state, small_index, call):
    victim = start(state=empty_state, command=injected(call, "signal=KILL"))
    assert victim.wait_end() != 0
    assert any(name.endswith(NEW_SUFFIX) for name in left_over(empty_state))
    successor = start(state=empty_state).wait_ready().wait_saved(empty_state)
    successor.stop()
    assert left_over(empty_state) == [index_file(empty_state).name]
    assert same_bytes(index_file(empty_state), index_file(small_index))


@under_strace
@pytest.mark.parametrize(
    ("call", "error"),
    [("fsync", "EIO"), ("fsync", "ENOSPC"), ("renameat,rename,renameat2", "EACCES")],
)
def test_a_disk_that_fails_costs_a_warning(start, empty_state, oracle, call, error):
    daemon = start(state=empty_state, command=injected(call, f"error={error}"))
    try:
        daemon.wait_ready()
        warning = daemon.wait_line(f"^{WARNING}(?!Source |sources_dir: ).*")[0]
        assert os.strerror(getattr(errno, error)) in warning
        assert_well(daemon, oracle)
        assert left_over(empty_state) == []
    finally:
        # strace forwards signals to its child; signal the daemon itself.
        end_under_strace(daemon)


def end_under_strace(daemon):
    children = f"/proc/{daemon.pid}/task/{daemon.pid}/children"
    with open(children, encoding="ascii") as file:
        os.kill(int(file.read().split()[0]), signal.SIGTERM)
    daemon.ends_well()


# Directories that cannot be written, and files that are not an index.


@pytest.mark.parametrize("where", ["/proc/charfinder", "/dev/null/charfinder", "/dev/full"])
def test_a_state_directory_that_cannot_be_written_costs_a_warning(start, oracle, where):
    daemon = start(state=where)
    assert_well(daemon.wait_ready(), oracle)
    assert where in daemon.wait_line(f"^{WARNING}.*not saved.*|^{WARNING}.*{where}.*")[0]


def flip(at):
    def damage(file):
        data = bytearray(file.read_bytes())
        data[at if at >= 0 else len(data) + at] ^= 0x20
        file.write_bytes(data)

    return damage


def cut_to(fraction):
    def damage(file):
        os.truncate(file, int(file.stat().st_size * fraction))

    return damage


def replace_by_folder(file):
    file.unlink()
    file.mkdir()


def replace_by_fifo(file):
    file.unlink()
    os.mkfifo(file)


def make_huge(file):
    os.truncate(file, 1 << 40)


DAMAGES = {
    "another magic": flip(0),
    "another format version": flip(8),
    "another byte order": flip(12),
    "another length": flip(16),
    "another ICU version": flip(24),
    "another Unicode version": flip(28),
    "another number of documents": flip(32),
    "a bit of the data": flip(1_000_000),
    "the last byte": flip(-1),
    "cut in half": cut_to(0.5),
    "one byte of a million missing": cut_to(0.999999),
    "empty": cut_to(0),
    "a terabyte of nothing after it": make_huge,
    "a byte more": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "a folder": replace_by_folder,
    "a pipe": replace_by_fifo,
    "text": lambda file: file.write_text("no index"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt(start, warm_state, oracle, small_index, damage):
    file = index_file(warm_state)
    DAMAGES[damage](file)
    daemon = start(state=warm_state).wait_ready()
    assert_well(daemon, oracle)
    daemon.wait_line(rf"{COMPLAINT}.*{file.name}.*|{COMPLAINT}.*rebuil.*")
    if damage != "a folder":  # rename() does not replace it
        good = index_file(small_index)
        wait_for("the mended file", lambda: file.is_file() and same_bytes(file, good))
