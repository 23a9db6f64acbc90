"""HTTP search, compared with nginx sending a file of the mean size, the floor, and FastAPI."""

import contextlib
from collections import namedtuple
from functools import partial
from statistics import median

import mix
import peers
from clients import LOADS, by_schedule, under, wrk
from replies import conversation, http_reply, of_mean_size
from results import Result, at_least, at_most
from turns import Series, in_turn

CONNECTIONS = (64, 1, 512)  # only the first with --quick
ROW = "HTTP search, /api/v1/search?limit=50"
ANEW = "the same, each reply made anew"
TYPED = "the same, letter by letter, never asked before"
BOOK = "HTTP search, the book's /search"
SAMPLE = 100  # one in so many of the searches of TYPED decides the size of nginx's file
OPEN = "Latency, open loop: "

Servers = namedtuple("Servers", "ours nginx floor targets reply")


@contextlib.contextmanager
def facing(stage, targets, sizes_of=None):
    """Our daemon, asked for these targets, and peers that send one reply of their mean size, or of the
    mean size of others."""
    with stage.scene():
        ours = peers.charfinder(stage)
        with conversation(ours.http) as connection:
            replies = [http_reply(connection, target) for target in sizes_of or targets]
        head, body = of_mean_size(replies, size=lambda reply: len(reply[1]))
        yield Servers(
            ours, peers.nginx(stage, {"reply": body}), peers.floor(stage, head + body),
            stage.write_lines(targets), stage.write_lines(["/reply"]),
        )  # fmt: skip


def on(connections):
    return f"{connections} connection{'s' if connections > 1 else ''}"


def same_pages(stage):
    return facing(stage, mix.targets("/api/v1/search", limit=50))


def pages_made_anew(stage):
    return facing(stage, list(mix.targets_ever_new()), mix.targets("/api/v1/search", limit=50))


def pages_as_typed(stage):
    typed = list(mix.targets_as_typed())
    return facing(stage, typed, typed[::SAMPLE])


def cpu(row, connections, taken, peer, name, goal):
    what = f"{on(connections)}: CPU a request ÷ {name}"
    return Result(row, what, "µs", taken["ours"]["cpu_us"], taken[peer]["cpu_us"], goal)


def measure_pages(connections, stage):
    if stage.quick and connections != CONNECTIONS[0]:
        return
    with same_pages(stage) as (ours, nginx, floor, targets, reply):
        variants = {
            "ours": under(ours, wrk, stage, ours.http, targets, connections),
            "nginx": under(nginx, wrk, stage, nginx.port, reply, connections),
            "floor": under(floor, wrk, stage, floor.port, reply, connections),
        }
        taken = in_turn(variants, stage.turns)
    goal = at_most(0.95 if connections == 512 else 0.85)
    yield cpu(ROW, connections, taken, "nginx", "nginx's static file", goal)
    yield cpu(ROW, connections, taken, "floor", "the floor", at_most(1.35))
    rates = (taken[name]["rate"] for name in ("ours", "nginx"))
    yield Result(ROW, f"{on(connections)}: throughput ÷ nginx's", "/s", *rates, at_least(1))


def measure_costly(row, pages, stage):
    """Replies that are not in the cache."""
    with pages(stage) as (ours, nginx, _, targets, reply):
        variants = {
            "ours": under(ours, wrk, stage, ours.http, targets, 64),
            "nginx": under(nginx, wrk, stage, nginx.port, reply, 64),
        }
        taken = in_turn(variants, stage.turns)
    yield cpu(row, 64, taken, "nginx", "nginx's static file", at_most(1.5))
    rates = (taken[name]["rate"] for name in ("ours", "nginx"))
    yield Result(row, f"{on(64)}: throughput ÷ nginx's", "/s", *rates, None)


def measure_book(stage):
    targets = stage.write_lines(mix.targets("/search"))
    with stage.scene():
        ours, fastapi = peers.charfinder(stage), peers.fastapi(stage)
        taken = in_turn(
            {
                "ours": under(ours, wrk, stage, ours.http, targets, 64),
                "fastapi": under(fastapi, wrk, stage, fastapi.port, targets, 64),
            },
            stage.turns,
        )
    what = f"{on(64)}: throughput ÷ FastAPI's"
    yield Result(BOOK, what, "/s", taken["ours"]["rate"], taken["fastapi"]["rate"], at_least(20))


# Latency at parts of the load that saturates.

QUICK_LATENCIES = ((ROW, 64), (TYPED, 64))


def measure_latency(row, pages, connections, stage):
    if stage.quick and (row, connections) not in QUICK_LATENCIES:
        return
    with pages(stage) as (ours, nginx, _, targets, reply):
        variants = {
            "ours": by_schedule(stage, ours.http, targets, connections),
            "peer": by_schedule(stage, nginx.port, reply, connections),
        }
        taken = in_turn(variants, stage.turns)
    yield from latencies(row, connections, taken, "nginx")


def measure_book_latency(stage):
    if stage.quick:
        return
    targets = stage.write_lines(mix.targets("/search"))
    with stage.scene():
        ours, fastapi = peers.charfinder(stage), peers.fastapi(stage)
        variants = {
            "ours": by_schedule(stage, ours.http, targets, 64),
            "peer": by_schedule(stage, fastapi.port, targets, 64),
        }
        taken = in_turn(variants, stage.turns)
    yield from latencies(BOOK, 64, taken, "FastAPI")


def latencies(row, connections, taken, peer):
    """BENCH.md asks for these figures, and sets no goal for them."""

    def result(what, unit, figure):
        ours, theirs = (taken[name][figure] for name in ("ours", "peer"))
        return Result(OPEN + row, f"{on(connections)}, {what}", unit, ours, theirs, None)

    yield result(f"saturation ÷ {peer}'s", "/s", "saturation")
    for load in LOADS:
        for name in ("p50", "p99"):
            yield result(f"{load} % of it: {name} ÷ {peer}'s", "µs", f"{name}_us at {load}")
    late = [value for series in taken.values() for value in series["late_us"].values]
    what = f"{on(connections)}, what the client itself was late: p99, median of the turns"
    yield Result(OPEN + row, what, "µs", Series(object(), (median(late),)), None, None)


UNITS = {
    **{on(count): partial(measure_pages, count) for count in CONNECTIONS},
    "made anew": partial(measure_costly, ANEW, pages_made_anew),
    "typed": partial(measure_costly, TYPED, pages_as_typed),
    "the book's": measure_book,
}

LATENCY_UNITS = {
    **{on(count): partial(measure_latency, ROW, same_pages, count) for count in CONNECTIONS},
    "made anew": partial(measure_latency, ANEW, pages_made_anew, 64),
    "typed": partial(measure_latency, TYPED, pages_as_typed, 64),
    "the book's": measure_book_latency,
}
