"""Where a service listens: several addresses, Unix sockets and their files, through real clients."""

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from daemon import PATIENCE, PROGRAM, Daemon, clean_environment, wait_for
from http_client import get
from listening import listening_socket
from proxies import Proxy
from telnet_client import Session

EX_TEMPFAIL, EX_CONFIG = 75, 78


@pytest.fixture
def folder():
    """With a short name: the path of a socket has at most 107 bytes."""
    made = Path(tempfile.mkdtemp(prefix="charfinder-", dir="/tmp"))
    yield made
    shutil.rmtree(made)


def run(*arguments):
    """Runs the program to its end."""
    command = [PROGRAM, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, env=clean_environment()
    )


def curl(path, target="/api/v1/status"):
    """What curl gets over the Unix socket."""
    command = ["curl", "--silent", "--show-error", "--fail", "--max-time", str(PATIENCE)]
    command += ["--unix-socket", path, f"http://localhost{target}"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def socat(path, sent):
    """What socat hears when it sends that to the Unix socket."""
    command = ["socat", "-t", str(PATIENCE), "-", f"UNIX-CONNECT:{path}"]
    return subprocess.run(command, input=sent, check=True, capture_output=True).stdout


def ports_of(daemon, service):
    daemon.wait_line(r"^Hit CTRL-C to stop\.$")
    return [int(found[1]) for line in daemon.lines
            if (found := re.match(rf"Serving {service} on \S*:(\d+)/?$", line))]  # fmt: skip


def test_each_service_has_several_addresses(start, warm_state, folder):
    config = {
        "telnet": ["127.0.0.1:0", "[::1]:0", f"unix:{folder}/telnet"],
        "http": ["[::1]:0", "127.0.0.1:0", {"address": f"unix:{folder}/http"}, "127.0.0.2:0"],
    }
    daemon = start(state=warm_state, ports=(), config=config)
    telnet, http = ports_of(daemon, "telnet"), ports_of(daemon, "HTTP")
    assert len({*telnet, *http}) == 5
    assert f"Serving telnet on unix:{folder}/telnet" in daemon.lines
    assert f"Serving HTTP on unix:{folder}/http" in daemon.lines
    for host, port in zip(("127.0.0.1", "::1"), telnet):
        client = Session(port, host=host).read_prompt()
        assert client.ask("registered")[-1] == "1 match for 'registered'"
        client.close()
    for host, port in zip(("::1", "127.0.0.1", "127.0.0.2"), http):
        with socket.create_connection((host, port), PATIENCE) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
    assert json.loads(curl(folder / "http"))["state"] == "ready"
    assert b"1 match for 'registered'\r\n" in socat(folder / "telnet", b"registered\r\n")
    daemon.stop()
    assert list(folder.iterdir()) == []


def test_flags_of_one_service_add_up(start, warm_state, folder):
    ports = ("--telnet", "off", "--http", "127.0.0.1:0,[::1]:0", "--http", f"unix:{folder}/http")
    daemon = start(state=warm_state, ports=ports, config={"http": "127.0.0.1:1"})
    assert len(ports_of(daemon, "HTTP")) == 2
    assert get(daemon.http, "/healthz").body == curl(folder / "http", "/healthz")


@pytest.mark.parametrize(
    "config",
    [
        {"http": ["127.0.0.1:8888", "127.0.0.1:8888"]},
        {"http": ["*:8888", "localhost:8888"]},
        {"telnet": "[::]:8888", "http": "127.0.0.1:8888"},
        {"telnet": "unix:/tmp/x", "http": {"address": "unix:/tmp/./x"}},
        {"http": [f"127.0.0.1:{port}" for port in range(1000, 1009)]},
        {"http": {"address": "unix:/tmp/x", "group": "no-such-group"}},
    ],
)
def test_a_wrong_list_is_found_by_check_config(tmp_path, config):
    file = tmp_path / "c.json"
    file.write_text(json.dumps(config))
    for more in ((), ("--check-config",)):
        done = run("--config", file, *more)
        assert done.returncode == EX_CONFIG
        assert re.match(r"charfinderd: \S+c\.json:1: (http|telnet): ", done.stderr)


def test_the_file_has_its_rights_and_group(start, warm_state, folder):
    """Whatever the umask; the unit's is 0077."""
    config = {"http": [f"unix:{folder}/all", {"address": f"unix:{folder}/some", "mode": "0660"}]}
    if os.geteuid() == 0:
        config["http"][1]["group"] = "www-data"
    daemon = start("--telnet", "off", state=warm_state, ports=(), config=config, umask=0o077)
    daemon.wait_line("Hit CTRL-C")
    everybody, some = (folder / name for name in ("all", "some"))
    assert stat.S_IMODE(everybody.stat().st_mode) == 0o666
    assert stat.S_IMODE(some.stat().st_mode) == 0o660
    if os.geteuid() == 0:
        assert some.group() == "www-data"


def test_a_killed_daemon_leaves_a_file_that_is_replaced(start, warm_state, folder):
    where = ("--telnet", "off", "--http", f"unix:{folder}/http")
    killed = Daemon(*where, "--state-dir", warm_state)
    killed.wait_line("Hit CTRL-C")
    killed.kill()
    assert (folder / "http").is_socket()
    daemon = start(state=warm_state, ports=where)
    daemon.wait_line("Hit CTRL-C")
    assert json.loads(curl(folder / "http"))["state"] == "ready"


def test_what_is_there_is_not_taken_away(start, warm_state, folder):
    path = folder / "http"
    where = ("--telnet", "off", "--http", f"unix:{path}")

    def refused():
        done = run(*where, "--state-dir", warm_state)
        assert done.returncode == EX_TEMPFAIL, done.stderr
        return done.stderr

    daemon = start(state=warm_state, ports=where)
    daemon.wait_line("Hit CTRL-C")
    assert f"cannot listen on unix:{path}: another process listens there" in refused()
    assert json.loads(curl(path))["state"] == "ready"
    daemon.stop()

    path.write_text("mine")
    assert "a file that is not a socket is there: remove it" in refused()
    assert path.read_text() == "mine"
    path.unlink()
    path.symlink_to(folder / "elsewhere")
    assert "a file that is not a socket is there: remove it" in refused()
    path.unlink()
    path.mkdir()
    assert "a file that is not a socket is there: remove it" in refused()
    path.rmdir()
    assert list(folder.iterdir()) == []
    done = run("--telnet", "off", "--http", f"unix:{folder}/no/http", "--state-dir", warm_state)
    assert done.returncode == EX_TEMPFAIL
    assert "make the folder first" in done.stderr


def test_of_two_that_start_at_once_one_serves(warm_state, folder):
    """Both find the file of a daemon that was killed."""
    where = ("--telnet", "off", "--http", f"unix:{folder}/http", "--state-dir", warm_state)
    for _ in range(2):
        with socket.socket(socket.AF_UNIX) as stale:
            stale.bind(str(folder / "http"))
        both = [Daemon(*where) for _ in range(2)]
        wait_for("one to give up", lambda: any(one.process.poll() is not None for one in both))
        loser = next(one for one in both if one.process.poll() is not None)
        winner = next(one for one in both if one is not loser)
        assert loser.wait_end() == EX_TEMPFAIL, loser.stderr
        winner.wait_line("Hit CTRL-C")
        assert json.loads(curl(folder / "http"))["state"] == "ready"
        winner.stop()


def test_every_listener_that_is_lost_listens_again(start, warm_state, folder):
    """Shut down, or its file was removed."""
    config = {"http": ["127.0.0.1:0", "127.0.0.1:0", f"unix:{folder}/http"], "telnet": f"unix:{folder}/telnet"}
    daemon = start(state=warm_state, ports=(), config=config)
    ports = ports_of(daemon, "HTTP")
    for name in (*(("127.0.0.1", port) for port in ports), f"{folder}/http"):
        with listening_socket(daemon, name) as listener:
            listener.shutdown(socket.SHUT_RDWR)
    (folder / "telnet").unlink()
    for text in (*(f"127.0.0.1:{port}" for port in ports), f"unix:{folder}/http", f"unix:{folder}/telnet"):
        daemon.wait_line(f"Listening on {re.escape(text)} again")
    for port in ports:
        assert get(port, "/healthz").status == 200
    assert json.loads(curl(folder / "http"))["state"] == "ready"
    assert b"1 match for 'registered'\r\n" in socat(folder / "telnet", b"registered\r\n")
    daemon.stop()
    assert list(folder.iterdir()) == []


def test_replies_in_progress_end_after_the_file_is_gone(start, warm_state, folder):
    daemon = start(state=warm_state, ports=("--telnet", f"unix:{folder}/telnet", "--http", "off"))
    daemon.wait_line("Hit CTRL-C")
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(PATIENCE)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(str(folder / "telnet"))
        client.sendall(b"cjk\r\n")
        received = bytearray(client.recv(100))
        daemon.send(signal.SIGTERM)
        wait_for("the file to go", lambda: not (folder / "telnet").exists())
        while piece := client.recv(1 << 16):
            received += piece
    assert re.search(rb"\d+ matches for 'cjk'\r\n", received)
    daemon.ends_well()


def test_a_unix_socket_of_systemd(warm_state, folder):
    """Which keeps it: its file stays, and the next daemon serves it."""
    path = folder / "http"
    command = ("systemd-socket-activate", f"--listen={path}", "--fdname=http")
    daemon = Daemon("--telnet", "off", "--state-dir", warm_state, command=command)
    daemon.wait_line("Listening on ")
    assert json.loads(curl(path))["state"] == "ready"
    daemon.wait_line(f"^Serving HTTP on unix:{path}$")
    daemon.stop()
    assert path.is_socket()


def test_nginx_has_it_as_its_upstream(start, warm_state, folder):
    daemon = start(state=warm_state, ports=("--telnet", "off", "--http", f"unix:{folder}/http"))
    daemon.wait_line("Hit CTRL-C")
    proxy = Proxy("nginx", f"unix:{folder}/http", folder)
    try:
        assert json.loads(curl(proxy.listen, "/api/v1/status"))["state"] == "ready"
        assert len(json.loads(curl(proxy.listen, "/search?q=cat+face"))) == 10
    finally:
        proxy.stop()
