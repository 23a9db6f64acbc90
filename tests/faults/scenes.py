"""What a program finds in its state directory when it is started, and what must be true afterwards."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from answers import left_over, same_bytes
from calls import inject, read_calls, strace, works
from daemon import (
    ANY_PORTS, COMPLAINT, FINDER, LOCK_FILE, PATIENCE, REPORT, Daemon, clean_environment, index_file,
)  # fmt: skip
from telnet_client import session

QUERY, ROW, STATUS = "registered", "U+00AE\t®\tREGISTERED SIGN", "1 match for 'registered'"
SOURCES_DIRECTORY = "/usr/share"  # for which the finder is built
OUTDATED = b"what an older version wrote"
ENVIRONMENT = clean_environment(ASAN_OPTIONS="detect_leaks=0")  # it does not work under a tracer


def put_nothing(folder, good):
    pass


def put_outdated(folder, good):
    (folder / good.name).write_bytes(OUTDATED)


def put_good(folder, good):
    shutil.copy(good, folder)


def put_good_and_left_over(folder, good):
    put_good(folder, good)
    (folder / LOCK_FILE).touch(0o600)  # its writer has made it
    (folder / (good.name + ".new")).write_bytes(OUTDATED)


STATES = {
    "nothing": put_nothing,
    "outdated": put_outdated,
    "good": put_good,
    "good, left over": put_good_and_left_over,
}


class Scene:
    """A program, and what is in its directory at first. Subclasses run the program."""

    program = None

    def __init__(self, top, good, state, flags=()):
        self.good, self.state, self.flags = good, state, flags
        self.name = f"{self.program}: {state}"
        self.folder = top / "state"
        self.trace = top / "trace"

    def prepare(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        STATES[self.state](self.folder, self.good)

    def is_saved(self):
        file = index_file(self.folder)
        return file.exists() and same_bytes(file, self.good)

    def is_put_right(self):
        return self.is_saved() and left_over(self.folder) == [index_file(self.folder).name]

    def complaints_of_folder(self, call, killed):
        """No partial file in the index's place, and none beside it unless the program was killed.
        The index may lack a source that could not be read: the next start builds a new one."""
        names = set(left_over(self.folder))
        index, new = self.good.name, self.good.name + ".new"
        if not killed and new in names and self.state != "good, left over":
            yield "the temporary file is left"
        if names - {index, new}:
            yield f"files are left: {names}"
        if SOURCES_DIRECTORY in call.text:
            return
        if index in names and not same_bytes(index_file(self.folder), self.good):
            if self.state != "outdated" or index_file(self.folder).read_bytes() != OUTDATED:
                yield "the index is neither the old one nor the new one"

    def try_fault(self, call, fault):
        """Complaints about one fault in one call."""
        killed = "KILL" in fault
        self.prepare()
        try:
            complaints = list(self.run_with_fault(call, fault, killed))
            complaints += self.complaints_of_folder(call, killed)
            if killed or not self.is_put_right():
                complaints += self.start_again()
        except (AssertionError, subprocess.TimeoutExpired, OSError) as problem:
            return [f"{type(problem).__name__}: {problem}"]
        return complaints

    def is_injected(self):
        return "(INJECTED)" in self.trace.read_text(errors="backslashreplace") or (
            "killed by SIGKILL" in self.trace.read_text(errors="backslashreplace")
        )


class FinderScene(Scene):
    program = "charfinder"

    def find(self, command=()):
        done = subprocess.run(
            [*command, FINDER, *self.flags, "--state-dir", self.folder, QUERY],
            capture_output=True, text=True, timeout=PATIENCE * 3, env=ENVIRONMENT, check=False,
        )  # fmt: skip
        assert not REPORT.search(done.stderr), done.stderr
        return done

    def calls(self):
        self.prepare()
        self.find(strace(self.trace))
        return read_calls(self.trace, f'"{self.folder}"')

    def run_with_fault(self, call, fault, killed):
        done = self.find(strace(self.trace, *inject(call, fault)))
        if not self.is_injected():
            return  # mmap() and the like differ from run to run
        if killed:
            if done.returncode == 0 or done.stdout not in ("", f"{ROW}\n({STATUS})\n"):
                yield f"killed, but it answered: {done.stdout!r}"
        elif done.returncode != 0:
            if done.returncode < 0 or not done.stderr.startswith("charfinder: "):
                yield f"exit {done.returncode}, stderr {done.stderr!r}"
        elif done.stdout != f"{ROW}\n({STATUS})\n":
            yield f"answered {done.stdout!r}"
        elif not self.is_saved() and not done.stderr:
            yield "not saved, without a reason"

    def start_again(self):
        done = self.find()
        if done.returncode != 0 or done.stdout != f"{ROW}\n({STATUS})\n":
            yield f"the next run: exit {done.returncode}, {done.stdout!r}, {done.stderr!r}"
        if not self.is_put_right():
            yield f"the next run leaves {left_over(self.folder)}"


class DaemonScene(Scene):
    """Only calls on files of the state directory, by any thread: the finder tests the others."""

    program = "charfinderd"

    def selection(self):
        names = (self.good.name, self.good.name + ".new", LOCK_FILE)
        paths = (self.folder, *(self.folder / name for name in names), *names)
        return [part for path in paths for part in ("-P", path)]

    def start(self, command=()):
        flags = (*ANY_PORTS, *self.flags, "--state-dir", self.folder)
        return Daemon(*flags, command=command, environment=ENVIRONMENT)

    def end(self, daemon):
        """strace passes no signal on to its child."""
        pid = daemon.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if daemon.has_strace:
            os.kill(int(children[0]), signal.SIGTERM)
        else:
            daemon.send(signal.SIGTERM)
        daemon.ends_well()

    def use(self, command=()):
        """A daemon's life: ready, asked, and ended after it has tried to save."""
        daemon = self.start(command)
        daemon.has_strace = bool(command)
        try:
            daemon.wait_ready(PATIENCE * 3)
            with session(daemon.telnet) as client:
                assert client.ask(QUERY) == [ROW, STATUS]
            daemon.wait_line("Saved the index|is not saved|Loaded the index")
            self.end(daemon)
        finally:
            daemon.kill()
        return daemon

    def calls(self):
        self.prepare()
        self.use(strace(self.trace, *self.selection()))
        return read_calls(self.trace, str(self.folder))

    def run_with_fault(self, call, fault, killed):
        command = strace(self.trace, *self.selection(), *inject(call, fault))
        if killed:
            daemon = self.start(command)
            try:
                if daemon.wait_end() == 0:
                    yield "killed, but it ended well"
            finally:
                daemon.kill()
            return
        daemon = self.use(command)
        if not self.is_injected():
            yield "the fault was not injected"
        elif not self.is_saved() and not daemon.has_line(COMPLAINT):
            yield "not saved, without a reason"

    def start_again(self):
        self.use()
        if not self.is_put_right():
            yield f"the next start leaves {left_over(self.folder)}"


def make_scenes(top, sample):
    """All scenes, or a sample whose index has only the official names, which is built faster."""
    assert works(), "strace cannot trace its child here: allow ptrace"
    made, flags = top / "made", ()
    if sample:
        (top / "no sources").mkdir()
        flags = ("--sources-dir", top / "no sources")
    finder = [FINDER, *flags, "--state-dir", made, QUERY]
    subprocess.run(finder, check=True, capture_output=True, timeout=PATIENCE)
    good = index_file(made)
    if sample:
        return [DaemonScene(top, good, state, flags) for state in ("outdated", "good, left over")]
    return [kind(top, good, state) for kind in (FinderScene, DaemonScene) for state in STATES]
