"""How cost grows with size: it should grow only with the bytes sent. HTTP replies are not cached,
since each request has a new target, except in the table of connections."""

import json
from functools import partial

import mix
import peers
from clients import load, under, wrk
from results_file import heading, markdown
from results import number
from turns import in_turn

WORDS = ("melon", "chess", "greek", "arrow", "latin", "syllable", "cjk")  # by number of results
EVERYTHING = 4_294_967_295
DEPTHS = (0, 100, 1_000, 10_000, 90_000)
CONNECTIONS = (1, 10, 100, 1_000, 10_000)


def growth_tables(stage):
    """Lines of Markdown."""
    lines = []
    for measure in by_result_size, by_depth, by_connections, by_languages:
        lines += [*([""] if lines else []), *measure(stage)]
    return lines


def total_of(server, word):
    reply = peers.http_get(server.http, f"/api/v1/search?q={word}&scope=name&limit=1")
    return json.loads(peers.body_of(reply))["total"]


def cpu_in_turn(stage, clients):
    """{name: series of CPU microseconds a request} of {name: (server, client, argument…)}."""
    taken = in_turn({name: under(*client) for name, client in clients.items()}, stage.turns)
    return {name: figures["cpu_us"].median for name, figures in taken.items()}


def by_result_size(stage):
    with stage.scene():
        ours = peers.charfinder(stage)

        def asking(*target):
            lines = stage.write_lines(mix.respelt(*target))
            return ours, wrk, stage, ours.http, lines, 8

        totals = {word: total_of(ours, word) for word in WORDS}
        whole = cpu_in_turn(stage, {w: asking("/search?", w, 0, EVERYTHING) for w in WORDS})
        page = cpu_in_turn(
            stage, {w: asking("/api/v1/search?scope=name&sort=codepoint", w) for w in WORDS}
        )
        yield from heading("results", "all of them", "a row", "the first page of 50")
        for word in WORDS:
            cells = whole[word], whole[word] / totals[word], page[word]
            yield markdown(f"{totals[word]:,} ({word})", *(f"{number(c)} µs" for c in cells))


def by_depth(stage):
    with stage.scene():
        ours = peers.charfinder(stage)

        def asking(offset, sort):
            path = f"/api/v1/search?scope=name&sort={sort}"
            lines = stage.write_lines(mix.respelt(path, "cjk", offset))
            return ours, wrk, stage, ours.http, lines, 8

        sorts = ("codepoint", "relevance")
        taken = cpu_in_turn(stage, {(d, s): asking(d, s) for d in DEPTHS for s in sorts})
        yield from heading("page of cjk at offset", "by code point", "by relevance")
        for depth in DEPTHS:
            yield markdown(f"{depth:,}", *(f"{number(taken[depth, s])} µs" for s in sorts))


def by_connections(stage):
    """Each sends about ten queries in a turn, so that connecting costs little in comparison."""
    targets = stage.write_lines(mix.targets("/api/v1/search", limit=50))
    questions = stage.write_lines(mix.queries())
    with stage.scene():
        ours = peers.charfinder(stage)
        clients = {}
        for count in CONNECTIONS:
            seconds = max(stage.seconds, count / 1000)
            clients["telnet", count] = (
                ours, partial(load, seconds=seconds), stage, ours.port, questions, count,
            )  # fmt: skip
            clients["http", count] = (
                ours, partial(wrk, seconds=seconds), stage, ours.http, targets, count,
            )  # fmt: skip
        taken = cpu_in_turn(stage, clients)
        yield from heading("connections", "Telnet reply", "HTTP page")
        for count in CONNECTIONS:
            cells = taken["telnet", count], taken["http", count]
            yield markdown(f"{count:,}", *(f"{number(c)} µs" for c in cells))


def by_languages(stage):
    targets = stage.write_lines(mix.targets_ever_new())
    questions = stage.write_lines(mix.queries())
    with stage.scene():
        servers = {
            "English": peers.charfinder(stage),
            "all languages": peers.charfinder(stage, languages="all"),
        }
        words = {name: words_of(server) for name, server in servers.items()}
        telnet = {n: (s, load, stage, s.port, questions, 64) for n, s in servers.items()}
        http = {n: (s, wrk, stage, s.http, targets, 64) for n, s in servers.items()}
        telnet, http = cpu_in_turn(stage, telnet), cpu_in_turn(stage, http)
        yield from heading("index", "words", "Telnet reply", "HTTP page")
        for name in servers:
            cells = f"{number(telnet[name])} µs", f"{number(http[name])} µs"
            yield markdown(name, f"{words[name]:,}", *cells)


def words_of(server):
    return json.loads(peers.body_of(peers.http_get(server.http, "/api/v1/status")))["words"]
