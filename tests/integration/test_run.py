"""server/run on a separate checkout: one command from sources to a serving daemon."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from daemon import ANY_PORTS, PATIENCE, TOP, Daemon, clean_environment, index_file, wait_for
from figures import reported
from telnet_client import session


@pytest.fixture
def checkout(tmp_path):
    """Only the sources, as in a clone."""
    anywhere = shutil.ignore_patterns(".git", "__pycache__", "node_modules")
    at_the_top = shutil.ignore_patterns("build", "build-*")  # below it, index/build is a source

    def ignored(folder, names):
        found = anywhere(folder, names)
        return found | at_the_top(folder, names) if Path(folder) == TOP else found

    return Path(shutil.copytree(TOP, tmp_path / "check out", ignore=ignored))


@pytest.fixture
def quick_compiler(tmp_path):
    """The compiler, which does not optimize: in half of the time."""
    program = tmp_path / "quick-cc"
    program.write_text('#!/bin/sh\nexec cc "$@" -O0 -g0 -U_FORTIFY_SOURCE\n')
    program.chmod(0o755)
    return program


def test_one_command_builds_and_serves(checkout, tmp_path, quick_compiler):
    state = tmp_path / "state"
    program = checkout / "server/run"
    daemon = Daemon(
        *ANY_PORTS, "--state-dir", "state",
        program=program, cwd=tmp_path, environment=clean_environment(CC=str(quick_compiler)),
    )  # fmt: skip
    try:
        wait_for("the build", lambda: daemon.has_line("Hit CTRL-C"), patience=10 * PATIENCE)
        daemon.wait_ready()
        with session(daemon.telnet) as client:
            assert client.ask("chess black")[-1] == reported("chess black")
            assert client.ask("digit")[-1] == reported("digit")
        daemon.wait_saved(state)
        assert index_file(state).exists(), "relative to the working directory of the command"
        # The daemon has replaced the script, so the signal reaches it.
        daemon.stop(signal.SIGINT)
    finally:
        daemon.process.kill()


def test_without_apt_get_it_names_the_packages(tmp_path):
    """It can only name the packages."""
    packages = tmp_path / "packages"
    packages.write_text("# none\nno-such-package\nneither-this no-such-program\nnor-this bash\n")
    done = subprocess.run(
        [TOP / "server/install-packages", packages],
        capture_output=True,
        text=True,
        env={"PATH": str(restricted_path(tmp_path))},
    )
    assert done.returncode == 69
    assert "no-such-package neither-this\n" in done.stderr
    assert "nor-this" not in done.stderr


def restricted_path(tmp_path):
    """A PATH without apt-get."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for program in ("bash", "cat", "env"):
        (folder / program).symlink_to(shutil.which(program))
    return folder
