"""What the daemon's caches take at their fullest, as resident memory: each is filled beyond what it may
hold, one after another."""

import itertools
import re
import urllib.parse

import mix
import peers
from replies import conversation, http_reply, telnet_reply
from results import Result
from stage import TOP
from turns import Series

ROW = "memory of caches, one reactor"
MIB = 1 << 20
QUERIES = 12_000  # different ones, three times as many as any of the caches holds
AS_THE_API = (":scope all", ":sort relevance", ":limit 50")


def limit(name):
    """MiB that the cache may hold, from the source."""
    text = (TOP / "server/base/limits.h").read_text(encoding="utf-8")
    return int(re.search(rf"{name} = (\d+) \* 1024 \* 1024", text)[1])


def by_telnet(ours, queries, *settings):
    with conversation(ours.port) as connection:
        assert connection.recv(64) == b"?> "
        for line in (*AS_THE_API, *settings, *queries):
            telnet_reply(connection, line)


def by_http(ours, queries):
    with conversation(ours.http) as connection:
        for query in queries:
            http_reply(connection, f"/api/v1/search?q={urllib.parse.quote(query)}&limit=50")


def measure(stage):
    queries = list(itertools.islice(mix.typed(), QUERIES))
    run = object()
    with stage.scene():
        ours = peers.charfinder(stage)
        by_telnet(ours, queries[:10], ":json on")  # causes the one-time allocations
        by_http(ours, queries[:10])
        before = start = ours.resident()
        for what, name, fill in (
            ("search results", "LIMIT_SEARCHES", lambda: by_telnet(ours, queries)),
            ("rows", "LIMIT_ROWS", lambda: by_telnet(ours, queries, ":json on")),
            ("HTTP replies", "LIMIT_RESPONSES", lambda: by_http(ours, queries)),
        ):
            fill()
            grown, before = ours.resident() - before, ours.resident()
            what = f"{what}, of at most {limit(name)} MiB"
            yield Result(ROW, what, "MiB", Series(run, (grown / MIB,)), None, None)
    yield Result(ROW, "all together", "MiB", Series(run, ((before - start) / MIB,)), None, None)


UNITS = {"": measure}
