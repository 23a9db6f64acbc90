"""What can be in the place of the state directory and of its file, at the start and at run time.

Whatever it is, the daemon answers, says what is wrong, leaves what is not its own alone, and never
waits. The lean index is built in a moment, so each test starts daemons of its own.
"""

import fcntl
import os
import random
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

from answers import left_over, same_bytes
from daemon import (
    FINDER, LOCK_FILE, PATIENCE, PROGRAM, SMALL, clean_environment, index_file, wait_for,
)  # fmt: skip
from telnet_client import session

NOBODY = 65534


@pytest.fixture(name="lean_sources", scope="module")
def fixture_lean_sources():
    return SMALL


def assert_answers(daemon):
    with session(daemon.telnet) as client:
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def assert_reload_answers(daemon, line):
    """After SIGHUP it writes such a line, and answers."""
    written = len(daemon.lines)
    daemon.send(signal.SIGHUP)
    wait_for(f"{line!r} after SIGHUP in {daemon.lines[written:]}",
             lambda: any(line in each for each in daemon.lines[written:]))  # fmt: skip
    assert_answers(daemon)


# Two daemons.


def test_daemons_that_start_together_share_a_directory(start, empty_state, lean_index):
    daemons = [start(state=empty_state) for _ in range(3)]
    for daemon in daemons:
        assert_answers(daemon.wait_ready())
        daemon.wait_line("Saved the index|is not saved: another process is saving|Loaded the index")
    assert left_over(empty_state) == [index_file(empty_state).name]
    assert same_bytes(index_file(empty_state), index_file(lean_index))
    start(state=empty_state).wait_ready().wait_line("Loaded the index")


def other_sources(tmp_path):
    """Flags for an index that differs from the lean one."""
    folder = tmp_path / "other"
    (folder / "unicode").mkdir(parents=True)
    shutil.copy("/usr/share/unicode/NameAliases.txt", folder / "unicode")
    return ("--sources-dir", folder)


def in_german(tmp_path):
    """The same; the file of a language makes it one that the index has."""
    folder = tmp_path / "german/unicode/cldr/common/annotations"
    folder.mkdir(parents=True)
    (folder / "de.xml").write_text("<ldml><annotations/></ldml>")
    return ("--sources-dir", tmp_path / "german", "--languages", "de")


@pytest.mark.parametrize("difference", ["languages", "sources"])
def test_daemons_that_differ_keep_files_of_their_own(start, warm_state, tmp_path, difference):
    """Whichever saves last, each finds its own file at its next start and at a reload."""
    flags = other_sources(tmp_path) if difference == "sources" else in_german(tmp_path)
    one = start(state=warm_state).wait_ready()
    other = start(*flags, state=warm_state).wait_ready()
    saved = other.wait_line(r"Saved the index in .*/(\S+)$")[1]
    assert_answers(one)
    assert_answers(other)
    assert_reload_answers(one, "The index is up to date")
    assert len(left_over(warm_state)) == 2 and saved in left_over(warm_state)
    for _ in range(2):
        start(state=warm_state).wait_ready().wait_line("Loaded the index")
        start(*flags, state=warm_state).wait_ready().wait_line(f"Loaded the index.*{saved}")


def test_nobody_else_can_lock_the_directory(start, empty_state):
    """Everybody may read the service's directory, and so everybody may lock it."""
    folder = os.open(empty_state, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        start(state=empty_state).wait_ready().wait_line("Saved the index")
    finally:
        os.close(folder)
    assert stat.S_IMODE((empty_state / LOCK_FILE).stat().st_mode) == 0o600


# The directory changes at run time.


def test_a_removed_directory_is_made_again(start, warm_state, lean_index):
    daemon = start(state=warm_state).wait_ready()
    shutil.rmtree(warm_state)
    assert_answers(daemon)
    assert_reload_answers(daemon, "Saved the index")
    assert same_bytes(index_file(warm_state), index_file(lean_index))


def test_a_directory_replaced_by_a_file(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    shutil.rmtree(warm_state)
    warm_state.write_text("not a directory")
    assert_reload_answers(daemon, "The index is not saved, serving from memory")
    assert warm_state.read_text() == "not a directory"


def test_a_directory_replaced_by_another(start, warm_state, tmp_path, lean_index):
    daemon = start(state=warm_state).wait_ready()
    warm_state.rename(tmp_path / "moved")
    warm_state.mkdir()
    index_file(warm_state).write_text("what somebody else wrote")
    assert_reload_answers(daemon, "Saved the index")
    assert same_bytes(index_file(warm_state), index_file(lean_index))
    assert same_bytes(index_file(tmp_path / "moved"), index_file(lean_index))


def test_a_file_that_changes_while_it_is_read(start, warm_state, lean_index):
    """Cut and grown again in place, by a program that does not know how to replace a file."""
    daemon = start(state=warm_state).wait_ready()
    file, good = index_file(warm_state), index_file(lean_index)
    size, moments, stop = good.stat().st_size, random.Random(1), threading.Event()

    def disturb():
        while not stop.is_set():
            try:
                os.truncate(file, moments.randrange(size))
                os.truncate(file, size)
            except FileNotFoundError:
                pass

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        for _ in range(5):
            assert_reload_answers(daemon, "Saved the index")
    finally:
        stop.set()
        disturber.join()
    assert_reload_answers(daemon, "ndex")
    assert left_over(warm_state) == [index_file(warm_state).name]


# Links.


def test_a_directory_behind_a_link(start, warm_state, tmp_path, lean_index):
    link = tmp_path / "link"
    link.symlink_to(warm_state)
    start(state=link).wait_ready().wait_line("Loaded the index")
    index_file(warm_state).unlink()
    start(state=link).wait_ready().wait_line("Saved the index")
    assert link.is_symlink()
    assert same_bytes(index_file(warm_state), index_file(lean_index))


@pytest.mark.parametrize("target", ["nowhere", "link"], ids=["dangling", "loop"])
def test_a_link_to_no_directory(start, tmp_path, target):
    link = tmp_path / "link"
    link.symlink_to(tmp_path / target)
    daemon = start(state=link).wait_ready()
    daemon.wait_line(f"not saved, serving from memory: .*{link}")
    assert_answers(daemon)
    assert os.readlink(link) == str(tmp_path / target)


# Other things in the place of the file. None is followed, opened for long, or kept.


def put_link(to):
    def put(file, good):
        file.unlink()
        file.symlink_to(good if to == "good" else file.parent / (to or file.name))

    return put


def put_device(file, _):
    file.unlink()
    try:
        os.mknod(file, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero has no end
    except PermissionError:
        pytest.skip("making a device needs privileges")


def put_pipe(file, _):
    file.unlink()
    os.mkfifo(file)


def put_socket(file, _):
    file.unlink()
    before = os.getcwd()
    os.chdir(file.parent)  # a socket's path must be short
    try:
        socket.socket(socket.AF_UNIX).bind(file.name)
    finally:
        os.chdir(before)


def put_sparse(file, _):
    os.truncate(file, 256 << 20)


THINGS = {
    "a link to an index": put_link("good"),
    "a dangling link": put_link("nowhere"),
    "a loop": put_link(None),
    "a device": put_device,
    "a pipe": put_pipe,
    "a socket": put_socket,
    "256 MB of nothing after it": put_sparse,
}


@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_in_the_place_of_the_file_is_replaced(start, warm_state, tmp_path, lean_index, thing):
    elsewhere = tmp_path / "elsewhere"
    shutil.copy(index_file(lean_index), elsewhere)
    file = index_file(warm_state)
    THINGS[thing](file, elsewhere)
    daemon = start(state=warm_state).wait_ready()
    daemon.wait_line(f"Rebuilding the index: cannot use .*{file.name}")
    daemon.wait_line("Saved the index")
    assert_answers(daemon)
    assert stat.S_ISREG(file.lstat().st_mode)
    assert left_over(warm_state) == [index_file(warm_state).name]
    assert same_bytes(elsewhere, index_file(lean_index)), "what a link pointed to is not touched"


@pytest.mark.parametrize("kind", ["a file", "a link", "a pipe"])
def test_what_a_killed_writer_left_is_removed_beside_a_good_index(start, warm_state, tmp_path, kind):
    precious, new = tmp_path / "precious", Path(f"{index_file(warm_state)}.new")
    precious.write_text("precious")
    (warm_state / LOCK_FILE).touch(0o600)  # as every writer does first
    {"a file": lambda: new.write_text("half an ind"), "a link": lambda: new.symlink_to(precious),
     "a pipe": lambda: os.mkfifo(new)}[kind]()  # fmt: skip
    start(state=warm_state).wait_ready().wait_line("Loaded the index")
    assert left_over(warm_state) == [index_file(warm_state).name]
    assert precious.read_text() == "precious"


# Permissions. The superuser has all of them, so the daemon is started as somebody else then.


@pytest.fixture(name="foreign_state")
def fixture_foreign_state(lean_index):
    """A directory that an ordinary user may reach, and the arguments to be one."""
    folder = Path(tempfile.mkdtemp(prefix="charfinder-foreign."))
    try:
        folder.chmod(0o755)
        shutil.copy(index_file(lean_index), folder)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        yield folder, user
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def contents(folder):
    return {name: (folder / name).read_bytes() for name in left_over(folder)}


def may_run(user, program):
    """Can that user reach the program?"""
    return not user or all(parent.stat().st_mode & 0o001 for parent in Path(program).resolve().parents)


def test_a_directory_that_may_only_be_read(start, foreign_state):
    folder, user = foreign_state
    if not may_run(user, PROGRAM):
        pytest.skip("an ordinary user cannot reach the program")
    folder.chmod(0o555)
    arguments = ("--sources-dir", "/nonexistent")
    daemon = start(*arguments, state=folder, **user).wait_ready()
    daemon.wait_line("Loaded the index")
    assert_answers(daemon)
    index_file(folder).chmod(0o755)
    os.truncate(index_file(folder), 1000)
    daemon = start(*arguments, state=folder, **user).wait_ready()
    daemon.wait_line("not saved, serving from memory: .*Permission denied")
    assert_answers(daemon)
    assert left_over(folder) == [index_file(folder).name]


def test_a_file_of_somebody_else(start, foreign_state):
    folder, user = foreign_state
    if not may_run(user, PROGRAM):
        pytest.skip("an ordinary user cannot reach the program")
    index_file(folder).chmod(0)
    folder.chmod(0o777)
    daemon = start("--sources-dir", "/nonexistent", state=folder, **user).wait_ready()
    daemon.wait_line("Rebuilding the index: cannot use .*Permission denied")
    daemon.wait_line("Saved the index")
    assert_answers(daemon)
    assert left_over(folder) == [index_file(folder).name]
    start("--sources-dir", "/nonexistent", state=folder, **user).wait_ready().wait_line("Loaded")


# The service's directory, for the command of everybody.

# Puts the folder in the place of the service's, in a name space of its own.
IN_PLACE = """
set -e
mount -t tmpfs -o mode=0755 tmpfs /var/lib
mkdir /var/lib/charfinder
mount --bind "$1" /var/lib/charfinder
shift
exec "$@"
"""


def in_place(folder, user, *command):
    """Runs the command where /var/lib/charfinder is that folder, as nobody if that is possible."""
    unshare = ["unshare", "--mount", *(() if user else ("--user", "--map-root-user"))]
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if user else []
    return subprocess.run(
        [*map(str, (*unshare, "sh", "-c", IN_PLACE, "sh", folder, *drop, *command))],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=clean_environment(HOME="/proc/nowhere", XDG_STATE_HOME=""),
    )


def test_everybody_reads_the_index_of_the_service(foreign_state):
    """Without building or writing anything; one that does not fit is passed over in silence."""
    folder, user = foreign_state
    if in_place(folder, user, "true").returncode != 0:
        pytest.skip("name spaces are not allowed here")
    if not may_run(user, FINDER):
        pytest.skip("an ordinary user cannot reach the program")
    before = contents(folder)
    done = in_place(folder, user, FINDER, *SMALL, "registered")
    assert (done.returncode, done.stderr) == (0, "")
    assert "U+00AE" in done.stdout
    assert contents(folder) == before
    os.truncate(index_file(folder), 1000)
    before = contents(folder)
    done = in_place(folder, user, FINDER, *SMALL, "registered")
    assert "U+00AE" in done.stdout
    assert "rebuilding" not in done.stderr and "cannot save the index" in done.stderr
    assert contents(folder) == before
