"""Telnet, compared with Redis sending the same replies, the floor, and the book's server."""

from functools import partial

import mix
import peers
from clients import load, under
from replies import of_mean_size, telnet_replies
from results import Result, at_least, at_most
from turns import in_turn

SESSIONS = 64
AS_THE_API = (":scope all", ":sort relevance", ":limit 50")


def measure(row, settings, stage, with_asyncio=False):
    queries = mix.queries()
    questions = stage.write_lines(queries)
    with stage.scene():
        ours = peers.charfinder(stage)
        replies = telnet_replies(ours.port, settings, queries)
        reply = of_mean_size(replies.values())
        redis, floor = peers.redis(stage, replies), peers.floor(stage, reply)
        fixed = f"fixed:{len(reply)}"
        variants = {
            "ours": under(
                ours, load, stage, ours.port, questions, SESSIONS, settings=settings
            ),
            "redis": under(redis, load, stage, redis.port, questions, SESSIONS, "redis"),
            "floor": under(floor, load, stage, floor.port, questions, SESSIONS, fixed),
        }
        if with_asyncio:
            peer = peers.asyncio_server(stage)
            variants["asyncio"] = under(peer, load, stage, peer.port, questions, SESSIONS)
        return compare(in_turn(variants, stage.turns), row)


def compare(taken, row):
    ours = taken["ours"]

    def cpu(peer, name, goal):
        theirs = taken[peer]["cpu_us"]
        return Result(row, f"CPU a reply ÷ {name}", "µs", ours["cpu_us"], theirs, goal)

    yield cpu("redis", "Redis' GET of the same", at_most(0.9 if "relevance" in row else 0.8))
    yield cpu("floor", "the floor", at_most(1.2))
    if "asyncio" in taken:
        theirs = taken["asyncio"]["rate"]
        yield Result(row, "throughput ÷ asyncio's", "/s", ours["rate"], theirs, at_least(6))


UNITS = {
    "as it greets": partial(measure, "Telnet, as it greets", (), with_asyncio=True),
    "as the API": partial(measure, "Telnet, " + ", ".join(AS_THE_API), AS_THE_API),
}
