"""Cached replies: the same bytes for every client, never outdated, within a bound."""

import email.utils
import gzip
import shutil
import signal
import time

import pytest

from daemon import ANY_PORTS, SLOWNESS, Daemon, index_file, wait_for
from http_client import connect, exchange, get, take_response
from test_sources import FILES, SHARE, share  # noqa: F401  a fixture

SEARCH = "/api/v1/search?"


@pytest.fixture(scope="module")
def single(saved_index, tmp_path_factory):
    """A daemon with one reactor, so that all requests share one cache."""
    directory = tmp_path_factory.mktemp("single")
    shutil.copy(index_file(saved_index), directory)
    daemon = Daemon(*ANY_PORTS, "--state-dir", directory, "--threads", "1")
    try:
        yield daemon.wait_ready()
        daemon.stop()
    finally:
        daemon.process.kill()


def cached(daemon):
    """How many replies came from a cache, in all reactors."""
    return sum(reactor["http_kept"] for reactor in daemon.status()["reactors"])


def without_date(reply):
    return reply.status, {k: v for k, v in reply.headers.items() if k != "date"}, reply.body


def test_a_cached_reply_has_the_date_of_its_sending(single):
    before = cached(single)
    for _ in range(3):
        asked = int(time.time())
        reply = get(single.http, SEARCH + "q=black+sun")
        sent = email.utils.parsedate_to_datetime(reply.headers["date"]).timestamp()
        assert asked - 1 <= sent <= time.time()
        time.sleep(2.1)
    assert cached(single) == before + 2


@pytest.mark.parametrize(
    "target",
    [
        "/?query=white+sun",
        SEARCH + "q=white+sun",
        SEARCH + "q=arrow&facets=block",
        SEARCH + "q=arrow&format=tsv&limit=3",
        "/search?q=white+sun",
        "/api/v1/characters/U+2600",
        "/api/v1/inspect?text=white+sun",
        "/api/v1/suggest?q=white+sun",
        "/api/v1/blocks",
    ],
)
def test_a_cached_reply_has_the_same_bytes(single, target):
    before = cached(single)
    first = get(single.http, target)
    assert cached(single) == before
    again = [without_date(get(single.http, target)) for _ in range(3)]
    assert again == [without_date(first)] * 3
    assert cached(single) == before + 3
    # Requests whose reply differs do not get this one.
    head = get(single.http, target, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert get(single.http, target, if_none_match=first.headers["etag"]).status == 304
    assert get(single.http, target, if_none_match='"x"').body == first.body
    assert cached(single) == before + 3


@pytest.mark.parametrize(
    "target",
    [
        "/search?q=sun&limit=x",
        SEARCH + "q=%22a%22%22",
        SEARCH + "q=sun&generation=0123456789abcdef",
        "/api/v1/status",
        "/healthz",
        "/nothing",
        "/search?q=cjk",
        SEARCH + "q=cjk&format=ndjson",
    ],
)
def test_replies_that_may_change_are_not_cached(single, target):
    before = cached(single)
    for _ in range(3):
        get(single.http, target)
    get(single.http, target, method="HEAD")
    assert cached(single) == before


def request(target, *fields):
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: x", *fields, "", ""]).encode()


def test_connection_close_is_not_cached(single):
    target = SEARCH + "q=registered"
    first = get(single.http, target)
    data = exchange(single.http, request(target, "Connection: close"))
    reply, rest = take_response(data)
    assert (reply.status, reply.body, rest) == (200, first.body, b"")
    assert "connection" not in get(single.http, target).headers


@pytest.mark.parametrize("field", ["Host: y", "Content-Length: 3", "Transfer-Encoding: chunked"])
def test_a_refused_request_gets_no_cached_reply(single, field):
    target = SEARCH + "q=guarded"
    assert [get(single.http, target).status for _ in range(2)] == [200, 200]
    reply, _ = take_response(exchange(single.http, request(target, field)))
    assert reply.status in (400, 411, 413)


def test_pipelined_requests_share_one_reply(single):
    target = SEARCH + "q=pipelined|sun"
    body = get(single.http, target).body
    data = exchange(single.http, request(target) * 49 + request(target, "Connection: close"))
    for _ in range(50):
        reply, data = take_response(data)
        assert reply.body == body
    assert data == b""


@pytest.mark.parametrize("path", ["/?query=", SEARCH + "q="])
@pytest.mark.parametrize("others", [("identity", "gzip"), ("gzip;q=0", "gzip"), ("", "gzip, br")])
def test_identity_is_sent_to_clients_without_gzip(single, others, path):
    target = f"{path}arrow|coded{len(others[1])}{len(others[0])}"
    plain = get(single.http, target, accept_encoding="identity").body
    for _ in range(2):
        for coding in others:
            reply = get(single.http, target, accept_encoding=coding)
            coded = reply.headers.get("content-encoding") == "gzip"
            assert coded == (coding == others[1])
            assert (gzip.decompress(reply.body) if coded else reply.body) == plain
    # Two fields are one list: a reply for both must not go to a client that sends only the first.
    twice = request(target, "Accept-Encoding: identity", "Accept-Encoding: gzip", "Connection: close")
    for _ in range(2):
        exchange(single.http, twice)
    assert get(single.http, target, accept_encoding="identity").body == plain


def test_a_reply_in_flight_survives_its_eviction(single):
    """A client does not read it yet while many others evict it."""
    target = SEARCH + "q=cjk&limit=1000"
    whole = get(single.http, target).body
    with connect(single.http) as slow:
        slow.sendall(request(target, "Connection: close"))
        crowd(single, 2000 if SLOWNESS == 1 else 300)
        received = bytearray()
        while piece := slow.recv(1 << 16):
            received += piece
    assert take_response(bytes(received))[0].body == whole


def crowd(daemon, count):
    """Makes that many new requests with replies of about 20 KB on one connection."""
    crowd.begin = getattr(crowd, "begin", 0x4E00)
    with connect(daemon.http) as connection, connection.makefile("rb") as replies:
        for first in range(crowd.begin, crowd.begin + count):
            connection.sendall(request(SEARCH + f"q=U%2B{first:X}..U%2B{first + 99:X}&limit=100"))
            size = 0
            while (line := replies.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    size = int(line.split(b":")[1])
            assert len(replies.read(size)) == size > 10_000
    crowd.begin += count


def test_the_cache_has_a_bound(single):
    crowd(single, 500)
    before = single.resident()
    crowd(single, 2500 if SLOWNESS == 1 else 300)
    if SLOWNESS == 1:
        assert single.resident() - before < 4 << 20


def test_a_new_index_clears_the_cache(start, empty_state, share):  # noqa: F811
    (share / FILES["unihan"]).unlink()
    daemon = start("--threads", "1", "--sources-dir", share, state=empty_state).wait_ready()
    target = SEARCH + "q=definition:hillock"
    before = [get(daemon.http, target).json() for _ in range(3)][-1]
    assert before["total"] == 0
    assert cached(daemon) == 2
    (share / FILES["unihan"]).symlink_to(SHARE / FILES["unihan"])
    daemon.send(signal.SIGHUP)
    wait_for("the new index", lambda: daemon.status()["generation"] != before["generation"])
    for _ in range(3):
        after = get(daemon.http, target).json()
        assert after["generation"] != before["generation"]
        assert after["total"] > 0
    assert cached(daemon) == 4
