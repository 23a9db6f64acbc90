"""HTTP search, compared with nginx sending a file of the mean size, the floor, and FastAPI."""

import mix
import peers
from clients import under, wrk
from replies import conversation, http_reply, of_mean_size
from results import Result, at_least, at_most
from turns import in_turn

CONNECTIONS = (64, 1, 512)  # only the first with --quick
ROW = "HTTP search, /api/v1/search?limit=50"
ANEW = "the same, without cached replies"
TYPED = "the same, letter by letter, never asked before"
SAMPLE = 100  # one in so many searches decides the size of nginx's file
BOOK = "HTTP search, the book's /search"


def measure(stage):
    return [*measure_pages(stage), *measure_book(stage)]


def measure_pages(stage):
    targets = mix.targets("/api/v1/search", limit=50)
    mixed, one = stage.write_lines(targets), stage.write_lines(["/reply"])
    with stage.scene():
        ours = peers.charfinder(stage)
        with conversation(ours.http) as connection:
            replies = [http_reply(connection, target) for target in targets]
        head, body = of_mean_body(replies)
        typed = list(mix.targets_as_typed())
        with conversation(ours.http) as connection:
            replies = [http_reply(connection, target) for target in typed[::SAMPLE]]
        nginx = peers.nginx(stage, {"reply": body, "typed": of_mean_body(replies)[1]})
        floor = peers.floor(stage, head + body)
        for count in CONNECTIONS[:1] if stage.quick else CONNECTIONS:
            variants = {
                "ours": under(ours, wrk, stage, ours.http, mixed, count),
                "nginx": under(nginx, wrk, stage, nginx.port, one, count),
                "floor": under(floor, wrk, stage, floor.port, one, count),
            }
            taken = in_turn(variants, stage.turns)
            yield from compare(ROW, taken, f"{count} connection{'s' if count > 1 else ''}")
        anew = stage.write_lines(mix.targets_ever_new())
        variants = {
            "ours": under(ours, wrk, stage, ours.http, anew, 64),
            "nginx": under(nginx, wrk, stage, nginx.port, one, 64),
            "floor": under(floor, wrk, stage, floor.port, one, 64),
        }
        yield from compare(ANEW, in_turn(variants, stage.turns), "64 connections")
        variants = {
            "ours": under(ours, wrk, stage, ours.http, stage.write_lines(typed), 64),
            "nginx": under(nginx, wrk, stage, nginx.port, stage.write_lines(["/typed"]), 64),
        }
        yield compare_typed(in_turn(variants, stage.turns))


def of_mean_body(replies):
    """The head and the body of the reply whose body's size is nearest to the mean."""
    return of_mean_size(replies, size=lambda reply: len(reply[1]))


def compare_typed(taken):
    what = "64 connections: CPU a request ÷ nginx's static file"
    cpu = (taken[name]["cpu_us"] for name in ("ours", "nginx"))
    return Result(TYPED, what, "µs", *cpu, at_most(1.5))


def compare(row, taken, on):
    ours, nginx, floor = taken["ours"], taken["nginx"], taken["floor"]

    def cpu(peer, name, goal):
        what = f"{on}: CPU a request ÷ {name}"
        return Result(row, what, "µs", ours["cpu_us"], peer["cpu_us"], goal)

    return [
        cpu(nginx, "nginx's static file", at_most(0.95 if on.startswith("512") else 0.85)),
        cpu(floor, "the floor", at_most(1.35)),
        Result(row, f"{on}: throughput ÷ nginx's", "/s", ours["rate"], nginx["rate"], at_least(1)),
    ]


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
    what = "64 connections: throughput ÷ FastAPI's"
    yield Result(BOOK, what, "/s", taken["ours"]["rate"], taken["fastapi"]["rate"], at_least(20))
