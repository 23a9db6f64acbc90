"""Fixtures: a ready daemon, a way to start others, a prepared index.

The programs come from the environment (tests/CMakeLists.txt): CHARFINDERD, CHARFINDER, and
CHARFINDER_SLOWNESS, the factor by which sanitizers lengthen timeouts. CHARFINDER_INDEXES may name
the folder of indexes that the build of the tests has saved (tests/indexes); without it, each run
builds its own.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from daemon import ANY_PORTS, FINDER, PATIENCE, SLOWNESS, SMALL, Daemon, index_file
from oracle import Oracle, read_names


def ready_index(name, directory, *options):
    """The directory of the ready index of that name, or of one that the finder saves here."""
    ready = Path(os.environ.get("CHARFINDER_INDEXES", "/nonexistent"), name)
    if ready.is_dir():
        return ready
    finder = [FINDER, "--state-dir", directory, *options, "sun"]
    subprocess.run(
        finder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE
    )
    return directory


@pytest.fixture(scope="session")
def saved_index(tmp_path_factory):
    """A directory with an index of all sources, in English. Copy it, do not change it."""
    return ready_index("english", tmp_path_factory.mktemp("saved"))


@pytest.fixture(scope="session")
def small_index(tmp_path_factory):
    """The same with the official names only: for tests that save or rebuild an index many times."""
    return ready_index("characters", tmp_path_factory.mktemp("small"), *SMALL)


# A module may override it; so what follows from it must not outlive the module: pytest makes a fixture of
# the session once, with the sources of the module that asks first.
@pytest.fixture(scope="module")
def lean_sources():
    """Flags for tests that start many daemons: in slow builds their index has only the official
    names, as the ready index "characters" has, which halves the build time."""
    if SLOWNESS == 1:
        return ()
    return SMALL


@pytest.fixture(scope="module")
def lean_index(request, lean_sources):
    """The index of these sources, which are all or SMALL."""
    assert lean_sources in ((), SMALL)
    return request.getfixturevalue("small_index" if lean_sources else "saved_index")


@pytest.fixture
def empty_state(tmp_path):
    directory = tmp_path / "empty"
    directory.mkdir()
    return directory


@pytest.fixture
def warm_state(lean_index, tmp_path):
    """A state directory with a valid index, for one test."""
    directory = tmp_path / "state"
    directory.mkdir()
    shutil.copy(index_file(lean_index), directory)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)  # pytest would keep it until its next runs


@pytest.fixture(scope="module")
def daemon(saved_index, tmp_path_factory):
    """A ready daemon that all tests of a module share."""
    directory = tmp_path_factory.mktemp("state")
    shutil.copy(index_file(saved_index), directory)
    shared = Daemon(*ANY_PORTS, "--state-dir", directory)
    try:
        yield shared.wait_ready()
        shared.stop()
    finally:
        shared.process.kill()


@pytest.fixture
def start(tmp_path, lean_sources):
    """Starts daemons: start(…flags, state=directory, config={…}). Each must exit cleanly."""
    started = []

    def start_one(*arguments, state, config=None, ports=ANY_PORTS, **options):
        if config is not None:
            file = tmp_path / f"config-{len(started)}.json"
            file.write_text(json.dumps(config), encoding="utf-8")
            arguments = ("--config", file, *arguments)
        if "--sources-dir" not in arguments:
            arguments = (*lean_sources, *arguments)
        one = Daemon(*ports, "--state-dir", state, *arguments, **options)
        started.append(one)
        return one

    try:
        yield start_one
        for one in started:
            if one.process.poll() is None:
                one.stop()
    finally:
        for one in started:
            one.process.kill()


@pytest.fixture(scope="session")
def oracle():
    return Oracle(read_names())
