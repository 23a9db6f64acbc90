"""The engine in process, compared with SQLite's FTS5. See tests/bench/engine.c."""

import json

from results import Result, at_least, at_most
from stage import BUILD
from turns import Series

ROW = "engine, 10,000 queries of every kind"


def measure(stage):
    path = stage.new_directory() / "engine.json"
    stage.ask([BUILD / "bench-engine", "--json", path])
    figures = json.loads(path.read_text(encoding="utf-8"))
    run = object()  # the program measures itself and its peer in turn

    def series(name, figure):
        return Series(run, tuple(figures[name][figure]))

    for figure, most in ("p50", 1), ("p99", 40), ("worst", 500):
        yield Result(ROW, figure, "µs", series("all", figure), None, at_most(most))
    for figure in "p50", "p99":
        ours, theirs = series("shared", figure), series("fts5", figure)
        what = f"FTS5's {figure} ÷ ours, queries that both support"
        yield Result(ROW, what, "µs", theirs, ours, at_least(20))
