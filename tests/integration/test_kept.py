"""Replies that are kept and sent again: the same for everybody, never an old one, never too many."""

import gzip
import shutil
import signal

import pytest

from daemon import ANY_PORTS, INDEX_FILE, SLOWNESS, Daemon, wait_for
from http_client import connect, exchange, get, take_response
from test_sources import FILES, SHARE, share  # noqa: F401  a fixture

SEARCH = "/api/v1/search?"


@pytest.fixture(scope="module")
def single(saved_index, tmp_path_factory):
    """A daemon of one reactor: whoever asks again asks the same one."""
    directory = tmp_path_factory.mktemp("single")
    shutil.copy(saved_index / INDEX_FILE, directory)
    daemon = Daemon(*ANY_PORTS, "--state-dir", directory, "--threads", "1")
    try:
        yield daemon.wait_ready()
        daemon.stop()
    finally:
        daemon.process.kill()


def kept(daemon):
    """How many replies were sent again, in all reactors."""
    return sum(reactor["http_kept"] for reactor in daemon.status()["reactors"])


def without_date(reply):
    return reply.status, {k: v for k, v in reply.headers.items() if k != "date"}, reply.body


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
def test_what_was_asked_before_is_answered_as_before(single, target):
    before = kept(single)
    first = get(single.http, target)
    assert kept(single) == before
    again = [without_date(get(single.http, target)) for _ in range(3)]
    assert again == [without_date(first)] * 3
    assert kept(single) == before + 3
    # Those whose answer is another one are not given that one.
    head = get(single.http, target, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert get(single.http, target, if_none_match=first.headers["etag"]).status == 304
    assert get(single.http, target, if_none_match='"x"').body == first.body
    assert kept(single) == before + 3


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
def test_what_may_be_another_next_time_is_made_anew(single, target):
    before = kept(single)
    for _ in range(3):
        get(single.http, target)
    get(single.http, target, method="HEAD")
    assert kept(single) == before


def request(target, *fields):
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: x", *fields, "", ""]).encode()


def test_who_wants_the_connection_closed_has_it_closed_and_nobody_else(single):
    target = SEARCH + "q=registered"
    first = get(single.http, target)
    data = exchange(single.http, request(target, "Connection: close"))
    reply, rest = take_response(data)
    assert (reply.status, reply.body, rest) == (200, first.body, b"")
    assert "connection" not in get(single.http, target).headers


@pytest.mark.parametrize("field", ["Host: y", "Content-Length: 3", "Transfer-Encoding: chunked"])
def test_a_request_that_is_refused_is_refused_whatever_is_kept(single, field):
    target = SEARCH + "q=guarded"
    assert [get(single.http, target).status for _ in range(2)] == [200, 200]
    reply, _ = take_response(exchange(single.http, request(target, field)))
    assert reply.status in (400, 413)


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
def test_who_takes_nothing_compressed_is_sent_none(single, others, path):
    target = f"{path}arrow|coded{len(others[1])}{len(others[0])}"
    plain = get(single.http, target, accept_encoding="identity").body
    for _ in range(2):
        for coding in others:
            reply = get(single.http, target, accept_encoding=coding)
            coded = reply.headers.get("content-encoding") == "gzip"
            assert coded == (coding == others[1])
            assert (gzip.decompress(reply.body) if coded else reply.body) == plain
    # Two fields are one list: what the second says must not be given to who sends the first alone.
    twice = request(target, "Accept-Encoding: identity", "Accept-Encoding: gzip", "Connection: close")
    for _ in range(2):
        exchange(single.http, twice)
    assert get(single.http, target, accept_encoding="identity").body == plain


def test_a_reply_outlives_its_being_kept(single):
    """It is on its way to a client that does not read yet, and so many others drive it out."""
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
    """So many requests that were never made before, of some 20 KB each, on one connection."""
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


def test_no_more_is_kept_than_has_room(single):
    crowd(single, 500)
    before = single.resident()
    crowd(single, 2500 if SLOWNESS == 1 else 300)
    if SLOWNESS == 1:
        assert single.resident() - before < 4 << 20


def test_a_new_index_answers_anew(start, empty_state, share):  # noqa: F811
    (share / FILES["unihan"]).unlink()
    daemon = start("--threads", "1", "--sources-dir", share, state=empty_state).wait_ready()
    target = SEARCH + "q=definition:hillock"
    before = [get(daemon.http, target).json() for _ in range(3)][-1]
    assert before["total"] == 0
    assert kept(daemon) == 2
    (share / FILES["unihan"]).symlink_to(SHARE / FILES["unihan"])
    daemon.send(signal.SIGHUP)
    wait_for("the new index", lambda: daemon.status()["generation"] != before["generation"])
    for _ in range(3):
        after = get(daemon.http, target).json()
        assert after["generation"] != before["generation"]
        assert after["total"] > 0
    assert kept(daemon) == 4
