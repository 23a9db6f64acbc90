"""What can be in the place of the state directory and of its file, at the start and at run time.

Whatever it is, the daemon answers, says what is wrong, leaves what is not its own alone, and never
waits. The lean index is built in a moment, so each test starts daemons of its own.
"""

import os
import random
import shutil
import signal
import socket
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from answers import left_over, same_bytes
from daemon import INDEX_FILE, PROGRAM, SMALL, wait_for
from telnet_client import session

NOBODY = 65534
NEW_FILE = INDEX_FILE + ".new"


@pytest.fixture(name="lean_sources", scope="session")
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
    assert left_over(empty_state) == [INDEX_FILE]
    assert same_bytes(empty_state / INDEX_FILE, lean_index / INDEX_FILE)
    start(state=empty_state).wait_ready().wait_line("Loaded the index")


def test_a_daemon_replaces_the_file_that_another_has_loaded(start, warm_state, tmp_path):
    one = start(state=warm_state).wait_ready()
    other_sources = tmp_path / "other"
    (other_sources / "unicode").mkdir(parents=True)
    shutil.copy("/usr/share/unicode/NameAliases.txt", other_sources / "unicode")
    other = start("--sources-dir", other_sources, state=warm_state).wait_ready()
    other.wait_line("Saved the index")
    assert_answers(one)
    assert_answers(other)
    assert_reload_answers(one, "Saved the index")  # built of its own sources again
    assert left_over(warm_state) == [INDEX_FILE]


# The directory changes at run time.


def test_a_removed_directory_is_made_again(start, warm_state, lean_index):
    daemon = start(state=warm_state).wait_ready()
    shutil.rmtree(warm_state)
    assert_answers(daemon)
    assert_reload_answers(daemon, "Saved the index")
    assert same_bytes(warm_state / INDEX_FILE, lean_index / INDEX_FILE)


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
    (warm_state / INDEX_FILE).write_text("what somebody else wrote")
    assert_reload_answers(daemon, "Saved the index")
    assert same_bytes(warm_state / INDEX_FILE, lean_index / INDEX_FILE)
    assert same_bytes(tmp_path / "moved" / INDEX_FILE, lean_index / INDEX_FILE)


def test_a_file_that_changes_while_it_is_read(start, warm_state, lean_index):
    """Cut and grown again in place, by a program that does not know how to replace a file."""
    daemon = start(state=warm_state).wait_ready()
    file, good = warm_state / INDEX_FILE, lean_index / INDEX_FILE
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
    assert left_over(warm_state) == [INDEX_FILE]


# Links.


def test_a_directory_behind_a_link(start, warm_state, tmp_path, lean_index):
    link = tmp_path / "link"
    link.symlink_to(warm_state)
    start(state=link).wait_ready().wait_line("Loaded the index")
    (warm_state / INDEX_FILE).unlink()
    start(state=link).wait_ready().wait_line("Saved the index")
    assert link.is_symlink()
    assert same_bytes(warm_state / INDEX_FILE, lean_index / INDEX_FILE)


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
        file.symlink_to(good if to == "good" else file.parent / to)

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
    "a loop": put_link(INDEX_FILE),
    "a device": put_device,
    "a pipe": put_pipe,
    "a socket": put_socket,
    "256 MB of nothing after it": put_sparse,
}


@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_in_the_place_of_the_file_is_replaced(start, warm_state, tmp_path, lean_index, thing):
    elsewhere = tmp_path / "elsewhere"
    shutil.copy(lean_index / INDEX_FILE, elsewhere)
    THINGS[thing](warm_state / INDEX_FILE, elsewhere)
    daemon = start(state=warm_state).wait_ready()
    daemon.wait_line(f"Rebuilding the index: cannot use .*{INDEX_FILE}")
    daemon.wait_line("Saved the index")
    assert_answers(daemon)
    assert stat.S_ISREG((warm_state / INDEX_FILE).lstat().st_mode)
    assert left_over(warm_state) == [INDEX_FILE]
    assert same_bytes(elsewhere, lean_index / INDEX_FILE), "what a link pointed to is not touched"


@pytest.mark.parametrize("kind", ["a file", "a link", "a pipe"])
def test_what_a_killed_writer_left_is_removed_beside_a_good_index(start, warm_state, tmp_path, kind):
    precious, new = tmp_path / "precious", warm_state / NEW_FILE
    precious.write_text("precious")
    {"a file": lambda: new.write_text("half an ind"), "a link": lambda: new.symlink_to(precious),
     "a pipe": lambda: os.mkfifo(new)}[kind]()  # fmt: skip
    start(state=warm_state).wait_ready().wait_line("Loaded the index")
    assert left_over(warm_state) == [INDEX_FILE]
    assert precious.read_text() == "precious"


# Permissions. The superuser has all of them, so the daemon is started as somebody else then.


@pytest.fixture(name="foreign_state")
def fixture_foreign_state(lean_index):
    """A directory that an ordinary user may reach, and the arguments to be one."""
    folder = Path(tempfile.mkdtemp(prefix="charfinder-foreign."))
    try:
        folder.chmod(0o755)
        shutil.copy(lean_index / INDEX_FILE, folder)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        yield folder, user
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


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
    (folder / INDEX_FILE).chmod(0o755)
    os.truncate(folder / INDEX_FILE, 1000)
    daemon = start(*arguments, state=folder, **user).wait_ready()
    daemon.wait_line("not saved, serving from memory: .*Permission denied")
    assert_answers(daemon)
    assert left_over(folder) == [INDEX_FILE]


def test_a_file_of_somebody_else(start, foreign_state):
    folder, user = foreign_state
    if not may_run(user, PROGRAM):
        pytest.skip("an ordinary user cannot reach the program")
    (folder / INDEX_FILE).chmod(0)
    folder.chmod(0o777)
    daemon = start("--sources-dir", "/nonexistent", state=folder, **user).wait_ready()
    daemon.wait_line("Rebuilding the index: cannot use .*Permission denied")
    daemon.wait_line("Saved the index")
    assert_answers(daemon)
    assert left_over(folder) == [INDEX_FILE]
    start("--sources-dir", "/nonexistent", state=folder, **user).wait_ready().wait_line("Loaded")
