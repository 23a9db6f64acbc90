"""The access log as an operator configures it."""

import json
import os
import re
import signal
import socket

import pytest

from daemon import PATIENCE, wait_for
from http_client import exchange, get
from telnet_client import Session

COMMON = re.compile(
    r'^(\S+) - - \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000)\] "(\S+) (\S+) (\S+)" (\d{3}) (\d+|-) (\d+\.\d{6}) (hit|-)$'
)


def logging(start, state, file, form="json", **config):
    return start(state=state, config={"access_log": form, "access_log_file": str(file), **config})


def entries(file, count):
    """That many lines, once they are there, parsed."""
    wait_for(f"{count} lines", lambda: file.exists() and file.read_text().count("\n") >= count)
    return [json.loads(line) for line in file.read_text(encoding="ascii").splitlines()]


def test_there_is_none_unless_it_is_asked_for(start, warm_state, tmp_path):
    file = tmp_path / "access.log"
    daemon = start(state=warm_state, config={"access_log_file": str(file)})
    get(daemon.http, "/search?q=cat")
    daemon.stop()
    assert not file.exists()


def test_requests_as_objects(start, warm_state, tmp_path):
    file = tmp_path / "access.log"
    daemon = logging(start, warm_state, file, threads=1).wait_ready()
    asked = len(entries(file, 1))  # wait_ready() has asked for the status
    body = get(daemon.http, "/search?q=cat").body
    get(daemon.http, "/search?q=cat")
    get(daemon.http, "/nowhere", method="PUT")
    get(daemon.http, "/api/v1/characters/U+2600", method="HEAD")
    first, again, refused, character = entries(file, asked + 4)[asked:]
    assert (first["client"], first["method"], first["target"]) == ("127.0.0.1", "GET", "/search")
    assert (first["status"], first["bytes"], first["protocol"]) == (200, len(body), "HTTP/1.1")
    assert 0 < first["duration"] < PATIENCE
    assert "cache" not in first and again["cache"] == "hit"
    assert (refused["method"], refused["target"], refused["status"]) == ("PUT", "/nowhere", 404)
    assert (character["target"], character["bytes"]) == ("/api/v1/characters/", 0)


def test_a_client_of_ipv4_on_a_socket_of_both_kinds(start, warm_state, tmp_path):
    """It is named as on a socket of IPv4, so that tools which look it up or count by address need one form."""
    file = tmp_path / "access.log"
    daemon = start(
        state=warm_state, ports=(), config={"access_log": "json", "access_log_file": str(file),
        "telnet": None, "http": "[::]:0"},
    )  # fmt: skip
    get(daemon.http, "/healthz")
    assert entries(file, 1)[0]["client"] == "127.0.0.1"


@pytest.mark.parametrize("queries", [False, True])
def test_queries_are_personal(start, warm_state, tmp_path, queries):
    file = tmp_path / "access.log"
    daemon = logging(start, warm_state, file, access_log_queries=queries).wait_ready()
    for target in ("/search?q=xyzzy", "/?query=xyzzy", "/api/v1/characters/xyzzy", "/search%3Fq=xyzzy"):
        get(daemon.http, target)
    session = Session(daemon.telnet).read_prompt()
    session.ask("black xyzzy")
    session.close()
    wait_for("a query of telnet", lambda: "QUERY" in file.read_text())
    daemon.stop()
    assert file.read_text().count("xyzzy") == (5 if queries else 0)
    assert ("black%20xyzzy" in file.read_text()) == queries


def test_hostile_bytes_stay_in_their_line(start, warm_state, tmp_path):
    file = tmp_path / "access.log"
    daemon = logging(start, warm_state, file, form="common", access_log_queries=True)
    requests = [
        b'GET /"\x1b[2J\\ HTTP/1.1\r\nHost: a\r\n\r\n',
        b"GET /\xff\xfe%0a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b'B"REW / HTTP/1.1\r\nHost: a\r\n\r\n',
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /" + 600 * b"\xff" + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ]
    for request in requests:
        with socket.create_connection(("127.0.0.1", daemon.http), timeout=PATIENCE) as client:
            client.sendall(request)
            client.shutdown(socket.SHUT_WR)
            while client.recv(1 << 16):
                pass
    wait_for("all lines", lambda: file.read_text().count("\n") >= len(requests))
    daemon.stop()
    for line in file.read_text(encoding="ascii").splitlines():
        assert COMMON.match(line), line
        assert line.isprintable() and len(line) < 4096


def test_logrotate_renames_and_sends_a_signal(start, warm_state, tmp_path):
    file, old = tmp_path / "access.log", tmp_path / "access.log.1"
    daemon = logging(start, warm_state, file, form="common").wait_ready()
    assert file.stat().st_mode & 0o007 == 0
    file.rename(old)
    get(daemon.http, "/opensearch.xml")
    wait_for("a line in the old file", lambda: "/opensearch.xml" in old.read_text())
    daemon.process.send_signal(signal.SIGHUP)
    wait_for("a new file", file.exists)
    get(daemon.http, "/healthz")
    wait_for("a line in the new file", lambda: "/healthz" in file.read_text())
    assert "/healthz" not in old.read_text()


def test_a_reader_that_stops_delays_nobody(start, warm_state, tmp_path):
    """Lines are dropped, counted, and complained of once."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    daemon = logging(start, warm_state, fifo, form="common", access_log_queries=True).wait_ready()
    request = b"GET /healthz?" + 900 * b"\xff" + b" HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    def dropped():
        exchange(daemon.http, 200 * request + last)
        text = get(daemon.http, "/metrics").body.decode("ascii")
        return sum(map(int, re.findall(r"^charfinder_access_log_dropped_total\{.*\} (\d+)$", text, re.M)))

    wait_for("dropped lines", dropped)
    daemon.stop()
    os.close(reader)
    complaints = [line for line in daemon.lines if "The access log has dropped" in line]
    assert 1 <= len(complaints) <= 2  # and at the end


def test_standard_output(start, warm_state, tmp_path):
    """By default, as containers want it. The daemon of these tests writes it to /dev/null."""
    file = tmp_path / "out"
    daemon = start(
        state=warm_state,
        config={"access_log": "json"},
        command=("sh", "-c", f'exec "$@" >"{file}"', "sh"),
    )
    get(daemon.http, "/healthz")
    assert entries(file, 1)[0]["target"] == "/healthz"


def test_a_file_that_cannot_be_opened_is_named(start, warm_state):
    daemon = logging(start, warm_state, "/nonexistent/access.log")
    assert daemon.process.wait(PATIENCE) == 75
    assert daemon.has_line("access_log_file: cannot open '/nonexistent/access.log': No such file")
