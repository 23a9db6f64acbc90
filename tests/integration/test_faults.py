"""Saving the index while system calls fail: strace makes one call of the finder fail.

Whatever fails, the finder answers, reports it once, and leaves the old file in place. Wherever it
is killed, the directory holds a complete index or none, and the next run repairs it. What is in the
index does not matter, so it is a small one, which is built sooner.
"""

import errno
import os
import re
import shutil
import subprocess

import pytest

from answers import left_over
from daemon import FINDER, PATIENCE, REPORT, SMALL, clean_environment, index_file

ANSWER = "U+00AE\t®\tREGISTERED SIGN\n(1 match for 'registered')\n"
# What is at the place of the index before: nothing, or a file that is no longer valid.
OUTDATED = b"what an older version wrote"

# LeakSanitizer does not work under a tracer; all other checks of the sanitizers do.
ENVIRONMENT = clean_environment(ASAN_OPTIONS="detect_leaks=0")


@pytest.fixture
def empty_state(tmp_path):
    directory = tmp_path / "state"
    directory.mkdir()
    return directory


@pytest.fixture
def warm_state(empty_state, small_index):
    shutil.copy(index_file(small_index), empty_state)
    return empty_state


@pytest.fixture
def old_state(empty_state, small_index):
    (empty_state / index_file(small_index).name).write_bytes(OUTDATED)
    return empty_state


@pytest.fixture
def new_file(empty_state, small_index):
    """What the index is written to."""
    return empty_state / (index_file(small_index).name + ".new")


@pytest.fixture(params=["empty_state", "old_state"])
def state(request):
    return request.getfixturevalue(request.param)


def find(state, command=()):
    done = subprocess.run(
        [*command, FINDER, *SMALL, "--state-dir", state, "registered"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=ENVIRONMENT,
    )
    assert not REPORT.search(done.stderr), done.stderr
    return done


def tracing(tmp_path, call, fault, path=None):
    """A command that makes a system call fail; with a path, only on that file."""
    trace = tmp_path / "trace"
    where = () if path is None else ("-P", path)
    options = ("-f", "-qq", "-o", trace, *where, "-e", f"trace={call}", "-e", f"inject={call}:{fault}")
    return ("strace", *options), trace


def contents(directory):
    return {name: (directory / name).read_bytes() for name in left_over(directory)}


def complaints(done):
    """Lines about saving, without those about an unusable old file and missing sources."""
    others = re.compile("charfinder: (rebuilding the index in |Source \\w+ is missing: )")
    return [line for line in done.stderr.splitlines() if not others.match(line)]


def assert_put_right(state, small_index):
    """The next run answers and repairs the directory, and the one after it reports nothing."""
    assert find(state).stdout == ANSWER
    again = find(state)
    assert (again.returncode, again.stdout, again.stderr) == (0, ANSWER, "")
    assert contents(state) == contents(small_index)


# System calls that fail. The path selects among all calls that the program makes.

FILE, FOLDER, ANYWHERE = "the new file", "the directory", "anywhere"
FAILURES = [
    ("openat", FILE, "EACCES", "create"),
    ("openat", FILE, "EROFS", "create"),
    ("openat", FILE, "EDQUOT", "create"),
    ("openat", FILE, "EMFILE", "create"),
    ("write", FILE, "ENOSPC", "write"),
    ("write", FILE, "EIO", "write"),
    ("write", FILE, "EDQUOT", "write"),
    ("fsync", FILE, "EIO", "sync"),
    ("fsync", FILE, "ENOSPC", "sync"),
    ("pread64", FILE, "EIO", "verify"),
    ("close", FILE, "EIO", "close"),
    ("close", FILE, "ENOSPC", "close"),
    ("renameat", ANYWHERE, "EACCES", "rename"),
    ("renameat", ANYWHERE, "ENOSPC", "rename"),
    ("renameat", ANYWHERE, "EIO", "rename"),
    ("flock", ANYWHERE, "ENOLCK", "lock"),
    ("mkdir", ANYWHERE, "EACCES", "create"),
]


def path_of(where, new_file):
    return {FILE: new_file, FOLDER: new_file.parent, ANYWHERE: None}[where]


def watched(where, call, new_file):
    """openat() gets a name relative to the directory, and strace compares names verbatim."""
    return new_file.name if call == "openat" else path_of(where, new_file)


@pytest.mark.parametrize(("call", "where", "error", "step"), FAILURES, ids=lambda value: value)
def test_a_call_that_fails_costs_a_warning(tmp_path, state, call, where, error, step, new_file):
    before = contents(state)
    command, trace = tracing(tmp_path, call, f"error={error}:when=1", watched(where, call, new_file))
    done = find(state, command)
    assert trace.read_text().count("(INJECTED)") == 1
    assert (done.returncode, done.stdout) == (0, ANSWER)
    (warning,) = complaints(done)
    assert f"cannot {step} {state}" in warning or step == "create" and "cannot create" in warning
    assert os.strerror(getattr(errno, error)) in warning
    # So the next run does what any run does from there.
    assert contents(state) == before, "the old file stays, and no other file is left"


def test_a_directory_that_cannot_be_synced(tmp_path, state, small_index):
    """The one failure after the rename: the new file may not survive a power cut."""
    command, _ = tracing(tmp_path, "fsync", "error=EIO:when=1", state)
    done = find(state, command)
    assert (done.returncode, done.stdout) == (0, ANSWER)
    (warning,) = complaints(done)
    assert "cannot sync the directory of" in warning
    assert contents(state) == contents(small_index)


def test_fsync_is_never_retried(tmp_path, state, new_file):
    """After a failed fsync the kernel marks the pages clean, and the next fsync succeeds."""
    command, trace = tracing(tmp_path, "fsync", "error=EIO:when=1", new_file)
    find(state, command)
    assert len(re.findall(r"fsync\(", trace.read_text())) == 1


@pytest.mark.parametrize(
    ("error", "reason"), [("EAGAIN", "another process is saving an index in"), ("EINTR", "cannot lock")]
)
def test_a_lock_that_is_not_granted(tmp_path, state, error, reason):
    before = contents(state)
    command, _ = tracing(tmp_path, "flock", f"error={error}:when=1")
    done = find(state, command)
    assert (done.returncode, done.stdout) == (0, ANSWER)
    (warning,) = complaints(done)
    assert reason in warning
    assert contents(state) == before


# Calls that report success without having done anything.


@pytest.mark.parametrize("claimed", [1, 4096, 4_000_000])
def test_bytes_that_were_not_written_are_noticed(tmp_path, state, small_index, claimed, new_file):
    before = contents(state)
    command, trace = tracing(tmp_path, "write", f"retval={claimed}:when=1", new_file)
    done = find(state, command)
    assert "(INJECTED)" in trace.read_text()
    assert (done.returncode, done.stdout) == (0, ANSWER)
    (warning,) = complaints(done)
    assert "cannot verify" in warning
    assert contents(state) == before
    assert_put_right(state, small_index)


@pytest.mark.parametrize("call", ["write", "pread64"])
def test_an_interrupted_call_is_repeated(tmp_path, state, small_index, call, new_file):
    command, trace = tracing(tmp_path, call, "error=EINTR:when=1", new_file)
    done = find(state, command)
    assert "(INJECTED)" in trace.read_text()
    assert (done.returncode, done.stdout, complaints(done)) == (0, ANSWER, [])
    assert contents(state) == contents(small_index)


# Loading.


@pytest.mark.parametrize("error", ["EIO", "EISDIR"])
def test_an_index_that_cannot_be_read_is_rebuilt(tmp_path, warm_state, small_index, error):
    command, trace = tracing(tmp_path, "pread64", f"error={error}:when=1", index_file(warm_state))
    done = find(warm_state, command)
    assert "(INJECTED)" in trace.read_text()
    assert (done.returncode, done.stdout) == (0, ANSWER)
    where = f"{warm_state}: {index_file(warm_state).name}"
    assert done.stderr.startswith(f"charfinder: rebuilding the index in {where}: cannot read it: ")
    assert os.strerror(getattr(errno, error)) in done.stderr
    assert_put_right(warm_state, small_index)


@pytest.mark.parametrize("when", [1, 2, 8, 14])
@pytest.mark.parametrize("fault", ["error=EIO", "retval=0"])
def test_an_index_that_cannot_be_read_any_more_is_rebuilt(tmp_path, warm_state, small_index, fault, when):
    """The command reads pieces when it needs them, so it is in the middle of its work."""
    command, trace = tracing(tmp_path, "pread64", f"{fault}:when={when}", index_file(warm_state))
    done = find(warm_state, command)
    assert "(INJECTED)" in trace.read_text()
    assert (done.returncode, done.stdout) == (0, ANSWER)
    assert done.stderr.startswith(f"charfinder: rebuilding the index in {warm_state}: ")
    assert done.stderr.count("rebuilding") == 1
    assert_put_right(warm_state, small_index)


def test_a_query_reads_a_small_part_of_the_index(tmp_path, warm_state):
    """Each piece is a fault, which strace shows as a signal. A whole index has more than 100."""
    trace = tmp_path / "trace"
    done = find(warm_state, ("strace", "-qq", "-o", trace, "-e", "trace=none"))
    assert (done.returncode, done.stdout, done.stderr) == (0, ANSWER, "")
    assert 1 <= trace.read_text().count("--- SIGSEGV") <= 40


def test_a_file_shorter_than_its_size_is_refused(tmp_path, warm_state):
    command, _ = tracing(tmp_path, "pread64", "retval=0:when=1", index_file(warm_state))
    done = find(warm_state, command)
    assert (done.returncode, done.stdout) == (0, ANSWER)
    assert "cannot read it" in done.stderr


# Killed at every step.

STEPS = [
    ("mkdir", ANYWHERE),
    ("flock", ANYWHERE),
    ("unlinkat", ANYWHERE),
    ("openat", FILE),
    ("write", FILE),
    ("fsync", FILE),
    ("pread64", FILE),
    ("close", FILE),
    ("renameat", ANYWHERE),
    ("fsync", FOLDER),
    ("close", FOLDER),
]


def assert_old_or_whole(directory, small_index):
    """At the place of the index there is no partial file, and no file is lost."""
    now = contents(directory)
    index = index_file(small_index).name
    assert set(now) <= {index, index + ".new"}
    assert now[index] in (OUTDATED, index_file(small_index).read_bytes())


@pytest.mark.parametrize(("call", "where"), STEPS, ids=lambda value: value)
def test_killed_at_any_step(tmp_path, old_state, small_index, call, where, new_file):
    """The call is not executed, so this tests the state after the previous one."""
    # Loading closes the first descriptor of the directory; the second one held the lock.
    number = 2 if (call, where) == ("close", FOLDER) else 1
    command, trace = tracing(tmp_path, call, f"signal=KILL:when={number}", watched(where, call, new_file))
    done = find(old_state, command)
    assert done.returncode != 0 and done.stdout == ""
    assert "killed by SIGKILL" in trace.read_text()
    assert_old_or_whole(old_state, small_index)
    assert_put_right(old_state, small_index)


def test_a_file_size_limit_ends_saving(old_state, small_index, new_file):
    """The kernel refuses to write more; its SIGXFSZ does not end the program."""
    limit = ("prlimit", "--fsize=4000000", "--core=0")
    done = find(old_state, limit)
    assert done.returncode == 0 and "1 match" in done.stdout
    assert "File too large" in done.stderr
    assert not new_file.exists()
    assert_old_or_whole(old_state, small_index)
    assert_put_right(old_state, small_index)


@pytest.mark.parametrize("share", [0, 0.1, 0.999999, 1])
def test_a_killed_writers_file_is_not_used(empty_state, small_index, share, new_file):
    whole = index_file(small_index).read_bytes()
    new_file.write_bytes(whole[: int(len(whole) * share)])
    assert_put_right(empty_state, small_index)
