"""Two reactors compared with one: a request must not cost more."""

import mix
import peers
from clients import load, under, wrk
from results import Result, at_most
from turns import in_turn

ROW = "scaling, two reactors ÷ one"


def measure(stage):
    targets = stage.write_lines(mix.targets("/api/v1/search", limit=50))
    questions = stage.write_lines(mix.queries())
    with stage.scene():
        one = peers.charfinder(stage)
        two = peers.charfinder(stage, threads=2, processors=f"{stage.server},{second(stage)}")

        variants = {
            "one": under(one, load, stage, one.port, questions, 64),
            "two": under(two, load, stage, two.port, questions, 64),
        }
        yield compare("Telnet: CPU a reply", in_turn(variants, stage.turns))
        if not stage.quick:
            variants = {
                "one": under(one, wrk, stage, one.http, targets, 64),
                "two": under(two, wrk, stage, two.http, targets, 64),
            }
            yield compare("HTTP: CPU a request", in_turn(variants, stage.turns))


def compare(what, taken):
    return Result(ROW, what, "µs", taken["two"]["cpu_us"], taken["one"]["cpu_us"], at_most(1.05))


def second(stage):
    """The processor of the second reactor: the client's if there are only two."""
    return stage.client if stage.client == stage.server + 1 else stage.server + 1


UNITS = {"": measure}
