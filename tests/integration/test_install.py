"""What `cmake --install` installs, and where."""

import re
import stat
import subprocess

from daemon import PATIENCE
from installed import install

CONFIGURATION = "etc/charfinder/charfinderd.json"
PROGRAMS = {"bin/charfinder", "sbin/charfinderd"}
UNITS = {
    f"lib/systemd/system/{name}"
    for name in ("charfinderd.service", "charfinder-telnet.socket", "charfinder-http.socket")
}


def files_below(folder):
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir()}


def test_all_files_are_installed(tmp_path):
    prefix = install(tmp_path / "usr")
    there = files_below(prefix)
    assert PROGRAMS | UNITS <= there
    assert there - PROGRAMS - UNITS - {CONFIGURATION} == {
        path for path in there if path.startswith("share/")
    }


def test_permissions(tmp_path):
    prefix = install(tmp_path / "usr")
    for path in PROGRAMS:
        assert stat.S_IMODE((prefix / path).stat().st_mode) == 0o755
        command = [prefix / path, "--version"]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    for path in UNITS:
        assert stat.S_IMODE((prefix / path).stat().st_mode) == 0o644


def test_the_service_starts_the_installed_daemon(tmp_path):
    for name in ("usr", "opt/charfinder"):
        prefix = install(tmp_path / name)
        unit = (prefix / "lib/systemd/system/charfinderd.service").read_text()
        [command] = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
        program, *arguments = command.removeprefix("ExecStart=").split()
        assert program == str(prefix / "sbin/charfinderd")
        assert arguments == ["--config", str(prefix / CONFIGURATION)]
        subprocess.run([program, "--check-config", *arguments], check=True, timeout=PATIENCE)
        assert not re.search(r"@\w+@", unit)


def test_a_package_is_staged_under_destdir(tmp_path):
    install("/usr", destdir=tmp_path)
    assert PROGRAMS | UNITS <= files_below(tmp_path / "usr")
    unit = (tmp_path / "usr/lib/systemd/system/charfinderd.service").read_text()
    assert "ExecStart=/usr/sbin/charfinderd --config /usr/etc/charfinder/charfinderd.json\n" in unit
