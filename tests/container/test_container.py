"""What server/RUNNING.md promises of a container that was started with the command it gives."""

import json
import os
import re
import time
from pathlib import Path

from conftest import TOP, low_limits, podman
from daemon import wait_for
from http_client import get
from telnet_client import session

DEFAULT_PROFILE = Path("/usr/share/containers/seccomp.json")
PROFILE = "seccomp=config/seccomp.json"
CALLS = ["io_uring_enter", "io_uring_register", "io_uring_setup"]
SAVED = r"^unicode-[0-9a-f]+\.charindex$"
DATED = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (error|warning|notice|info): "


def is_healthy(container):
    return podman("healthcheck", "run", container.name, check=False).returncode == 0


def answers(container):
    wait_for("an index", lambda: get(container.http, "/readyz").status == 200)
    found = get(container.http, "/search?q=chess+black").json()
    with session(container.telnet) as client:
        said = client.ask("chess black")[-1]
    return len(found), said


def facts(container):
    """The lines of /proc/1/status, by their names."""
    status = container.run("cat", "/proc/1/status").stdout
    return dict(line.split(":\t", 1) for line in status.splitlines())


def test_the_command_to_copy_serves_both_services(start):
    container = start()
    container.wait_line("Hit CTRL-C to stop")
    assert answers(container) == (33, "33 matches for 'chess black'")
    assert is_healthy(container)
    log = container.log()
    assert re.search(r"^Serving telnet on \[::\]:2323$", log, re.MULTILINE)
    lines = [line for line in log.splitlines() if not re.match("Serving|Hit", line)]
    assert lines and all(re.match(DATED, line) for line in lines), log
    assert not re.search("(warning|error|notice): ", log), "all data is there, and all may be written"


def test_it_has_no_privileges_and_writes_only_the_volume(start):
    container = start()
    container.wait_line("Hit CTRL-C to stop")
    status = facts(container)
    assert status["Name"] == "charfinderd", "process 1 gets the signals"
    assert set(status["Uid"].split()) == set(status["Gid"].split()) == {"10001"}
    assert {int(status[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb")} == {0}
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2", "a filter"
    for folder in ("/", "/etc/charfinder", "/usr/share", "/var/lib"):
        refused = container.run("touch", f"{folder}/there", check=False)
        assert "Read-only file system" in refused.stderr or "Permission denied" in refused.stderr
    assert "Read-only" in container.run("touch", "/var/lib/there", check=False).stderr
    container.run("touch", "/var/lib/charfinder/there")


def test_sigterm_is_enough_and_the_volume_keeps_the_index(start):
    first = start()
    first.wait_line("Hit CTRL-C to stop")
    assert answers(first)[0] == 33
    first.wait_line("Saved|Built")
    wait_for(
        "the saved index",
        lambda: re.search(SAVED, first.run("ls", "/var/lib/charfinder").stdout, re.MULTILINE),
    )
    began = time.monotonic()
    assert first.stop() == 0
    assert time.monotonic() - began < 10, "podman would kill it after 20 seconds"
    first.remove()
    second = start()
    second.wait_line("Loaded the index from /var/lib/charfinder/")
    assert answers(second)[0] == 33
    assert second.stop() == 0


def test_the_health_check_notices_that_nobody_answers(start):
    container = start(arguments=["--http", "[::]:9999"])
    container.wait_line("Hit CTRL-C to stop")
    assert not is_healthy(container)


def test_arguments_are_flags_of_the_daemon(start):
    """Also as many reactors as it may have, within the command's limit of locked memory."""
    container = start(arguments=["--threads", "16", "--languages", "de"])
    container.wait_line("Hit CTRL-C to stop")
    assert answers(container)[0] == 33
    limits = container.run("cat", "/proc/1/limits").stdout
    assert re.search(r"Max locked memory +8388608 +8388608", limits)


def test_without_the_profile_it_says_what_to_do(start):
    container = start(without=[PROFILE])
    assert container.wait_end() == os.EX_UNAVAILABLE
    complaint = container.wait_line(r"error: io_uring cannot be set up: .*$")[0]
    assert all(call in complaint for call in CALLS) and "seccomp.json" in complaint


def test_the_profile_is_the_default_and_three_calls():
    profile = json.loads((TOP / "config/seccomp.json").read_text(encoding="utf-8"))
    default = json.loads(DEFAULT_PROFILE.read_text(encoding="utf-8"))
    added = profile["syscalls"].pop()
    assert profile == default
    assert (added["names"], added["action"], added["args"]) == (CALLS, "SCMP_ACT_ALLOW", [])
    assert not added["includes"] and not added["excludes"]


def test_the_image_has_what_an_operator_needs():
    [image] = json.loads(podman("image", "inspect", "charfinder").stdout)
    config = image["Config"]
    assert config["User"] == "10001:10001"
    assert list(config["Volumes"]) == ["/var/lib/charfinder"]
    assert set(config["ExposedPorts"]) == {"2323/tcp", "8888/tcp"}
    assert image["Healthcheck"]["Test"]
    entry = ["run", "--rm", *low_limits(), "--entrypoint"]
    profile = podman(*entry, "cat", "charfinder", "/usr/share/charfinder/seccomp.json").stdout
    assert profile == (TOP / "config/seccomp.json").read_text(encoding="utf-8")
    assert "BLACK CHESS KING" in podman(*entry, "charfinder", "charfinder", "chess", "king").stdout
    print(f"\nThe image has {image['Size'] / 1e6:.0f} MB.")
