"""What `cmake --install` installs, and where."""

import re
import stat
import subprocess

from daemon import PATIENCE, clean_environment
from installed import BUILD, install

CONFIGURATION = "etc/charfinder/charfinderd.json"
PROGRAMS = {
    "bin/charfinder",
    "sbin/charfinderd",
    "libexec/charfinder/charfinder-fonts",
    "libexec/charfinder/charfinder-update",
}
UNITS = {
    f"lib/systemd/system/{name}"
    for name in (
        "charfinderd.service",
        "charfinder-telnet.socket",
        "charfinder-http.socket",
        "charfinder-update.service",
        "charfinder-update.timer",
        "charfinder-update-reload.service",
    )
} | {"lib/sysusers.d/charfinderd.conf"}


def files_below(folder):
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir()}


def test_all_files_are_installed(tmp_path):
    prefix = install(tmp_path / "usr")
    there = files_below(prefix)
    assert PROGRAMS | UNITS <= there
    assert there - PROGRAMS - UNITS - {CONFIGURATION} == {
        path for path in there if path.startswith("share/")
    }


def uninstall(**changes):
    subprocess.run(
        ["cmake", "--build", BUILD, "--target", "uninstall"],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
        env=clean_environment(**changes),
    )


def test_an_edited_configuration_is_kept(tmp_path):
    prefix = install(tmp_path / "usr")
    file = prefix / CONFIGURATION
    example = prefix / "share/doc/charfinderd/examples/charfinderd.json"
    assert file.read_bytes() == example.read_bytes()
    edited = file.read_text().replace("2323", "2324")
    file.write_text(edited)
    install(prefix)
    assert file.read_text() == edited
    # One that is as the last version installed it is replaced.
    old = edited.replace("2324", "2325")
    file.write_text(old)
    example.write_text(old)
    install(prefix)
    assert "2323" in file.read_text() and file.read_bytes() == example.read_bytes()


def test_uninstalling_removes_all_but_what_was_edited(tmp_path):
    prefix = install(tmp_path / "usr")
    uninstall()
    assert files_below(prefix) == set()
    assert not (prefix / "etc/charfinder").exists() and not (prefix / "share/charfinder").exists()

    install(prefix)
    (prefix / CONFIGURATION).write_text("{}")
    (prefix / "etc/charfinder/names.d/site.tsv").write_text("# ours\n")
    (prefix / "bin/another").write_text("not ours")
    uninstall()
    assert files_below(prefix) == {CONFIGURATION, "etc/charfinder/names.d/site.tsv", "bin/another"}


def test_what_is_staged_is_uninstalled_there(tmp_path):
    install("/usr", destdir=tmp_path)
    uninstall(DESTDIR=str(tmp_path))
    assert files_below(tmp_path) == set()


def test_permissions(tmp_path):
    prefix = install(tmp_path / "usr")
    for path in PROGRAMS:
        assert stat.S_IMODE((prefix / path).stat().st_mode) == 0o755
        if not path.endswith("-fonts"):  # which the daemon alone starts
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


def test_the_installed_command_finds_the_update(tmp_path):
    prefix = install(tmp_path / "usr")
    unit = (prefix / "lib/systemd/system/charfinder-update.service").read_text()
    assert f"ExecStart={prefix}/libexec/charfinder/charfinder-update --into " in unit
    command = [prefix / "bin/charfinder", "update", "--version"]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout
    assert shown.startswith(b"charfinder-update ")
    (prefix / "libexec/charfinder/charfinder-update").unlink()
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE)
    assert done.returncode == 69 and b"not installed" in done.stderr


def test_a_package_is_staged_under_destdir(tmp_path):
    install("/usr", destdir=tmp_path)
    assert PROGRAMS | UNITS <= files_below(tmp_path / "usr")
    unit = (tmp_path / "usr/lib/systemd/system/charfinderd.service").read_text()
    assert "ExecStart=/usr/sbin/charfinderd --config /usr/etc/charfinder/charfinderd.json\n" in unit
