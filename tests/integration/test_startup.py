"""What happens before the first connection: flags, the configuration file, ports, io_uring."""

import errno
import json
import os
import re
import shlex
import socket
import subprocess

import pytest

from daemon import ANY_PORTS, PATIENCE, PROGRAM, TOP, clean_environment
from filters import refuse
from telnet_client import Session, session

EX_USAGE, EX_UNAVAILABLE, EX_OSERR, EX_TEMPFAIL, EX_CONFIG = 64, 69, 71, 75, 78


def run(*arguments, **options):
    """Runs the program to its end."""
    return subprocess.run(
        [PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=clean_environment(),
        **options,
    )


def test_three_lines_have_no_time(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    plain = [line for line in daemon.lines if not re.match(r"[\d-]+T[\d:.]+Z ", line)]
    assert plain == [
        f"Serving telnet on 127.0.0.1:{daemon.telnet}",
        f"Serving HTTP on http://127.0.0.1:{daemon.http}/",
        "Hit CTRL-C to stop.",
    ]


def test_by_default_queries_are_not_logged(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    with session(daemon.telnet) as client:
        client.ask("xyzzy")
    daemon.stop()
    assert "xyzzy" not in daemon.stderr


def test_debug_logs_each_query_and_its_count(start, warm_state):
    daemon = start("--log-level", "debug", state=warm_state).wait_ready()
    with session(daemon.telnet) as client:
        client.ask("cat face")
    daemon.wait_line(r"Z debug: .*From 127\.0\.0\.1:\d+: 'cat face'")
    daemon.wait_line(r"Z debug: .*To 127\.0\.0\.1:\d+: 10 ")


def test_a_client_cannot_forge_log_lines(start, warm_state):
    daemon = start("--log-level", "debug", state=warm_state).wait_ready()
    with session(daemon.telnet) as client:
        client.ask("cat\x0bface\x85<0>forged\x1b[2J")
    daemon.wait_line(r"Z debug: .*forged")
    daemon.stop()
    controls = {chr(c) for c in [*range(32), *range(127, 160)]}
    assert not any(set(line) & controls for line in daemon.lines)


def test_version_and_help():
    version = run("--version")
    assert version.returncode == 0
    assert re.fullmatch(r"charfinderd \d+\.\d+\.\d+\n", version.stdout)
    usage = run("--help")
    assert usage.returncode == 0
    for flag in ("config", "telnet", "http", "state-dir", "threads", "log-level", "check-config"):
        assert f"--{flag}" in usage.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["argument"],
        ["--threads"],
        ["--threads", "0"],
        ["--threads", "17"],
        ["--threads", "many"],
        ["--telnet", "127.0.0.1"],
        ["--telnet", "127.0.0.1:65536"],
        ["--telnet", "::1:2323"],
        ["--http", "127.0.0.1:http!"],
        ["--log-level", "loud"],
        ["--state-dir", ""],
    ],
    ids=" ".join,
)
def test_invalid_arguments_are_explained(arguments):
    done = run(*arguments)
    assert done.returncode == EX_USAGE
    assert arguments[0] in done.stderr


WRONG_FILES = {
    "no JSON": ('{"threads": 2,\n"http"\n}', "3"),
    "not an object": ("[]", ""),
    "an unknown key": ('{\n"thread": 2}', "thread"),
    "a wrong type": ('{"threads": "two"}', "threads"),
    "out of range": ('{\n\n"threads": 1000}', "threads"),
    "a fraction": ('{"threads": 1.5}', "threads"),
    "a negative number": ('{"idle_seconds": -1}', "idle_seconds"),
    "an address that is none": ('{"telnet": "nowhere"}', "telnet"),
    "the same key twice": ('{"threads": 1, "threads": 2}', "threads"),
    "an unknown level": ('{"log_level": "loud"}', "log_level"),
    "true is not a number": ('{"threads": true}', "threads"),
    "not UTF-8": ('{"state_dir": "\udcff"}', ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("story", WRONG_FILES)
def test_an_invalid_configuration_names_file_and_line(tmp_path, story):
    text, place = WRONG_FILES[story]
    file = tmp_path / "charfinderd.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = run("--check-config", "--config", file)
    assert done.returncode == EX_CONFIG, done.stderr
    assert str(file) in done.stderr or file.name in done.stderr
    assert place in done.stderr.replace(str(tmp_path), "")


def test_a_missing_configuration(tmp_path):
    done = run("--config", tmp_path / "none.json")
    assert done.returncode == EX_CONFIG
    assert "none.json" in done.stderr


NOT_THERE = [
    {"telnet": "192.0.2.1:2323", "access_log_file": "/nonexistent/access.log"},
    {"telnet": "unix:/nonexistent/telnet", "access_log_file": "/tmp"},
    {"http": "unix:/etc/passwd", "access_log_file": "/etc/passwd/access.log"},
]


def test_check_config_finds_what_the_start_would(tmp_path):
    file = tmp_path / "charfinderd.json"
    flags = ("--config", file, "--state-dir", tmp_path)
    common = {"telnet": "127.0.0.1:0", "http": "127.0.0.1:0", "access_log": "common"}
    for settings in NOT_THERE:
        file.write_text(json.dumps({**common, **settings}))
        checked = run(*flags, "--check-config")
        assert checked.returncode == EX_CONFIG
        for key, value in settings.items():  # a start ends at the first
            file.write_text(json.dumps({**common, key: value}))
            started = run(*flags)
            assert started.returncode == EX_TEMPFAIL
            assert re.search("error: (.*)", started.stderr)[1] in checked.stderr


def test_check_config_starts_nothing(tmp_path):
    file = tmp_path / "good.json"
    settings = {"telnet": "[::1]:0", "http": None, "threads": 2, "log_level": "debug"}
    file.write_text(json.dumps(settings))
    done = run("--check-config", "--config", file)
    assert done.returncode == 0
    assert "Serving" not in done.stderr


def test_the_example_is_valid_where_nothing_is_installed(tmp_path):
    """No data, no fonts, no tables of names: packages that may come later are not mistakes."""
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    flags = ("--config", TOP / "config/charfinderd.json", "--state-dir", tmp_path, "--telnet", "off", "--http", "[::1]:0")
    check = shlex.join(map(str, (PROGRAM, *flags, "--check-config")))
    script = f"mount -t tmpfs none /usr/share && exec {check}"
    done = subprocess.run(
        ["unshare", "--mount", *user, "sh", "-c", script], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (0, "The configuration is valid.\n"), done.stderr


def test_either_service_can_be_switched_off(start, warm_state):
    daemon = start(state=warm_state, ports=("--telnet", "127.0.0.1:0"), config={"http": None})
    with session(daemon.telnet) as client:
        assert client.ask("registered")[-1] == "1 match for 'registered'"
    daemon.wait_line("Hit CTRL-C")
    daemon.stop()
    assert "HTTP" not in daemon.stderr


def test_a_flag_wins_over_the_file(start, warm_state):
    daemon = start("--threads", "2", state=warm_state, config={"threads": 1}).wait_ready()
    assert len(daemon.status()["reactors"]) == 2


def test_ipv6(start, warm_state):
    daemon = start(state=warm_state, ports=("--telnet", "[::1]:0", "--http", "127.0.0.1:0"))
    daemon.wait_line(r"^Serving telnet on \[::1\]:\d+$")
    client = Session(daemon.telnet, host="::1").read_prompt()
    assert client.ask("registered")[-1] == "1 match for 'registered'"
    client.close()


@pytest.mark.parametrize("flag", ["--telnet", "--http"])
def test_a_port_in_use_is_named(warm_state, flag):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        others = [x for x in ("--telnet", "--http") if x != flag]
        done = run(flag, address, others[0], "127.0.0.1:0", "--state-dir", warm_state)
    assert done.returncode == EX_TEMPFAIL
    assert address in done.stderr
    assert "in use" in done.stderr.lower()


def test_an_address_of_another_machine_is_named(warm_state):
    done = run("--telnet", "192.0.2.1:2323", "--http", "127.0.0.1:0", "--state-dir", warm_state)
    assert done.returncode == EX_TEMPFAIL
    assert "192.0.2.1:2323" in done.stderr


def test_a_host_that_is_not_found_is_named(warm_state):
    host = "x" * 64 + ".invalid:2323"  # a label too long for any resolver to ask for
    done = run("--telnet", host, "--http", "127.0.0.1:0", "--state-dir", warm_state)
    assert done.returncode == EX_TEMPFAIL
    assert "has a host that cannot be found" in done.stderr


# What to allow, whichever of the three is refused: an operator should not meet them one after another.
PROFILE = r"io_uring_setup, io_uring_enter and io_uring_register in the seccomp profile .*seccomp\.json"


@pytest.mark.parametrize(
    ("call", "error", "hint"),
    [
        ("io_uring_setup", errno.EPERM, rf"io_uring_disabled.* {PROFILE}"),
        ("io_uring_setup", errno.ENOSYS, rf"kernel.* {PROFILE}"),
        ("io_uring_setup", errno.ENOMEM, r"MEMLOCK"),
        ("io_uring_register", errno.EPERM, PROFILE),
        ("io_uring_register", errno.ENOSYS, PROFILE),
        ("io_uring_enter", errno.EPERM, PROFILE),
        ("io_uring_enter", errno.ENOSYS, PROFILE),
    ],
)
def test_without_io_uring_it_names_the_cause(warm_state, call, error, hint):
    done = run(*ANY_PORTS, "--state-dir", warm_state, preexec_fn=refuse(call, error))
    passes = error == errno.ENOMEM  # the others do not pass, and the unit does not restart it
    assert done.returncode == (EX_OSERR if passes else EX_UNAVAILABLE), done.stderr
    (complaint,) = [line for line in done.stderr.splitlines() if "io_uring cannot" in line]
    assert f"{call}: {os.strerror(error)}" in complaint
    assert re.search(hint, complaint)
    assert "Serving" not in done.stderr
