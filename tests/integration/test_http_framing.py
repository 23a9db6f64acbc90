"""Invalid HTTP: framing that two parsers may read differently, and slow clients.

RFC 9112 lets a server refuse ambiguous requests. The daemon refuses them and closes the connection,
so that no request can hide another one.
"""

import socket
import time

import pytest

from daemon import SLOWNESS, wait_for
from figures import matches
from framing_cases import CASES, MODERN
from http_client import connect, exchange, receive_all, take_response, take_responses

LAST = b"GET /search?q=registered HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def request(*fields, target=b"/search?q=registered", method=b"GET", version=b"HTTP/1.1"):
    lines = [b" ".join((method, target, version)), *fields, b"", b""]
    return b"\r\n".join(lines)


def only_refusal(data, *statuses):
    """Checks that there is one response, an error, and that the connection is closed."""
    response, rest = take_response(data)
    assert response.status in statuses, response
    assert rest == b"", "a second request was parsed from the first one"
    assert response.headers["connection"] == "close"
    if not MODERN:
        assert response.headers["content-type"].startswith("application/problem+json")


AMBIGUOUS = {
    "chunked": [b"Host: x", b"Transfer-Encoding: chunked"],
    "any transfer coding": [b"Host: x", b"Transfer-Encoding: identity"],
    "two codings": [b"Host: x", b"Transfer-Encoding: gzip, chunked"],
    "a space before the colon": [b"Host: x", b"Transfer-Encoding : chunked"],
    "a tab before the colon": [b"Host: x", b"Transfer-Encoding\t: chunked"],
    "upper case": [b"Host: x", b"TRANSFER-ENCODING: CHUNKED"],
    "content length and transfer coding": [
        b"Host: x",
        b"Content-Length: 35",
        b"Transfer-Encoding: chunked",
    ],
    "the other way round": [b"Host: x", b"Transfer-Encoding: chunked", b"Content-Length: 35"],
    "two lengths": [b"Host: x", b"Content-Length: 0", b"Content-Length: 35"],
    "the same length twice": [b"Host: x", b"Content-Length: 35", b"Content-Length: 35"],
    "a list of lengths": [b"Host: x", b"Content-Length: 0, 35"],
    "a length with a sign": [b"Host: x", b"Content-Length: +35"],
    "a negative length": [b"Host: x", b"Content-Length: -1"],
    "a length in hexadecimal": [b"Host: x", b"Content-Length: 0x23"],
    "a length beyond any number": [b"Host: x", b"Content-Length: 99999999999999999999999999"],
    "a length before a space": [b"Host: x", b"Content-Length : 35"],
    "a body": [b"Host: x", b"Content-Length: 35"],
    "no host": [],
    "two hosts": [b"Host: x", b"Host: y"],
    "an empty host in a list": [b"Host: x, y"],
    "a host with a path": [b"Host: x/y"],
    "a host with a space": [b"Host: x y"],
    "a host with a user": [b"Host: me@x"],
    "a port that is none": [b"Host: x:port"],
    "a space before the host's colon": [b"Host : x"],
    # libmicrohttpd 0.9.75 joins a folded line to the field's *name*, so the guard must see it.
    "a folded transfer coding": [b"Host: x", b"Transfer-Encoding:", b" chunked"],
    "a transfer coding continued": [b"Host: x", b"Transfer-Encoding: gzip,", b"\tchunked"],
    "a folded length": [b"Host: x", b"Content-Length:", b" 35"],
    "a host continued": [b"Host: x", b" y"],
}

@pytest.mark.parametrize("story", AMBIGUOUS)
def test_ambiguous_framing_is_refused_and_closed(daemon, story):
    data = exchange(daemon.http, request(*AMBIGUOUS[story]) + HIDDEN)
    only_refusal(data, 400, 411, 413, 501)


AFTER = b"GET /nothing/after HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def check_case(port, case, *pieces):
    """Sends a case and, after it, a request that is answered only if the connection goes on."""
    with connect(port) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.01)
        data = receive_all(connection)
    if not case.statuses:
        assert data == b"", data
        return
    response, rest = take_response(data, case.method)
    assert response.status in case.statuses, response
    if not case.closed:
        after, rest = take_response(rest)
        assert after.status == 404, after
    elif not case.by_library:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == response.status
    assert (response.headers.get("connection") == "close") == case.closed
    assert rest == b""


def test_there_are_enough_cases():
    assert len(CASES) == len({case.name for case in CASES}) >= 200


@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_raw_requests_whose_reply_is_not_modified(daemon, method):
    """No length, which would have to be that of the 200. The old library must close instead."""
    data = exchange(daemon.http, request(b"Host: x", b"If-None-Match: *", method=method) + AFTER)
    response, rest = take_response(data, "HEAD")
    assert response.status == 304
    assert {"content-length", "transfer-encoding"}.isdisjoint(response.headers)
    assert (response.headers.get("connection") != "close") == MODERN
    if MODERN:
        after, rest = take_response(rest)
        assert after.status == 404
    assert rest == b""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_raw_requests(daemon, case):
    check_case(daemon.http, case, case.sent + AFTER)


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: case.name)
def test_raw_requests_in_two_pieces(daemon, case):
    """The library parses what there is, and the guard sees the same bytes in the end."""
    middle = len(case.sent) * 2 // 3
    try:
        check_case(daemon.http, case, case.sent[:middle], case.sent[middle:] + AFTER)
    except BrokenPipeError:  # refused and closed after the first piece
        assert case.closed


@pytest.mark.parametrize("method", [b"POST", b"PUT"])
def test_a_body_with_another_method_is_refused_and_closed(daemon, method):
    sent = request(b"Host: x", b"Content-Length: 35", method=method) + HIDDEN
    only_refusal(exchange(daemon.http, sent), 405)


def test_post_without_a_body_is_not_allowed(daemon):
    sent = request(b"Host: x", b"Content-Length: 0", method=b"POST")
    with connect(daemon.http) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        response, _ = take_response(receive_all(connection))
    assert response.status == 405
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize(
    "host", [b"localhost", b"127.0.0.1:8888", b"[::1]:8888", b"example.org", b"EXAMPLE.org:80", b""]
)
def test_a_valid_host_is_accepted(daemon, host):
    # The host may be empty: RFC 9110 section 7.2, for targets without an authority.
    response, _ = take_response(
        exchange(daemon.http, request(b"Host: " + host, b"Connection: close"))
    )
    assert response.status == (200 if host else response.status)
    assert response.status in (200, 400)


def test_http_1_0_without_host_is_served_and_closed(daemon):
    response, rest = take_response(exchange(daemon.http, request(version=b"HTTP/1.0")))
    assert (response.status, rest) == (200, b"")
    assert b"REGISTERED SIGN" in response.body


def test_a_long_reply_over_http_1_0_ends_with_the_connection(daemon):
    data = exchange(daemon.http, request(version=b"HTTP/1.0", target=b"/search?q=cjk"))
    head, body = data.split(b"\r\n\r\n", 1)
    assert b"chunked" not in head.lower()
    assert body.startswith(b"[{") and body.rstrip().endswith(b"}]")


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.1x", b"HTTX/1.1", b""])
def test_other_versions_are_refused(daemon, version):
    data = exchange(daemon.http, request(b"Host: x", version=version))
    assert b" 200 " not in data.split(b"\r\n")[0]


def test_the_absolute_form_of_a_target(daemon):
    sent = request(b"Host: x", b"Connection: close", target=b"http://x/search?q=registered")
    response, _ = take_response(exchange(daemon.http, sent))
    assert (response.status, response.json()[0]["char"]) == (200, "®")


@pytest.mark.parametrize("target", [b"search?q=sun", b"*", b"x:80", b"ftp://x/search?q=sun"])
def test_a_target_of_no_known_form_is_refused(daemon, target):
    response, _ = take_response(
        exchange(daemon.http, request(b"Host: x", b"Connection: close", target=target))
    )
    assert response.status in (400, 404)


def test_fifty_pipelined_requests_are_all_answered_in_order(daemon, oracle):
    words = sorted(oracle.postings)[1000:1049]
    targets = [b"/search?q=" + word.encode() for word in words]
    sent = b"".join(request(b"Host: x", target=target) for target in targets)
    responses = take_responses(exchange(daemon.http, sent + LAST))
    assert [response.status for response in responses] == [200] * 50
    for word, response in zip(words, responses, strict=False):
        assert [row["name"] for row in response.json()] == [
            oracle.names[c] for c in oracle.search(word)
        ]


def test_pipelined_long_and_short_replies_keep_their_order(daemon):
    sent = b"".join(
        request(b"Host: x", target=target)
        for target in (b"/search?q=cjk", b"/healthz", b"/search?q=digit", b"/nothing")
    )
    responses = take_responses(exchange(daemon.http, sent + LAST))
    assert [response.status for response in responses] == [200, 200, 200, 404, 200]
    assert [len(responses[0].json()), len(responses[2].json())] == [matches("cjk"), matches("digit")]


def test_a_target_that_is_too_long(daemon):
    data = exchange(daemon.http, request(b"Host: x", target=b"/search?q=" + b"x" * 9000))
    only_refusal(data, 414)


@pytest.mark.parametrize("kilobytes", [17, 24])
def test_headers_that_are_too_large(daemon, kilobytes):
    fields = [b"X-%d: " % number + b"y" * 1000 for number in range(kilobytes)]
    only_refusal(exchange(daemon.http, request(b"Host: x", *fields)), 431)


def test_the_longest_accepted_request(daemon):
    """Fields near their limit, and a query and languages that grow when escaped: the head of the
    reply, which repeats both, still fits."""
    query = b"sun" + b"%20" * 1000 + b"&lang=en" + b",en" * 300
    fields = [b"X-%d: " % number + b"y" * 1000 for number in range(7)] + [b"Cookie: n=" + b"v" * 900]
    target = b"/api/v1/search?limit=1&q=" + query
    asked = request(b"Host: x", b"Connection: close", *fields, target=target)
    response, _ = take_response(exchange(daemon.http, asked))
    assert response.status == 200, response
    assert len(response.headers["link"]) > 4000


def test_headers_without_end(daemon):
    with connect(daemon.http) as connection:
        try:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 4_000_000)
        except OSError:  # it may be closed before everything is sent
            pass
        data = receive_all(connection)
    assert data == b"" or b" 431 " in data.split(b"\r\n")[0]


@pytest.mark.parametrize(
    "garbage", [b"\x16\x03\x01\x02\x00\x01\x00", b"\r\n\r\n\r\n\0", b"hello\r\n\r\n"]
)
def test_garbage_closes_only_its_connection(daemon, garbage):
    with connect(daemon.http) as connection:
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)
        assert b" 200 " not in receive_all(connection).split(b"\r\n")[0]
    assert daemon.status()["state"] == "ready"


def test_a_half_closed_client_still_gets_its_answer(daemon):
    with connect(daemon.http) as connection:
        connection.sendall(request(b"Host: x"))
        connection.shutdown(socket.SHUT_WR)
        response, _ = take_response(receive_all(connection))
    assert response.status == 200


def test_a_client_that_disconnects_does_not_disturb_others(daemon):
    for _ in range(20):
        with connect(daemon.http) as connection:
            connection.sendall(request(b"Host: x", target=b"/search?q=cjk"))
            connection.recv(1000)
    assert daemon.status()["state"] == "ready"


# Deadlines, set to a few seconds.


@pytest.fixture(scope="module")
def hasty_config():
    return {"header_seconds": 1, "keep_alive_seconds": 1, "write_seconds": 1}


def closed_after(connection):
    """Seconds until the server closes the connection."""
    began = time.monotonic()
    receive_all(connection)
    return time.monotonic() - began


def test_a_header_sent_byte_by_byte_times_out(start, warm_state, hasty_config):
    port = start(state=warm_state, config=hasty_config).wait_ready().http
    with connect(port) as connection:
        began = time.monotonic()
        connection.settimeout(0.15)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
        while time.monotonic() - began < 30 * SLOWNESS:
            try:
                connection.sendall(b"y")
                if not connection.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        assert 0.5 < time.monotonic() - began < 10 * SLOWNESS


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n", request(b"Host: x")])
def test_a_silent_client_is_closed(start, warm_state, hasty_config, sent):
    port = start(state=warm_state, config=hasty_config).wait_ready().http
    with connect(port) as connection:
        connection.sendall(sent)
        assert closed_after(connection) < 10 * SLOWNESS


def http_open(daemon):
    """Open connections, without this one."""
    return sum(reactor["http_open"] for reactor in daemon.status()["reactors"]) - 1


def test_a_reader_that_never_reads_is_closed(start, warm_state, hasty_config):
    daemon = start(state=warm_state, config=hasty_config).wait_ready()
    with connect(daemon.http) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for _ in range(4):  # more than the kernel buffers hold
            connection.sendall(request(b"Host: x", target=b"/search?q=cjk"))
        wait_for("a connection", lambda: http_open(daemon) == 1)
        wait_for("its end", lambda: http_open(daemon) == 0)


def test_a_reader_that_is_slow_but_reads_is_served(start, warm_state, hasty_config):
    daemon = start(state=warm_state, config=hasty_config).wait_ready()
    with connect(daemon.http) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(request(b"Host: x", b"Connection: close", target=b"/search?q=cjk"))
        received = bytearray()
        while piece := connection.recv(1 << 16):
            received += piece
            if len(received) < 2_000_000:
                time.sleep(0.1)
    response, _ = take_response(bytes(received))
    assert len(response.json()) == matches("cjk")
